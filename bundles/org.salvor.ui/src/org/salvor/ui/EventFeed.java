package org.salvor.ui;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.salvor.station.StationEvent;
import org.salvor.station.StationEvent.Logged;

/**
 * The newest log entries of the station. They may come in by the thousand; the display gets them in bundles, at most ten a second. The display thread
 * reads, the station's threads write.
 */
public final class EventFeed implements AutoCloseable {
    /** Entries kept. */
    public static final int MOST_ENTRIES = 2000;
    private static final Duration BUNDLE = Duration.ofMillis(100);

    private final StationLink link;
    private final Background background;
    private final Executor display;
    private final Consumer<StationEvent> hearing = this::hear;
    private final Listeners listeners = new Listeners();

    private final Deque<Logged> pending = new ArrayDeque<>();
    private boolean scheduled;
    private List<Logged> entries = List.of();

    /**
     * Begins to listen.
     *
     * @param display runs what it is given on the display thread
     */
    public EventFeed(StationLink link, Background background, Executor display) {
        this.link = link;
        this.background = background;
        this.display = display;
        link.listen(hearing);
    }

    void hear(StationEvent event) {
        if (event instanceof Logged entry) {
            add(entry);
        }
    }

    private synchronized void add(Logged entry) {
        pending.addLast(entry);
        if (pending.size() > MOST_ENTRIES) {
            pending.removeFirst();
        }
        if (!scheduled) {
            scheduled = true;
            background.after(BUNDLE, () -> display.execute(this::show));
        }
    }

    private synchronized List<Logged> take() {
        scheduled = false;
        List<Logged> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    private void show() {
        List<Logged> all = new ArrayList<>(entries);
        all.addAll(take());
        entries = List.copyOf(all.subList(Math.max(0, all.size() - MOST_ENTRIES), all.size()));
        listeners.tell();
    }

    /** The newest entries, oldest first. Display thread. */
    public List<Logged> entries() {
        return entries;
    }

    /** Forgets all entries; the case journals keep theirs. Display thread. */
    public void clear() {
        entries = List.of();
        listeners.tell();
    }

    /** Calls back on the display thread when entries came, until closed. */
    public Registration onChange(Runnable listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() {
        link.unlisten(hearing);
    }
}
