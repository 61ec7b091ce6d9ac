package org.salvor.casework;

import java.time.Instant;
import org.salvor.drive.Clock;

/** A clock whose two times a test sets by hand. */
final class SteppingClock implements Clock {
    long nanos = 1_000_000_000L;
    Instant wallTime = Instant.parse("2024-05-06T07:08:09.010Z");

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant wallTime() {
        return wallTime;
    }

    @Override
    public void sleep(long delta) {
        nanos += Math.max(0, delta);
    }

    void passMillis(long millis) {
        nanos += millis * 1_000_000;
        wallTime = wallTime.plusMillis(millis);
    }
}
