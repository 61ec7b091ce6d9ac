package org.salvor.imaging.plan;

/**
 * When a pass ends early. 0 = never.
 *
 * @param errors failed reads of the pass
 * @param millis drive time of the pass, in milliseconds
 * @param bytesPerSecond lowest rate, over the last minute of drive time
 * @param powerCycles power cycles during the pass
 */
public record StopConditions(long errors, long millis, long bytesPerSecond, int powerCycles) {

    /** Runs to its end. */
    public static final StopConditions NONE = new StopConditions(0, 0, 0, 0);
}
