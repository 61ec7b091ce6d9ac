package org.salvor.sectormap;

/**
 * Sectors a stage and a cause. Immutable. The stages' numbers add up to the sectors of the map, and so do the causes'.
 */
public final class MapTotals {
    static final int STAGES = Stage.values().length;
    static final int CAUSES = Cause.values().length;
    /** Stage counts first, cause counts after them. */
    static final int COLUMNS = STAGES + CAUSES;

    private final long[] counts;

    MapTotals(long[] counts) {
        this.counts = counts;
    }

    /** Sectors in this stage. */
    public long of(Stage stage) {
        return counts[stage.ordinal()];
    }

    /** Sectors whose last error is this. */
    public long of(Cause cause) {
        return counts[STAGES + cause.ordinal()];
    }

    /** Sectors in any of these stages. */
    public long of(Stage first, Stage... others) {
        long sum = of(first);
        for (Stage stage : others) {
            sum += of(stage);
        }
        return sum;
    }

    /** Sectors of the whole map. */
    public long sectorCount() {
        long sum = 0;
        for (int i = 0; i < STAGES; i++) {
            sum += counts[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapTotals totals && java.util.Arrays.equals(counts, totals.counts);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Stage stage : Stage.values()) {
            if (of(stage) > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(stage).append(' ').append(of(stage));
            }
        }
        return text.toString();
    }
}
