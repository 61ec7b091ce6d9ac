package org.salvor.ui.internal.map;

import org.salvor.sectormap.CellSummary;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;

/**
 * How a cell is drawn: a square in the colour of most of its sectors, and upon it a smaller one in the colour of what is worst, as large as its share but
 * never too small to be seen. So one bad sector among millions shows, and a cell that is bad throughout looks different. Pure.
 *
 * @param ground stage that colours the square
 * @param mark stage that colours the smaller square upon it; the same as {@code ground} when there is none
 * @param markShare part of the cell's area that the smaller square takes, above 0 and at most 1
 */
record CellLook(Stage ground, Stage mark, double markShare) {
    /** A mark takes at least this part of the cell's area. */
    private static final double LEAST_SHARE = 0.16;

    static CellLook of(int packed) {
        CellSummary cell = CellSummary.unpack(packed);
        Stage shown = MapPalette.shown(packed);
        if (shown == cell.dominant()) {
            return new CellLook(shown, shown, 1);
        }
        return new CellLook(cell.dominant(), shown, Math.max(LEAST_SHARE, cell.worstShare() / 255.0));
    }

    /** Side of the smaller square in a cell of this many pixels. */
    int markPixels(int side) {
        return Math.clamp(Math.round(side * Math.sqrt(markShare)), Math.min(3, side), side);
    }
}
