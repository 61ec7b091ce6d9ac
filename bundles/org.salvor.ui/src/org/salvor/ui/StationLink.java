package org.salvor.ui;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.salvor.station.Station;
import org.salvor.station.StationEvent;
import org.salvor.station.StationException;

/**
 * The window's way to its station: every view asks through it, and always from a background thread. The station may come late, go, or be replaced by
 * another while the window is open. Any thread may use it.
 */
public final class StationLink implements AutoCloseable {
    private static final String NO_STATION = "No station is running in this installation: install the feature \"Salvor\" and start again.";
    private static final String MISHAP = "Salvor made a mistake of its own (%s); the Error Log has the details.";

    private final Background background;
    private final BooleanSupplier onDisplayThread;
    private final Consumer<Throwable> mishaps;
    private final List<Consumer<StationEvent>> listeners = new CopyOnWriteArrayList<>();

    private volatile Station station;
    private AutoCloseable listening;

    /** One question to a station. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks it. */
        T ask(Station station) throws StationException;
    }

    /**
     * A link without a station yet.
     *
     * @param onDisplayThread whether the calling thread is the one that draws: it may not ask
     * @param mishaps told of exceptions that are bugs
     */
    public StationLink(Background background, BooleanSupplier onDisplayThread, Consumer<Throwable> mishaps) {
        this.background = background;
        this.onDisplayThread = onDisplayThread;
        this.mishaps = mishaps;
    }

    /** From now on this station answers; null when there is none. Not for the display thread. */
    public synchronized void attach(Station other) {
        if (other == station) {
            return;
        }
        stopListening();
        station = other;
        if (other != null) {
            listening = other.listen(this::tell);
        }
    }

    /** Whether there is a station just now. */
    public boolean isAttached() {
        return station != null;
    }

    private void tell(StationEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Calls the listener for every event of whichever station there is, on a thread of the station. */
    public void listen(Consumer<StationEvent> listener) {
        listeners.add(listener);
    }

    /** Listens no more. */
    public void unlisten(Consumer<StationEvent> listener) {
        listeners.remove(listener);
    }

    /**
     * Asks on the calling thread, which must not be the display's.
     *
     * @throws StationException as the station says, or when there is no station
     */
    public <T> T answer(Question<T> question) throws StationException {
        if (onDisplayThread.getAsBoolean()) {
            throw new IllegalStateException("a station was asked on the display thread");
        }
        Station asked = station;
        if (asked == null) {
            throw new StationException(StationException.Kind.INPUT, NO_STATION);
        }
        return question.ask(asked);
    }

    /**
     * Asks in the background and gives the answer to the display thread.
     *
     * @param display runs what it is given on the display thread
     * @param answered takes the answer there
     * @param refused takes one sentence there, when there is no answer
     */
    public <T> void ask(Question<T> question, Executor display, Consumer<T> answered, Consumer<String> refused) {
        background.run(() -> {
            try {
                T answer = answer(question);
                display.execute(() -> answered.accept(answer));
            } catch (StationException | RuntimeException refusal) {
                String sentence = sentence(refusal);
                display.execute(() -> refused.accept(sentence));
            }
        });
    }

    /** What to tell the operator of this; exceptions that are bugs are handed on to the log as well. */
    public String sentence(Exception refusal) {
        if (refusal instanceof StationException) {
            return refusal.getMessage();
        }
        mishaps.accept(refusal);
        return MISHAP.formatted(refusal);
    }

    private void stopListening() {
        if (listening != null) {
            try {
                listening.close();
            } catch (Exception refusal) {
                mishaps.accept(refusal);
            }
            listening = null;
        }
    }

    /** Lets the station go. The station itself goes on. */
    @Override
    public synchronized void close() {
        stopListening();
        station = null;
        listeners.clear();
    }
}
