package org.salvor.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * A lane of a job that lags behind as far as it is told, on the caller's thread. A task that somebody waits for runs at once, behind all before it. The caller's
 * thread carries an interrupt while the engine works, so that waits for this lane end at once; it is taken off while tasks run.
 */
final class LaggingLane implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (task instanceof FutureTask<?>) {
            run(Integer.MAX_VALUE);
        }
    }

    /** Runs so many of the tasks that wait. */
    void run(int count) {
        boolean interrupted = Thread.interrupted();
        for (int i = 0; i < count && !tasks.isEmpty(); i++) {
            tasks.remove().run();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A crash: nothing of what waits is ever done. */
    void forget() {
        tasks.clear();
    }
}
