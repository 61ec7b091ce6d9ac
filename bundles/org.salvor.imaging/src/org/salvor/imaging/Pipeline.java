package org.salvor.imaging;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorState;

/**
 * Everything behind the owner thread: data is written and hashed on the writer lane, epochs become durable on the flusher lane, in the order of submission and
 * in the order of the invariants: data, then hashes and testimony, then the map. After a failure nothing more is written or committed until
 * {@link #recover}.
 */
final class Pipeline {
    private static final int ALIGNMENT = 4096;
    private static final long FILL_SECTORS = 2_048;
    private static final int SLICE_MILLIS = 50;
    /** Patience with a question to the destination, in slices: a minute. */
    private static final int ANSWER_SLICES = 1_200;
    /** The same once the job is to stop. */
    private static final int STOP_SLICES = 10;

    private final ImageLayout layout;
    private final SegmentHasher hasher;
    private final Records records;
    private final Executor writerLane;
    private final Executor flusherLane;
    private final BooleanSupplier stopping;
    private final Object lock = new Object();

    // Writer lane only.
    private Destination destination;
    private Epoch open = new Epoch();
    // Guarded by lock.
    private final Deque<Epoch> sealed = new ArrayDeque<>();
    private long sealsAsked;
    private long sealsDurable;
    private IOException failure;

    /** Where the pipeline keeps its records. */
    record Records(CaseLog caseLog, SegmentTable segments, EpochStore epochs, AttachmentForm form) {
    }

    /** Makes the attachment of an epoch from the scheduler's state and the chain head that is durable with it. */
    interface AttachmentForm {
        byte[] attachment(byte[] schedulerState, CaseLog.Head head);
    }

    /** Where the work is done: one thread each, or the caller's in a simulation. */
    record Lanes(Executor writer, Executor flusher) {
    }

    /** Something to be found out from the destination. */
    interface Question<T> {
        T ask(Destination destination) throws IOException;
    }

    /** Data of which only a checksum is kept until it is durable. */
    private record Written(LbaRange range, long crc) {
    }

    private static final class Epoch {
        private final List<MapChange> changes = new ArrayList<>();
        private final List<Written> written = new ArrayList<>();
        private List<LatencyChange> latencies = List.of();
        private boolean filled;
        private Destination destination;
        private byte[] state;

        private void add(Epoch later) {
            changes.addAll(later.changes);
            written.addAll(later.written);
            latencies = join(latencies, later.latencies);
            filled |= later.filled;
        }

        /** A change alone counts too: what it calls read may have been written long ago, by somebody who did not flush. */
        private boolean needsFlush() {
            return filled || !written.isEmpty() || !changes.isEmpty();
        }
    }

    /** @param stopping whether answers of the destination are not worth waiting for any more */
    Pipeline(Destination destination, ImageLayout layout, SegmentHasher hasher, Records records, Lanes lanes, BooleanSupplier stopping) {
        this.destination = destination;
        this.layout = layout;
        this.hasher = hasher;
        this.records = records;
        this.writerLane = lanes.writer;
        this.flusherLane = lanes.flusher;
        this.stopping = stopping;
    }

    /**
     * Hands over what a step came to. {@code sectors} may be null; else they are as read, and those of {@code data} are written and hashed. Owner thread.
     *
     * @param done runs when the sectors are not needed any more
     */
    void submit(MemorySegment sectors, LbaRange data, List<MapChange> changes, Runnable done) {
        writerLane.execute(() -> {
            open.changes.addAll(changes);
            try {
                if (sectors != null) {
                    write(data, layout.toStored(sectors, data.sectorCount()));
                }
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException e) {
                fail(new IOException("Writing went wrong inside Salvor: " + e, e));
            } finally {
                done.run();
            }
        });
    }

    private void write(LbaRange data, MemorySegment stored) throws IOException {
        open.written.add(new Written(data, crc(stored)));
        if (failure() == null) {
            destination.write(layout.offsetOf(data.firstLba()), stored);
            hasher.feed(data.firstLba(), stored, records.segments);
        }
    }

