package org.salvor.drive.file;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The thread that sits in the kernel so that the drive's owner never has to. It takes one task at a time; the owner waits as long as it likes and may
 * then leave the task behind.
 */
final class KernelThread {
    private final Thread thread;
    private final Runnable atEnd;
    private volatile Task task;
    private volatile boolean closed;

    /** @param atEnd runs on the thread as its last act */
    KernelThread(String name, Runnable atEnd) {
        this.atEnd = atEnd;
        thread = Thread.ofPlatform().daemon().name(name).start(this::loop);
    }

    /** Whether memory can be read into from this thread: native, and not another thread's own. */
    boolean mayAccess(MemorySegment memory) {
        return memory.isNative() && memory.isAccessibleBy(thread);
    }

    /** What is in the kernel now. Any thread. */
    Optional<Task> running() {
        return Optional.ofNullable(task);
    }

    /**
     * Hands a task over. Owner thread, while nothing is running.
     *
     * @return false when this is closed; the task will not run then
     */
    synchronized boolean start(Task next) {
        if (task != null) {
            throw new IllegalStateException("another task is running");
        }
        if (closed) {
            return false;
        }
        next.owner = Thread.currentThread();
        task = next;
        LockSupport.unpark(thread);
        return true;
    }

    /**
     * Waits for a task's end.
     *
     * @param remaining nanoseconds still to wait, asked again and again
     * @return whether it ended in time
     */
    boolean await(Task running, LongSupplier remaining) {
        boolean interrupted = false;
        try {
            while (!running.done) {
                long nanos = remaining.getAsLong();
                if (nanos <= 0) {
                    return false;
                }
                LockSupport.parkNanos(running, nanos);
                // An interrupt would make every further wait end at once; the owner gets it back at the end.
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (running.failure != null) {
            throw new IllegalStateException("a read ended in a fault of our own", running.failure);
        }
        return true;
    }

    /** Lets the thread end, now or when the kernel gives its task back. Any thread. */
    synchronized void close() {
        closed = true;
        running().ifPresent(Task::stop);
        LockSupport.unpark(thread);
    }

    private void loop() {
        // In this order: once closed is seen no task can come any more.
        while (!closed || task != null) {
            Task next = task;
            if (next == null) {
                LockSupport.park(this);
            } else {
                run(next);
            }
        }
        atEnd.run();
    }

    private void run(Task next) {
        try {
            next.run();
        } catch (RuntimeException | Error e) {
            next.failure = e;
        } finally {
            task = null;
            next.done = true;
            LockSupport.unpark(next.owner);
        }
    }

    /** Something that may stay in the kernel for long. */
    abstract static class Task {
        private volatile boolean done;
        private volatile Throwable failure;
        private volatile Thread owner;

        /** Runs on the kernel thread. */
        abstract void run();

        /** What this is doing and since when, as half a sentence. Any thread. */
        abstract String whereabouts();

        /** Asks it to do no more than what is in the kernel already. Any thread. */
        void stop() {
        }
    }
}
