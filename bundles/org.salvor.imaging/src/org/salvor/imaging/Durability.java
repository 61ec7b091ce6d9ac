package org.salvor.imaging;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;

/**
 * Makes sealed epochs durable on the flusher lane, in the order of the invariants: data, then hashes and testimony, then the map. After a failure nothing more
 * is committed until everything was taken back by {@link #begunAnew}. Thread-safe.
 */
final class Durability {
    private final CaseLog caseLog;
    private final SegmentTable segments;
    private final EpochStore store;
    private final Executor flusherLane;
    private final Object lock = new Object();
    // Guarded by lock.
    private final Deque<Epoch> sealed = new ArrayDeque<>();
    private long sealsAsked;
    private long sealsDurable;
    private IOException failure;

    Durability(CaseLog caseLog, SegmentTable segments, EpochStore store, Executor flusherLane) {
        this.caseLog = caseLog;
        this.segments = segments;
        this.store = store;
        this.flusherLane = flusherLane;
    }

    /** A seal is on its way. Owner thread. */
    void sealAsked() {
        synchronized (lock) {
            sealsAsked++;
        }
    }

    /** Takes a sealed epoch. Writer lane. */
    void take(Epoch epoch) {
        synchronized (lock) {
            sealed.add(epoch);
        }
        flusherLane.execute(this::flush);
    }

    private void flush() {
        List<Epoch> epochs = sealed();
        if (failure() != null || epochs.isEmpty()) {
            return;
        }
        try {
            if (epochs.stream().anyMatch(Epoch::needsFlush)) {
                epochs.getLast().destination().flush();
            }
            commit(epochs);
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException("Making an epoch durable went wrong inside Salvor: " + e, e));
        }
    }

    private void commit(List<Epoch> epochs) throws IOException {
        segments.sync();
        CaseLog.Head head = caseLog.sync();
        List<MapChange> changes = new ArrayList<>();
        List<LatencyChange> latencies = new ArrayList<>();
        for (Epoch epoch : epochs) {
            changes.addAll(epoch.changes());
            latencies.addAll(epoch.latencies());
        }
        store.commit(changes, latencies, Attachment.encode(epochs.getLast().state(), head));
        synchronized (lock) {
            epochs.forEach(_ -> sealed.remove());
            sealsDurable += epochs.size();
            lock.notifyAll();
        }
    }

    /** Waits until everything sealed is durable, {@code millis} milliseconds at most. */
    boolean await(long millis) {
        synchronized (lock) {
            if (sealsDurable < sealsAsked && failure == null) {
                try {
                    lock.wait(Math.max(1, millis));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return sealsDurable >= sealsAsked;
        }
    }

    /** Epochs that were sealed and are not yet durable. */
    long epochsBehind() {
        synchronized (lock) {
            return sealsAsked - sealsDurable;
        }
    }

    /** Our own side failed: nothing is committed any more. */
    void fail(IOException e) {
        synchronized (lock) {
            failure = failure == null ? e : failure;
            lock.notifyAll();
        }
    }

    /** What failed on our own side, null while all is well. */
    IOException failure() {
        synchronized (lock) {
            return failure;
        }
    }

    /** Epochs that are sealed and not durable. */
    List<Epoch> sealed() {
        synchronized (lock) {
            return List.copyOf(sealed);
        }
    }

    /** Everything that was sealed has been taken back into the open epoch, and all is well again. Writer lane, while the flusher lane rests. */
    void begunAnew() {
        synchronized (lock) {
            sealed.clear();
            sealsDurable = sealsAsked;
            failure = null;
        }
    }
}
