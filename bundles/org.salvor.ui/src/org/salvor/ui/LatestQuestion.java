package org.salvor.ui;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Asks while a person types: only when the typing has rested for a moment, and only the answer to the newest question is shown. Display thread.
 *
 * @param <T> what is asked for
 */
public final class LatestQuestion<T> {
    private static final Duration REST = Duration.ofMillis(300);

    private final StationLink link;
    private final Background background;
    private final Executor display;
    private final Consumer<T> answered;
    private final Consumer<String> refused;

    private int newest;
    private Future<?> waiting;

    /**
     * Nothing asked yet.
     *
     * @param display runs what it is given on the display thread
     * @param answered takes the newest answer there
     * @param refused takes one sentence there, when there is no answer
     */
    public LatestQuestion(StationLink link, Background background, Executor display, Consumer<T> answered, Consumer<String> refused) {
        this.link = link;
        this.background = background;
        this.display = display;
        this.answered = answered;
        this.refused = refused;
    }

    /** Asks this when nothing else is asked within a moment. */
    public void ask(StationLink.Question<T> question) {
        cancel();
        int number = newest;
        waiting = background.after(REST, () -> link.ask(question, display, answer -> {
            if (number == newest) {
                answered.accept(answer);
            }
        }, sentence -> {
            if (number == newest) {
                refused.accept(sentence);
            }
        }));
    }

    /** Wants no answer any more. */
    public void cancel() {
        newest++;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
