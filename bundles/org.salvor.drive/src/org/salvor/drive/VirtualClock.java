package org.salvor.drive;

import java.time.Instant;

/** A clock that stands still until somebody sleeps on it or advances it. One thread moves it, any thread reads it. */
public final class VirtualClock implements Clock {
    private final Instant origin;
    private volatile long nanos;

    /** @param origin the calendar time at which the clock stands first */
    public VirtualClock(Instant origin) {
        this.origin = origin;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant wallTime() {
        return origin.plusNanos(nanos);
    }

    @Override
    public void sleep(long nanos) {
        advance(nanos);
    }

    /** Moves the clock forward by {@code delta} nanoseconds; a negative delta is ignored. */
    public void advance(long delta) {
        if (delta > 0) {
            nanos += delta;
        }
    }
}
