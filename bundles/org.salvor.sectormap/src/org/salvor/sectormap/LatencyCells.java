package org.salvor.sectormap;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The slowest read of each of at most {@link #MOST_CELLS} cells of one size. Copied when it changes after {@link #frozen} gave it out. */
final class LatencyCells {
    static final int MOST_CELLS = 1 << 17;

    private static final int SMALLEST_SHIFT = 11;
    private static final int GROUP_SHIFT = 6;

    private final int shift;
    private final BitSet changed = new BitSet();
    private byte[] codes;
    /** The map's version when a cell of each group of 64 changed last. */
    private long[] versions;
    private boolean shared;

    LatencyCells(long sectorCount) {
        int cellShift = SMALLEST_SHIFT;
        while ((sectorCount - 1 >>> cellShift) >= MOST_CELLS) {
            cellShift++;
        }
        shift = cellShift;
        codes = new byte[(int) (sectorCount - 1 >>> shift) + 1];
        versions = new long[(codes.length - 1 >>> GROUP_SHIFT) + 1];
    }

    LatencyCells(LatencyCells other) {
        shift = other.shift;
        codes = other.codes;
        versions = other.versions;
        shared = true;
    }

    LatencyCells frozen() {
        shared = true;
        return new LatencyCells(this);
    }

    long cellSectors() {
        return 1L << shift;
    }

    int at(long lba) {
        return codes[(int) (lba >>> shift)] & 0xFF;
    }

    /** Raises the cells of the range to this code; false when all were as slow before. */
    boolean note(LbaRange range, int code, long version) {
        if (range.isEmpty()) {
            return false;
        }
        boolean any = false;
        int last = (int) (range.endLba() - 1 >>> shift);
        for (int cell = (int) (range.firstLba() >>> shift); cell <= last; cell++) {
            if ((codes[cell] & 0xFF) < code) {
                own();
                codes[cell] = (byte) code;
                versions[cell >>> GROUP_SHIFT] = version;
                changed.set(cell);
                any = true;
            }
        }
        return any;
    }

    /** Slowest code of the sectors first..end. */
    int slowest(long firstLba, long endLba) {
        int slowest = 0;
        int last = (int) (endLba - 1 >>> shift);
        for (int cell = (int) (firstLba >>> shift); cell <= last; cell++) {
            slowest = Math.max(slowest, codes[cell] & 0xFF);
        }
        return slowest;
    }

    /** Whether a cell near the sectors first..end changed after this version. */
    boolean changedSince(long firstLba, long endLba, long version) {
        int last = (int) (endLba - 1 >>> shift + GROUP_SHIFT);
        for (int group = (int) (firstLba >>> shift + GROUP_SHIFT); group <= last; group++) {
            if (versions[group] > version) {
                return true;
            }
        }
        return false;
    }

    List<LatencyChange> takeChanges() {
        List<LatencyChange> changes = new ArrayList<>();
        for (int cell = changed.nextSetBit(0); cell >= 0; cell = changed.nextSetBit(cell + 1)) {
            changes.add(new LatencyChange((long) cell << shift, codes[cell] & 0xFF));
        }
        changed.clear();
        return changes;
    }

    /** Every cell that has a value. */
    List<LatencyChange> all() {
        List<LatencyChange> known = new ArrayList<>();
        for (int cell = 0; cell < codes.length; cell++) {
            if (codes[cell] != 0) {
                known.add(new LatencyChange((long) cell << shift, codes[cell] & 0xFF));
            }
        }
        return known;
    }

    private void own() {
        if (shared) {
            codes = codes.clone();
            versions = versions.clone();
            shared = false;
        }
    }
}
