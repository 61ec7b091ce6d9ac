package org.salvor.drive.ahci;

import java.util.function.BooleanSupplier;
import org.salvor.drive.Clock;

/**
 * Waits for registers by looking at them again and again: at once for a while, as a fast drive answers in microseconds, then with sleeps in
 * between that grow to a millisecond. No wait is without deadline.
 */
final class Pace {
    static final long MILLI = 1_000_000;
    private static final int QUICK_LOOKS = 400;
    private static final long SHORTEST_SLEEP_NANOS = 20_000;
    private static final long LONGEST_SLEEP_NANOS = MILLI;
    private final Clock clock;
    private volatile boolean hurried;

    Pace(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    long now() {
        return clock.nanos();
    }

    /** While hurried, every wait gives up as if its deadline had come. Any thread. */
    void hurry(boolean on) {
        hurried = on;
    }

    /** The deadline of a wait of so many milliseconds that begins now. */
    long deadline(long millis) {
        long now = clock.nanos();
        return millis > (Long.MAX_VALUE - now) / MILLI ? Long.MAX_VALUE : now + millis * MILLI;
    }

    /** Waits until something is so, for a time at most. @return whether it is */
    boolean within(long millis, BooleanSupplier so) {
        return until(so, deadline(millis));
    }

    /** Waits until something is so; false when the deadline comes first, or the thread is interrupted. */
    boolean until(BooleanSupplier so, long deadlineNanos) {
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
            clock.sleep(Math.min(deadlineNanos - now, Math.clamp((now - began) / 16, SHORTEST_SLEEP_NANOS, LONGEST_SLEEP_NANOS)));
        }
    }

    /** Lets time pass. */
    void rest(long nanos) {
        clock.sleep(nanos);
    }
}
