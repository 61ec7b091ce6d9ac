package org.salvor.sectormap;

/**
 * A half-open range of sectors: {@code firstLba} belongs to it, {@code endLba} does not. Both are sector numbers from 0.
 *
 * @param firstLba first sector, 0 or more
 * @param endLba one past the last sector, {@code firstLba} or more; equal to it when the range is empty
 */
public record LbaRange(long firstLba, long endLba) implements Comparable<LbaRange> {
    /** @throws IllegalArgumentException when the first sector is negative or the end lies before it */
    public LbaRange {
        if (firstLba < 0 || endLba < firstLba) {
            throw new IllegalArgumentException("not a range of sectors: " + firstLba + " up to " + endLba);
        }
    }

    /** A range by its first sector and its length in sectors. */
    public static LbaRange ofCount(long firstLba, long sectorCount) {
        return new LbaRange(firstLba, Math.addExact(firstLba, sectorCount));
    }

    /** Number of sectors, 0 or more. */
    public long sectorCount() {
        return endLba - firstLba;
    }

    public boolean isEmpty() {
        return firstLba == endLba;
    }

    public boolean contains(long lba) {
        return lba >= firstLba && lba < endLba;
    }

    /** Whether every sector of the other range lies in this one; true for an empty range inside or at the edge. */
    public boolean contains(LbaRange other) {
        return other.firstLba >= firstLba && other.endLba <= endLba;
    }

    /** Whether the two ranges share at least one sector. */
    public boolean overlaps(LbaRange other) {
        return Math.max(firstLba, other.firstLba) < Math.min(endLba, other.endLba);
    }

    /** The sectors in both ranges; empty when they share none. */
    public LbaRange intersect(LbaRange other) {
        long first = Math.max(firstLba, other.firstLba);
        return new LbaRange(first, Math.max(first, Math.min(endLba, other.endLba)));
    }

    /** Orders by first sector, then by end. */
    @Override
    public int compareTo(LbaRange other) {
        int byFirst = Long.compare(firstLba, other.firstLba);
        return byFirst != 0 ? byFirst : Long.compare(endLba, other.endLba);
    }

    @Override
    public String toString() {
        return "[" + firstLba + ", " + endLba + ")";
    }
}
