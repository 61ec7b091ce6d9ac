package org.salvor.ui.internal.map;

import org.salvor.sectormap.CellSummary;
import org.salvor.sectormap.Latency;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;
import org.salvor.ui.Amounts;

/** What the picture says of one cell in words. Pure. */
final class CellText {
    private CellText() {
    }

    /**
     * Several lines on one cell.
     *
     * @param packed its summary, {@link CellCache#UNKNOWN} when it has not come yet
     */
    static String of(long cell, long sectorsPerCell, long sectorCount, int sectorBytes, int packed) {
        long first = cell * sectorsPerCell;
        long end = Math.min(sectorCount, first + sectorsPerCell);
        String where = end - first == 1 ? "Sector " + Amounts.count(first)
                : "Sectors " + Amounts.count(first) + " to " + Amounts.count(end - 1) + "  (" + Amounts.count(end - first) + ", "
                        + Amounts.bytes((double) (end - first) * sectorBytes) + ")";
        return packed == CellCache.UNKNOWN ? where : where + "\n" + content(CellSummary.unpack(packed), end - first);
    }

    private static String content(CellSummary cell, long sectors) {
        StringBuilder text = new StringBuilder();
        if (sectors == 1 || cell.dominantShare() == 255) {
            text.append(label(cell.dominant()));
        } else {
            text.append(share(cell.dominantShare(), sectors)).append(' ').append(label(cell.dominant()));
            if (cell.worst() != cell.dominant()) {
                text.append(", ").append(share(cell.worstShare(), sectors)).append(' ').append(label(cell.worst()));
            }
        }
        if (cell.latencyCode() != Latency.NONE) {
            text.append("\nSlowest read near here ").append(Amounts.millis(Latency.millis(cell.latencyCode())));
        }
        return text.toString();
    }

    /** A share of 255ths: the smallest stands for anything that is there at all. */
    private static String share(int share, long sectors) {
        if (share == 1 && sectors > 255) {
            return "under 1 %";
        }
        return Math.clamp(Math.round(share / 2.55), 1, 99) + " %";
    }

    private static String label(Stage stage) {
        return MapPalette.of(stage).label();
    }
}
