package org.salvor.drive.file;

import java.time.Instant;
import org.salvor.drive.Clock;

/** The machine's time, for tests against the machine's kernel. */
final class HostClock implements Clock {
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
        try {
            Thread.sleep(Math.max(0, nanos / 1_000_000), (int) (Math.max(0, nanos) % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
