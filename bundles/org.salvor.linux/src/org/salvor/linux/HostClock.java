package org.salvor.linux;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.salvor.drive.Clock;

/** The clock of this computer; everything below command line and windows gets it, or a virtual one, handed in. */
public final class HostClock implements Clock {

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
            LockSupport.parkNanos(left);
        }
    }
}
