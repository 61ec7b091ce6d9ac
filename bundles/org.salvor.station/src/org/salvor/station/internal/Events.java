package org.salvor.station.internal;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.salvor.station.StationEvent;

/** Hands events to listeners on a thread of its own, so that no listener can hold an owner thread up. Any thread. */
public final class Events implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());

    private final List<Consumer<StationEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("salvor station events").daemon().factory());

    /** Calls the listener for every event until the answer is closed. */
    public AutoCloseable listen(Consumer<StationEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(StationEvent event) {
        try {
            thread.execute(() -> deliver(event));
        } catch (RejectedExecutionException _) {
            // The station is closing: nobody listens any more.
        }
    }

    private void deliver(StationEvent event) {
        for (Consumer<StationEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A listener failed on " + event, e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
