package org.salvor.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.salvor.station.DriveView;
import org.salvor.station.JobView;
import org.salvor.station.MapPalette;

/** Values as a station gives them. */
public final class Samples {
    public static final DriveView DRIVE = new DriveView("block:/dev/sdb", "SATA", "WDC WD10EZEX", "WD-WCC6Y0ABCDEF", "01.01A01",
            1_953_525_168L, 512,
            4096, "DMA", "soft", "", "", "");

    private Samples() {
    }

    /** A job of 1,000,000 sectors in its second of five passes. */
    public static JobView job(JobView.State state) {
        return job(state, 1, Map.of("read", 400_000L, "bad", 100L, "untried", 599_900L));
    }

    /** A job of 1,000,000 sectors. */
    public static JobView job(JobView.State state, int passIndex, Map<String, Long> stages) {
        Map<String, Long> all = new LinkedHashMap<>();
        MapPalette.entries().forEach(entry -> all.put(entry.name(), stages.getOrDefault(entry.name(), 0L)));
        return new JobView("/jobs/old-disk", "/jobs/old-disk", DRIVE, "file:/images/old.dd", "standard",
                List.of("copy", "backward", "trim", "scrape", "retry"), state, "Reads forward.", passIndex, 1, 41.26, 400_100, 1_000_000,
                512, all,
                Map.of("none", 999_900L, "uncorrectable", 90L, "timed-out", 10L), 12, 3, 1, 80e6, 70e6, 4000, 600, 41, 0x5140, 17, 399_000);
    }
}
