package org.salvor.drive.simulated;

import java.time.Instant;
import org.salvor.drive.Clock;

/** A clock that goes faster than another, or slower. */
final class ScaledClock implements Clock {
    private final Clock base;
    private final double speed;
    private final long origin;

    /** @param speed seconds of this clock in one of the other, > 0 */
    ScaledClock(Clock base, double speed) {
        this.base = base;
        this.speed = speed;
        origin = base.nanos();
    }

    @Override
    public long nanos() {
        return (long) ((base.nanos() - origin) * speed);
    }

    @Override
    public Instant wallTime() {
        return base.wallTime();
    }

    @Override
    public void sleep(long nanos) {
        if (nanos > 0) {
            base.sleep((long) Math.ceil(nanos / speed));
        }
    }
}
