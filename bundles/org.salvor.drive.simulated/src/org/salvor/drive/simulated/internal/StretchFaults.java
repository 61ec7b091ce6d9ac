package org.salvor.drive.simulated.internal;

import java.util.Arrays;

/** Damage that is listed stretch by stretch, in eight bytes each: sorted, apart from one another, or touching where one entry cannot hold them. */
final class StretchFaults implements FaultSource {
    private static final int LENGTH_BITS = 20;
    private static final int LONGEST = (1 << LENGTH_BITS) - 1;
    /** Start above, length in the low bits: sorts by start. */
    private final long[] packed;
    private final int count;

    private StretchFaults(long[] packed, int count) {
        this.packed = packed;
        this.count = count;
    }

    @Override
    public long next(long from, long end) {
        int before = indexOf(from);
        if (before >= 0 && from < end(packed[before])) {
            return Math.min(from, end);
        }
        return before + 1 < count ? Math.min(start(packed[before + 1]), end) : end;
    }

    @Override
    public long stretchEnd(long unit) {
        return end(packed[indexOf(unit)]);
    }

    @Override
    public long place(long unit) {
        return start(packed[indexOf(unit)]);
    }

    /** The last stretch that begins at or before {@code unit}; -1 when there is none. */
    private int indexOf(long unit) {
        int found = Arrays.binarySearch(packed, 0, count, unit << LENGTH_BITS | LONGEST);
        return found >= 0 ? found : -found - 2;
    }

    private static long start(long stretch) {
        return stretch >>> LENGTH_BITS;
    }

    private static long end(long stretch) {
        return start(stretch) + (stretch & LONGEST);
    }

    /** Collects stretches in any order; those that touch or overlap become one. */
    static final class Builder {
        private final long units;
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
                    packed = Arrays.copyOf(packed, count + (count >> 1));
                }
                packed[count++] = from << LENGTH_BITS | Math.min(LONGEST, to - from);
            }
        }

        /** All of them; the builder is of no use any more. */
        StretchFaults build() {
            Arrays.sort(packed, 0, count);
            int kept = 0;
            for (int index = 0; index < count; index++) {
                long stretch = packed[index];
                long last = kept == 0 ? -1 : packed[kept - 1];
                if (kept > 0 && start(stretch) <= end(last)) {
                    long end = Math.max(end(last), end(stretch));
                    long length = Math.min(LONGEST, end - start(last));
                    packed[kept - 1] = last & ~(long) LONGEST | length;
                    long rest = start(last) + length;
                    if (rest < end) {
                        packed[kept++] = rest << LENGTH_BITS | end - rest;
                    }
                } else {
                    packed[kept++] = stretch;
                }
            }
            return new StretchFaults(packed, kept);
        }
    }
}
