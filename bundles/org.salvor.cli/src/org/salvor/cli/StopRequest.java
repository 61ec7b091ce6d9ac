package org.salvor.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether somebody asked to stop. Any thread. */
final class StopRequest {
    private final CountDownLatch made = new CountDownLatch(1);

    void make() {
        made.countDown();
    }

    boolean made() {
        return made.getCount() == 0;
    }

    /** Waits that long, or until somebody asks to stop; false when the thread was interrupted. */
    boolean rest(long millis) {
        try {
            made.await(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            make();
            return false;
        }
    }
}
