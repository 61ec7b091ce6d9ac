package org.salvor.drive.simulated.internal;

import java.util.Arrays;

/** Damage that is listed stretch by stretch: sorted, apart from one another. */
final class StretchFaults implements FaultSource {
    private final long[] starts;
    private final long[] ends;

    private StretchFaults(long[] starts, long[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    @Override
    public long next(long from, long end) {
        int found = Arrays.binarySearch(starts, from);
        int before = found >= 0 ? found : -found - 2;
        if (before >= 0 && from < ends[before]) {
            return Math.min(from, end);
        }
        return before + 1 < starts.length ? Math.min(starts[before + 1], end) : end;
    }

    @Override
    public long stretchEnd(long unit) {
        return ends[indexOf(unit)];
    }

    @Override
    public long place(long unit) {
        return starts[indexOf(unit)];
    }

    private int indexOf(long unit) {
        int found = Arrays.binarySearch(starts, unit);
        return found >= 0 ? found : -found - 2;
    }

    /** Collects stretches in any order; those that touch or overlap become one. */
    static final class Builder {
        private static final int LENGTH_BITS = 20;
        private static final int LONGEST = (1 << LENGTH_BITS) - 1;
        private final long units;
        /** Start above, length in the low bits: sorts by start. */
        private long[] packed = new long[64];
        private int count;

        /** @param units length of the drive, below 2^43 */
        Builder(long units) {
            this.units = units;
        }

        /** Adds a stretch; what lies outside of the drive is left out. */
        void add(long start, long end) {
            long to = Math.min(units, end);
            for (long from = Math.max(0, start); from < to; from += LONGEST) {
                if (count == packed.length) {
                    packed = Arrays.copyOf(packed, 2 * count);
                }
                packed[count++] = from << LENGTH_BITS | Math.min(LONGEST, to - from);
            }
        }

        StretchFaults build() {
            Arrays.sort(packed, 0, count);
            long[] starts = new long[count];
            long[] ends = new long[count];
            int kept = 0;
            for (int index = 0; index < count; index++) {
                long start = packed[index] >>> LENGTH_BITS;
                long end = start + (packed[index] & LONGEST);
                if (kept > 0 && start <= ends[kept - 1]) {
                    ends[kept - 1] = Math.max(ends[kept - 1], end);
                } else {
                    starts[kept] = start;
                    ends[kept++] = end;
                }
            }
            return new StretchFaults(Arrays.copyOf(starts, kept), Arrays.copyOf(ends, kept));
        }
    }
}
