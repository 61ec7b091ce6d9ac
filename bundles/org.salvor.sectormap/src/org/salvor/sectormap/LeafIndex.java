package org.salvor.sectormap;

/**
 * Running totals a stage at every {@link #STRIDE}th run of a long leaf, so that a part of it is summed without walking all its runs.
 * Immutable.
 */
final class LeafIndex {
    /** Runs between two entries. */
    static final int STRIDE = 64;
    /** A leaf with fewer runs is walked. */
    static final int WORTHWHILE = 4 * STRIDE;

    private final int[] sums;

    private LeafIndex(int[] sums) {
        this.sums = sums;
    }

    static LeafIndex of(Leaf leaf) {
        int entries = (leaf.size() + STRIDE - 1) / STRIDE;
        int[] sums = new int[entries * MapTotals.STAGES];
        int[] sum = new int[MapTotals.STAGES];
        for (int run = 0; run < leaf.size(); run++) {
            if (run % STRIDE == 0) {
                System.arraycopy(sum, 0, sums, run / STRIDE * MapTotals.STAGES, MapTotals.STAGES);
            }
            if (run + 1 < leaf.size()) {
                sum[leaf.stage(run)] += leaf.start(run + 1) - leaf.start(run);
            }
        }
        return new LeafIndex(sums);
    }

    /** Adds the sectors a stage of the offsets from..to of the leaf this index was made of. */
    void addStages(Leaf leaf, int shift, long from, long to, long[] stages) {
        addUpTo(leaf, to, 1, stages);
        addUpTo(leaf, from, -1, stages);
    }

    private void addUpTo(Leaf leaf, long offset, int sign, long[] stages) {
        int last = leaf.find(offset);
        int entry = last / STRIDE;
        for (int stage = 0; stage < MapTotals.STAGES; stage++) {
            stages[stage] += sign * sums[entry * MapTotals.STAGES + stage];
        }
        for (int run = entry * STRIDE; run <= last; run++) {
            long end = run == last ? offset : leaf.start(run + 1);
            stages[leaf.stage(run)] += sign * (end - leaf.start(run));
        }
    }
}
