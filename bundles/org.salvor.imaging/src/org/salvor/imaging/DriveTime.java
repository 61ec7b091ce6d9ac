package org.salvor.imaging;

import org.salvor.drive.Clock;

/** Time of the source, counted over all runs of a job. Any thread. */
final class DriveTime {
    private final Clock clock;
    private final long startNanos;
    private final long baseNanos;

    /** @param baseNanos what the runs before this one came to, in nanoseconds */
    DriveTime(Clock clock, long baseNanos) {
        this.clock = clock;
        this.baseNanos = baseNanos;
        startNanos = clock.nanos();
    }

    /** Drive time of the whole job, in nanoseconds. */
    long nanos() {
        return baseNanos + clock.nanos() - startNanos;
    }
}
