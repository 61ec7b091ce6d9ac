package org.salvor.sectormap;

import java.util.List;
import java.util.Objects;

/**
 * What can be asked of a sector map, be it the owner's {@link SectorMap} (owner thread only) or a {@link MapView} (any thread). Sectors are
 * numbered from 0 to {@link #sectorCount}; the runs tile exactly these. A range that reaches beyond the map is cut at its end.
 */
public abstract sealed class ReadableMap permits SectorMap, MapView {
    private final long sectorCount;

    ReadableMap(long sectorCount) {
        this.sectorCount = sectorCount;
    }

    abstract Node root();

    abstract int rootShift();

    /** The version in which the state of a sector changed last. */
    abstract long treeVersion();

    abstract LatencyCells latencies();

    /** Number of the last change; 0 for a map that was never changed. It only grows. */
    public abstract long version();

    /** Sectors a stage and a cause, kept up to date with each change, so that asking costs next to nothing. */
    public abstract MapTotals totals();

    /** Number of sectors, 1 or more. */
    public final long sectorCount() {
        return sectorCount;
    }

    /** The whole map as a range. */
    public final LbaRange wholeRange() {
        return new LbaRange(0, sectorCount);
    }

    /** @throws IndexOutOfBoundsException when the sector lies beyond the map */
    public final SectorState stateAt(long lba) {
        Objects.checkIndex(lba, sectorCount);
        RunCursor cursor = runs(new LbaRange(lba, lba + 1));
        cursor.next();
        return cursor.state();
    }

    /** All runs of the map, to be walked with {@link RunCursor#next}. */
    public final RunCursor runs() {
        return runs(wholeRange());
    }

    /** The runs of a range, to be walked with {@link RunCursor#next}. */
    public final RunCursor runs(LbaRange range) {
        return new RunCursor(root(), rootShift(), sectorCount, range, false);
    }

    /** The runs of a range from its end on, to be walked with {@link RunCursor#previous}. */
    public final RunCursor runsBackward(LbaRange range) {
        return new RunCursor(root(), rootShift(), sectorCount, range, true);
    }

    /** The first run in the range that the filter wants, cut at the edges of the range; null when there is none. */
    public final SectorRun nextRun(LbaRange within, StateFilter filter) {
        RunCursor cursor = runs(within);
        return cursor.next(filter) ? cursor.run() : null;
    }

    /** The last run in the range that the filter wants, cut at the edges of the range; null when there is none. */
    public final SectorRun previousRun(LbaRange within, StateFilter filter) {
        RunCursor cursor = runsBackward(within);
        return cursor.previous(filter) ? cursor.run() : null;
    }

    /**
     * The first sectors in the range that the filter wants, whatever the differences between them, as many side by side as there are but no
     * more than {@code mostSectors}; null when there are none. It looks no farther than it must, so that a scheduler may ask at every step.
     *
     * @param mostSectors 1 or more
     */
    public final LbaRange nextStretch(LbaRange within, StateFilter filter, long mostSectors) {
        RunCursor cursor = runs(within).cuttingRunsOf(mostSectors);
        if (!cursor.next(filter)) {
            return null;
        }
        long first = cursor.firstLba();
        long end = cursor.endLba();
        while (end - first < mostSectors && cursor.next() && filter.matches(cursor.packedState())) {
            end = cursor.endLba();
        }
        return new LbaRange(first, first + Math.min(end - first, mostSectors));
    }

    /** The last sectors in the range that the filter wants, as with {@link #nextStretch}; when there are too many the last ones. */
    public final LbaRange previousStretch(LbaRange within, StateFilter filter, long mostSectors) {
        RunCursor cursor = runsBackward(within).cuttingRunsOf(mostSectors);
        if (!cursor.previous(filter)) {
            return null;
        }
        long end = cursor.endLba();
        long first = cursor.firstLba();
        while (end - first < mostSectors && cursor.previous() && filter.matches(cursor.packedState())) {
            first = cursor.firstLba();
        }
        return new LbaRange(end - Math.min(end - first, mostSectors), end);
    }

    /** Number of runs in the range, counted by walking them. */
    public final long runCount(LbaRange range) {
        long count = 0;
        RunCursor cursor = runs(range);
        while (cursor.next()) {
            count++;
        }
        return count;
    }

    /** Slowest read noted in the latency cell of this sector, in milliseconds rounded down to the cell's scale; -1 when none was noted. */
    public final double latencyMillis(long lba) {
        Objects.checkIndex(lba, sectorCount);
        return Latency.millis(latencies().at(lba));
    }

    /** Every latency cell in which a read was noted, ascending. */
    public final List<LatencyChange> knownLatencies() {
        return latencies().all();
    }

    /** Sectors of a latency cell, a power of two. */
    public final long latencyCellSectors() {
        return latencies().cellSectors();
    }

    /**
     * The cells of a range that changed since a version, each summarised for painting.
     *
     * @param range what is shown; not empty, inside the map
     * @param cellCount cells to divide it into, 1 or more; when the range has fewer sectors, each sector is a cell
     * @param sinceVersion {@link MapWindow#version} of the window the caller holds for the same range and cells, or -1 for all cells
     */
    public final MapWindow window(LbaRange range, int cellCount, long sinceVersion) {
        return new WindowPainter(this, range, cellCount, sinceVersion).paint();
    }
}
