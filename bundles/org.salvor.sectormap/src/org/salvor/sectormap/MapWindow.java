package org.salvor.sectormap;

import java.util.Arrays;

/**
 * A part of a map, divided into cells of equal size (give or take a sector), of which those are given that may have changed since the
 * version asked about. The arrays belong to the receiver.
 *
 * @param range what is shown
 * @param cellCount cells it is divided into
 * @param version the map's version that is shown; to be passed as {@code sinceVersion} next time
 * @param changedCells numbers of the cells given, ascending
 * @param summaries for each of these its {@link CellSummary} packed
 */
public record MapWindow(LbaRange range, int cellCount, long version, int[] changedCells, int[] summaries) {
    /** The sectors of a cell, 0..{@code cellCount - 1}. */
    public LbaRange cellRange(int cell) {
        return new LbaRange(boundary(range, cellCount, cell), boundary(range, cellCount, cell + 1));
    }

    /** The summary of the i-th changed cell. */
    public CellSummary summary(int i) {
        return CellSummary.unpack(summaries[i]);
    }

    static long boundary(LbaRange range, int cellCount, int cell) {
        long whole = range.sectorCount() / cellCount;
        long rest = range.sectorCount() % cellCount;
        return range.firstLba() + cell * whole + cell * rest / cellCount;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapWindow that && range.equals(that.range) && cellCount == that.cellCount && version == that.version
                && Arrays.equals(changedCells, that.changedCells) && Arrays.equals(summaries, that.summaries);
    }

    @Override
    public int hashCode() {
        return 31 * range.hashCode() + Arrays.hashCode(summaries);
    }
}
