package org.salvor.ui;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The threads on which the window does everything that may wait, so that the display thread never does. One timer thread only starts work; the work itself
 * runs on threads of which there are as many as are needed, because one drive that takes its time to answer must not keep another one's picture from
 * moving. Owned by the workbench, which closes it at its end. Any thread may use it.
 */
public final class Background implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("salvor-ui-timer"));
    private final ExecutorService workers = Executors.newCachedThreadPool(daemons("salvor-ui-worker-"));
    private final Consumer<Throwable> mishaps;

    /**
     * Starts without any thread; they come with the first work.
     *
     * @param mishaps told, on a worker's thread, of each exception that work let through: always a bug of ours
     */
    public Background(Consumer<Throwable> mishaps) {
        this.mishaps = mishaps;
    }

    private static ThreadFactory daemons(String name) {
        return Thread.ofPlatform().daemon().name(name, 1).factory();
    }

    /** Runs work soon. After {@link #close} it is dropped. */
    public void run(Runnable work) {
        try {
            workers.execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            return; // the window is going away: nobody waits for the answer
        }
    }

    /** Runs work after a delay, unless the answer is cancelled before. After {@link #close} it is dropped and the answer is null. */
    public Future<?> after(Duration delay, Runnable work) {
        try {
            return timer.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return null;
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error mishap) {
            mishaps.accept(mishap);
        }
    }

    /** Begins nothing new and interrupts what runs. */
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
