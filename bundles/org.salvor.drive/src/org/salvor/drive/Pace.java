package org.salvor.drive;

import java.util.function.BooleanSupplier;

/**
 * Waits for registers by looking at them again and again: at once for a while, as a fast drive answers in microseconds, then with sleeps in
 * between that grow to a millisecond. No wait is without deadline, and near the deadline nothing sleeps: how near, the sleeps before tell by
 * how much they lasted too long. One thread at a time, but for {@link #hurry}.
 */
public final class Pace {
    /** Nanoseconds of a millisecond. */
    public static final long MILLI = 1_000_000;
    private static final int QUICK_LOOKS = 400;
    private static final long SHORTEST_SLEEP_NANOS = 20_000;
    private static final long LONGEST_SLEEP_NANOS = MILLI;
    private static final long NAP_NANOS = 10_000;
    private static final long LEAST_WATCH_NANOS = 200_000;
    /** Longer than this nobody stays awake for a deadline. */
    private static final long MOST_WATCH_NANOS = 40 * MILLI;
    /** Of a sleep that lasted far too long so much is still feared after the next one. */
    private static final double FADING = 0.999;
    private final Clock clock;
    private volatile boolean hurried;
    private long oversleptNanos;

    /** @param clock the drive's */
    public Pace(Clock clock) {
        this.clock = clock;
    }

    /** The drive's clock. */
    public Clock clock() {
        return clock;
    }

    /** The time by the drive's clock, in nanoseconds. */
    public long now() {
        return clock.nanos();
    }

    /** While hurried, every wait gives up as if its deadline had come. Any thread. */
    public void hurry(boolean on) {
        hurried = on;
    }

    /** The deadline, in nanoseconds of the clock, of a wait of so many milliseconds that begins now. */
    public long deadline(long millis) {
        long now = clock.nanos();
        return millis > (Long.MAX_VALUE - now) / MILLI ? Long.MAX_VALUE : now + millis * MILLI;
    }

    /** Waits until something is so, for so many milliseconds at most. @return whether it is */
    public boolean within(long millis, BooleanSupplier so) {
        return until(so, deadline(millis));
    }

    /** Waits until something is so; false when the deadline comes first, or the thread is interrupted. */
    public boolean until(BooleanSupplier so, long deadlineNanos) {
        for (int look = 0; look < QUICK_LOOKS; look++) {
            if (so.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        long began = clock.nanos();
        while (true) {
            long now = clock.nanos(); // before the look, so that what came in time is seen
            if (so.getAsBoolean()) {
                return true;
            }
            if (now >= deadlineNanos || hurried || Thread.currentThread().isInterrupted()) {
                return false;
            }
            sleepTowards(deadlineNanos, now, Math.clamp((now - began) / 16, SHORTEST_SLEEP_NANOS, LONGEST_SLEEP_NANOS));
        }
    }

    /**
     * Sleeps between two looks, and not so that the deadline could be overslept.
     *
     * @param nowNanos the time when the last look began, before the deadline
     * @param nanos longest sleep
     */
    public void sleepTowards(long deadlineNanos, long nowNanos, long nanos) {
        long left = deadlineNanos - nowNanos;
        long watch = Math.clamp(2 * oversleptNanos, LEAST_WATCH_NANOS, MOST_WATCH_NANOS);
        if (left - watch < SHORTEST_SLEEP_NANOS) {
            clock.sleep(Math.min(left, NAP_NANOS));
            return;
        }
        long asked = Math.min(nanos, left - watch);
        clock.sleep(asked);
        oversleptNanos = Math.max(clock.nanos() - nowNanos - asked, (long) (oversleptNanos * FADING));
    }

    /** Lets time pass. */
    public void rest(long nanos) {
        clock.sleep(nanos);
    }
}
