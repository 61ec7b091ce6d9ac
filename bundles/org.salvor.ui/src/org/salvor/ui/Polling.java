package org.salvor.ui;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Asks again and again on a background thread and shows each answer on the display thread. The next question is asked only when the last answer has been
 * shown, so that a slow display or a slow answer never lets anything queue up; and never more than ten times a second. Starts with {@link #start}; any
 * thread may call it.
 *
 * @param <T> what is asked for
 */
public final class Polling<T> implements AutoCloseable {
    /** Nothing is asked more often than ten times a second. */
    static final Duration LEAST_GAP = Duration.ofMillis(100);

    private final Background background;
    private final Executor display;
    private final Duration period;
    private final Callable<T> question;
    private final Consumer<T> show;
    private final Consumer<Exception> failed;

    private boolean closed;
    private boolean busy;
    private boolean again;
    private boolean neverAsked = true;
    private long lastStartNanos;
    private Future<?> waiting;

    /**
     * A polling at rest.
     *
     * @param display runs what it is given on the display thread, or drops it when the widgets have gone
     * @param period usual time from one question to the next; at least {@link #LEAST_GAP} passes anyway
     * @param question asked on a background thread; an answer of null is not shown
     * @param show takes the answer, on the display thread
     * @param failed takes what the question threw, on the display thread
     */
    public Polling(Background background, Executor display, Duration period, Callable<T> question, Consumer<T> show,
            Consumer<Exception> failed) {
        this.background = background;
        this.display = display;
        this.period = period;
        this.question = question;
        this.show = show;
        this.failed = failed;
    }

    /** Begins to ask. */
    public Polling<T> start() {
        soon();
        return this;
    }

    /** Asks as soon as the least gap allows, and once more when a question is on its way just now. */
    public synchronized void soon() {
        if (busy) {
            again = true;
        } else if (!closed) {
            schedule(LEAST_GAP);
        }
    }

    /** Asks when this much time has passed since the last question began. */
    private void schedule(Duration gap) {
        if (waiting != null) {
            waiting.cancel(false);
        }
        waiting = background.after(Duration.ofNanos(Math.max(0, gap.toNanos() - sinceLastNanos())), this::ask);
    }

    private long sinceLastNanos() {
        return neverAsked ? Long.MAX_VALUE : System.nanoTime() - lastStartNanos;
    }

    private void ask() {
        synchronized (this) {
            if (closed || busy) {
                return;
            }
            if (sinceLastNanos() < LEAST_GAP.toNanos()) { // was already on its way to a thread when another began
                schedule(LEAST_GAP);
                return;
            }
            busy = true;
            neverAsked = false;
            lastStartNanos = System.nanoTime();
        }
        Runnable shown;
        try {
            T answer = question.call();
            shown = () -> {
                if (answer != null) {
                    show.accept(answer);
                }
            };
        } catch (Exception refusal) {
            shown = () -> failed.accept(refusal);
        }
        deliver(shown);
    }

    private void deliver(Runnable shown) {
        try {
            display.execute(() -> {
                try {
                    if (!isClosed()) {
                        shown.run();
                    }
                } finally {
                    done();
                }
            });
        } catch (RuntimeException displayGone) {
            close();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void done() {
        busy = false;
        if (!closed) {
            schedule(again || period.compareTo(LEAST_GAP) < 0 ? LEAST_GAP : period);
            again = false;
        }
    }

    /** Asks no more; what is on its way is not shown. */
    @Override
    public synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
