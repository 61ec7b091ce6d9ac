package org.salvor.sectormap;

import java.util.Arrays;

/** Sectors a stage and a cause, as a sum or as a change; remembers which columns were touched, so that few of them cost little. */
final class Tally {
    private final long[] counts = new long[MapTotals.COLUMNS];
    private int touched;

    /** Adds sectors of a packed state; fewer than 0 to take them away. */
    void add(long state, long sectorCount) {
        addTo((int) (state >>> 8) & 15, sectorCount);
        addTo(MapTotals.STAGES + ((int) (state >>> 4) & 15), sectorCount);
    }

    /** Adds to one column: a stage's ordinal, or a cause's after the stages. */
    void addTo(int column, long sectorCount) {
        counts[column] += sectorCount;
        touched |= 1 << column;
    }

    long count(int column) {
        return counts[column];
    }

    /** A bit for each column that was added to. */
    int touched() {
        return touched;
    }

    /** Adds all of this to another, and begins anew. */
    void moveTo(Tally other) {
        for (int left = touched; left != 0; left &= left - 1) {
            int column = Integer.numberOfTrailingZeros(left);
            other.addTo(column, counts[column]);
            counts[column] = 0;
        }
        touched = 0;
    }

    long[] toArray() {
        return Arrays.copyOf(counts, counts.length);
    }
}
