package org.salvor.ui.internal.map;

import java.util.List;
import org.salvor.sectormap.Stage;
import org.salvor.station.JobView;
import org.salvor.station.MapPalette;
import org.salvor.ui.Amounts;

/**
 * One line of the legend: a stage, how many sectors are in it, and what share of the drive that is. Pure.
 *
 * @param stage the stage
 * @param label its name
 * @param count sectors in it, in words; empty when there are none
 * @param share their share of the drive, in words; empty when there are none
 */
record LegendRow(Stage stage, String label, String count, String share) {

    /** All stages of a job in their order. */
    static List<LegendRow> of(JobView job) {
        return MapPalette.entries().stream().map(entry -> row(entry, job.sectors(entry.name()), job.sectorCount())).toList();
    }

    /** All stages without numbers. */
    static List<LegendRow> empty() {
        return MapPalette.entries().stream().map(entry -> row(entry, 0, 0)).toList();
    }

    private static LegendRow row(MapPalette.Entry entry, long sectors, long sectorCount) {
        return sectors == 0 ? new LegendRow(entry.stage(), entry.label(), "", "")
                : new LegendRow(entry.stage(), entry.label(), Amounts.count(sectors), Amounts.percent(sectors, sectorCount));
    }
}