    /** Fills unread sectors on the destination. Owner thread. */
    void fill(List<LbaRange> ranges, Fill fill) {
        writerLane.execute(() -> {
            open.filled = true;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment chunk = arena.allocate(layout.storedBytes(FILL_SECTORS), ALIGNMENT);
                for (LbaRange range : ranges) {
                    for (long lba = range.firstLba(); lba < range.endLba() && failure() == null; lba += FILL_SECTORS) {
                        MemorySegment part = chunk.asSlice(0, layout.storedBytes(Math.min(FILL_SECTORS, range.endLba() - lba)));
                        fill.into(part, lba, layout.storedSectorBytes());
                        destination.write(layout.offsetOf(lba), part);
                    }
                }
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException e) {
                fail(new IOException("Filling went wrong inside Salvor: " + e, e));
            }
        });
    }

    /** Ends the epoch: all that was submitted becomes durable together with the scheduler's state. Owner thread. */
    void seal(byte[] schedulerState, List<LatencyChange> latencies) {
        synchronized (lock) {
            sealsAsked++;
        }
        writerLane.execute(() -> {
            Epoch epoch = open;
            open = new Epoch();
            epoch.state = schedulerState;
            epoch.latencies = join(epoch.latencies, latencies);
            epoch.destination = destination;
            synchronized (lock) {
                sealed.add(epoch);
            }
            flusherLane.execute(this::flush);
        });
    }

    private static List<LatencyChange> join(List<LatencyChange> first, List<LatencyChange> second) {
        List<LatencyChange> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private void flush() {
        List<Epoch> epochs;
        synchronized (lock) {
            if (failure != null || sealed.isEmpty()) {
                return;
            }
            epochs = List.copyOf(sealed);
        }
        try {
            if (epochs.stream().anyMatch(Epoch::needsFlush)) {
                epochs.getLast().destination.flush();
            }
            commit(epochs);
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException("Making an epoch durable went wrong inside Salvor: " + e, e));
        }
    }

    private void commit(List<Epoch> epochs) throws IOException {
        records.segments.sync();
        CaseLog.Head head = records.caseLog.sync();
        List<MapChange> changes = new ArrayList<>();
        List<LatencyChange> latencies = new ArrayList<>();
        for (Epoch epoch : epochs) {
            changes.addAll(epoch.changes);
            latencies.addAll(epoch.latencies);
        }
        records.epochs.commit(changes, latencies, records.form.attachment(epochs.getLast().state, head));
        synchronized (lock) {
            epochs.forEach(_ -> sealed.remove());
            sealsDurable += epochs.size();
            lock.notifyAll();
        }
    }

    /** Waits until everything sealed is durable, {@code millis} milliseconds at most. */
    boolean awaitDurable(long millis) {
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

    /** Our own side failed: nothing is written or committed any more. Any thread. */
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

    /** Compares sectors just read with what the destination has: those that differ, ascending; null when the job stops first. Owner thread. */
    List<LbaRange> differing(LbaRange range, MemorySegment read) throws IOException {
        return answer(ask(from -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment stored = arena.allocate(layout.storedBytes(range.sectorCount()), ALIGNMENT);
                from.read(layout.offsetOf(range.firstLba()), stored);
                List<LbaRange> differing = new ArrayList<>(0);
                for (long i = 0; i < range.sectorCount(); i++) {
                    MemorySegment mine = read.asSlice(i * layout.sourceSectorBytes(), layout.storedSectorBytes());
                    if (mine.mismatch(stored.asSlice(layout.storedBytes(i), layout.storedSectorBytes())) >= 0) {
                        add(differing, range.firstLba() + i);
                    }
                }
                return differing;
            }
        }));
    }

    private static void add(List<LbaRange> ranges, long lba) {
        if (!ranges.isEmpty() && ranges.getLast().endLba() == lba) {
            ranges.set(ranges.size() - 1, new LbaRange(ranges.getLast().firstLba(), lba + 1));
        } else {
            ranges.add(new LbaRange(lba, lba + 1));
        }
    }

    /** Fetches one sector from the destination; empty when it has none there, null when the job stops first. Owner thread. */
    byte[] fetch(long lba) throws IOException {
        return answer(ask(from -> {
            byte[] sector = new byte[layout.storedSectorBytes()];
            return from.read(layout.offsetOf(lba), MemorySegment.ofArray(sector)) == sector.length ? sector : new byte[0];
        }));
    }

    /** Asks the destination on the writer lane, behind everything that was submitted. Owner thread. */
    <T> FutureTask<T> ask(Question<T> question) {
        FutureTask<T> task = new FutureTask<>(() -> question.ask(destination));
        writerLane.execute(task);
        return task;
    }

    private <T> T answer(FutureTask<T> task) throws IOException {
        for (int slice = 0; slice < ANSWER_SLICES; slice++) {
            try {
                return result(task, SLICE_MILLIS);
            } catch (TimeoutException _) {
                if (stopping.getAsBoolean() && slice >= STOP_SLICES) {
                    return null;
                }
            }
        }
        throw new DestinationException(DestinationException.Kind.FAILED,
                "The destination did not give data back within a minute; check it, then retry.");
    }

    /** The answer to a question. */
    static <T> T result(FutureTask<T> task, long millis) throws IOException, TimeoutException {
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io
                    : new IOException("Reading back went wrong inside Salvor: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Salvor was interrupted while it waited for the destination.", e);
        }
    }

    /**
     * Goes on after a failure, with the destination opened anew or another one that holds all that is durable. What was not yet durable is looked for on it by
     * un-cached reads; what is not there is returned: these sectors must be read from the source again. When it fails, nothing has changed; null when the job
     * stops first. Everything that was sealed is unsealed again: it becomes durable with a state that knows of the loss. Owner thread.
     */
    List<LbaRange> recover(Destination opened) throws IOException {
        return answer(ask(_ -> {
            FutureTask<Void> atRest = new FutureTask<>(() -> null);
            flusherLane.execute(atRest);
            answer(atRest);
            if (!atRest.isDone()) {
                throw new DestinationException(DestinationException.Kind.FAILED,
                        "The old destination still holds a flush; retry once it has ended.");
            }
            return recoverAtRest(opened);
        }));
    }

    /** Writer lane, while the flusher lane rests. */
    private List<LbaRange> recoverAtRest(Destination opened) throws IOException {
        List<Epoch> all;
        synchronized (lock) {
            all = new ArrayList<>(sealed);
        }
        all.add(open);
        List<List<LbaRange>> lostOfEach = new ArrayList<>();
        for (Epoch epoch : all) {
            lostOfEach.add(epoch.written.stream().filter(written -> !holds(opened, written)).map(Written::range).toList());
        }
        opened.flush(); // from here on nothing fails
        Epoch whole = new Epoch();
        List<LbaRange> lost = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            whole.add(all.get(i));
            for (LbaRange range : lostOfEach.get(i)) {
                whole.changes.add(new MapChange(range, SectorState.UNTRIED));
                lost.add(range);
            }
        }
        open = whole;
        hasher.forget();
        destination = opened;
        synchronized (lock) {
            sealed.clear();
            sealsDurable = sealsAsked;
            failure = null;
        }
        return lost;
    }

    private boolean holds(Destination opened, Written written) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment back = arena.allocate(layout.storedBytes(written.range.sectorCount()), ALIGNMENT);
            return opened.read(layout.offsetOf(written.range.firstLba()), back) == back.byteSize() && crc(back) == written.crc;
        } catch (DestinationException _) {
            return false; // what cannot be read back is not there
        }
    }

    private static long crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }
}
