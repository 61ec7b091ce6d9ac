package org.salvor.drive;

import java.time.Instant;

/** The only source of time below command line and windows. Any thread. */
public interface Clock {

    /** Monotonic time in nanoseconds from an arbitrary origin. */
    long nanos();

    /** Calendar time, for journals and reports. It may jump; nothing is decided by it. */
    Instant wallTime();

    /** Lets {@code nanos} nanoseconds pass (≤ 0: none). An interrupt ends it early and stays set on the thread. */
    void sleep(long nanos);
}
