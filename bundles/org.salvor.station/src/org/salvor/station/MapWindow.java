package org.salvor.station;

/**
 * Cells of a map.
 *
 * @param firstLba start of the window
 * @param endLba end, exclusive
 * @param cells how many cells the window has
 * @param version version of the map that this shows; give it back to get changes only
 * @param changed indices of the cells that are filled below, ascending
 * @param summaries for each filled cell, from the top bit down: stage of most of its sectors (4 bits, ordinal of the sector map's stages), worst stage in
 *        it (4), share of each (8 each, 1-255, 255 = the whole cell), slowest read (8, logarithmic, 0 = none); as the sector map's {@code CellSummary}
 */
public record MapWindow(long firstLba, long endLba, int cells, long version, int[] changed, int[] summaries) {

    /** First sector of a cell, from 0; {@code cell == cells} gives the end of the window. */
    public long boundary(int cell) {
        long sectors = endLba - firstLba;
        return firstLba + cell * (sectors / cells) + cell * (sectors % cells) / cells;
    }
}
