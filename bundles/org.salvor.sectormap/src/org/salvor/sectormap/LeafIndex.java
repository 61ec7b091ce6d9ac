package org.salvor.sectormap;

/**
 * Running totals a stage at every {@link #STRIDE}th run of a long leaf and at its end, so that a part of it is summed without walking all
 * its runs. Immutable.
 */
final class LeafIndex {
    /** Runs between two entries. */
    static final int STRIDE = 32;
    /** A leaf with fewer runs is walked. */
    static final int WORTHWHILE = 8 * STRIDE;

    private final int[] sums;

    private LeafIndex(int[] sums) {
        this.sums = sums;
    }

    /** The index of a leaf that spans 2^shift sectors. */
    static LeafIndex of(Leaf leaf, int shift) {
        int entries = (leaf.size() + STRIDE - 1) / STRIDE;
        int[] sums = new int[(entries + 1) * MapTotals.STAGES];
        int[] sum = new int[MapTotals.STAGES];
        for (int run = 0; run < leaf.size(); run++) {
            if (run % STRIDE == 0) {
                System.arraycopy(sum, 0, sums, run / STRIDE * MapTotals.STAGES, MapTotals.STAGES);
            }
            int end = run + 1 < leaf.size() ? leaf.start(run + 1) : 1 << shift;
            sum[leaf.stage(run)] += end - leaf.start(run);
        }
        System.arraycopy(sum, 0, sums, entries * MapTotals.STAGES, MapTotals.STAGES);
        return new LeafIndex(sums);
    }

    /** Adds the sectors a stage of the offsets from..to of the leaf this index was made of, times {@code sign}. */
    void addStages(Leaf leaf, int shift, long from, long to, int sign, long[] stages) {
        if (to == 1L << shift) {
            addEntry(sums.length / MapTotals.STAGES - 1, sign, stages);
        } else {
            addUpTo(leaf, shift, to, sign, stages);
        }
        if (from > 0) {
            addUpTo(leaf, shift, from, -sign, stages);
        }
    }

    private void addEntry(int entry, int sign, long[] stages) {
        for (int stage = 0; stage < MapTotals.STAGES; stage++) {
            stages[stage] += sign * sums[entry * MapTotals.STAGES + stage];
        }
    }

    private void addUpTo(Leaf leaf, int shift, long offset, int sign, long[] stages) {
        int last = leaf.find(shift, offset);
        int entry = last / STRIDE;
        addEntry(entry, sign, stages);
        for (int run = entry * STRIDE; run <= last; run++) {
            long end = run == last ? offset : leaf.start(run + 1);
            stages[leaf.stage(run)] += sign * (end - leaf.start(run));
        }
    }
}
