package org.salvor.power.device;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds an exchange as a whole, whatever it waits for within: a device that sends a byte now and then does not hold anybody up. */
public final class Deadline {

    private Deadline() {
    }

    /**
     * Does something on a thread of its own and waits for it.
     *
     * @param limit longest wait
     * @param late what to say when it is over: a sentence
     * @param work is interrupted when the time is over
     * @throws IOException what {@code work} threw, or with {@code late}; or because the calling thread was interrupted, which it stays
     */
    public static <T> T within(Duration limit, String late, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("salvor power").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new IOException(late, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException("Salvor itself failed: " + e.getCause() + ".", e);
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("It was stopped before there was an answer.");
        }
    }

    /** Lets time pass. @throws IOException because the thread was interrupted, which it stays */
    static void pause(Duration time) throws IOException {
        try {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("It was stopped before there was an answer.");
        }
    }
}
