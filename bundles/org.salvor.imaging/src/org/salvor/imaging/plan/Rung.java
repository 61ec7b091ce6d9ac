package org.salvor.imaging.plan;

/**
 * One step of the recovery ladder.
 *
 * @param step what is done
 * @param waitMillis wait before it, in milliseconds (for {@code RE_POWER}: time without power)
 * @param readyMillis longest wait for the drive afterwards, in milliseconds
 * @param perHour how often in any hour of drive time, ≥ 0
 * @param perJob how often in the whole job, ≥ 0
 */
public record Rung(Step step, long waitMillis, long readyMillis, int perHour, int perJob) {

    /** Steps in rising severity. */
    public enum Step {
        SOFT_RESET, HARD_RESET, RE_POWER
    }
}
