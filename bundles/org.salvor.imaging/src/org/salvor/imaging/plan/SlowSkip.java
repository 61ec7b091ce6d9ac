package org.salvor.imaging.plan;

/**
 * Jump after reads that went well but slowly.
 *
 * @param millis a block that takes at least this long is slow, in milliseconds; 0 = never
 * @param blocks slow blocks in a row before the pass jumps, ≥ 1
 * @param sectors length of the jump, in sectors
 */
public record SlowSkip(long millis, int blocks, long sectors) {

    /** No jumps. */
    public static final SlowSkip NONE = new SlowSkip(0, 1, 0);
}
