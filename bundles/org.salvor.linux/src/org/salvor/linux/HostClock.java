package org.salvor.linux;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.salvor.drive.Clock;

/** The clock of this computer; everything below command line and windows gets it, or a virtual one, handed in. */
public final class HostClock implements Clock {
    /** Linux lets a sleep last 50 µs longer than asked, its timer slack: what is shorter is waited for awake. */
    private static final long TOO_SHORT_NANOS = 60_000;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            if (left < TOO_SHORT_NANOS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(left);
            }
        }
    }
}
