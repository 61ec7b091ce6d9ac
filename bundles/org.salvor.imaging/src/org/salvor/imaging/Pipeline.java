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
    private static final int ANSWER_SECONDS = 60;

    private final ImageLayout layout;
    private final SegmentHasher hasher;
    private final Records records;
    private final Executor writerLane;
    private final Executor flusherLane;
    private final Object lock = new Object();
    private final Deque<Buffer> free = new ArrayDeque<>();
    private final long bufferBytes;
    private Destination destination;

    // Writer lane only.
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

    /** Room for one read. */
    static final class Buffer {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment segment;

        private Buffer(long bytes) {
            segment = arena.allocate(bytes, ALIGNMENT);
        }

        MemorySegment segment() {
            return segment;
        }
    }

    /** Data of which only a checksum is kept until it is durable. */
    private record Written(LbaRange range, long crc) {
    }

    private static final class Epoch {
        private final List<MapChange> changes = new ArrayList<>();
        private final List<Written> written = new ArrayList<>();
        private List<LatencyChange> latencies = List.of();
        private boolean filled;
        private byte[] state;
    }

    Pipeline(Destination destination, ImageLayout layout, SegmentHasher hasher, Records records, Executor writerLane, Executor flusherLane, int buffers,
            long bufferBytes) {
        this.destination = destination;
        this.layout = layout;
        this.hasher = hasher;
        this.records = records;
        this.writerLane = writerLane;
        this.flusherLane = flusherLane;
        this.bufferBytes = bufferBytes;
        for (int i = 0; i < buffers; i++) {
            free.add(new Buffer(bufferBytes));
        }
    }

    /** A free buffer, or null when none became free within {@code millis} milliseconds. */
    Buffer take(long millis) {
        synchronized (lock) {
            if (free.isEmpty()) {
                await(millis);
            }
            return free.poll();
        }
    }

    /** Gives a buffer back that was not submitted. */
    void give(Buffer buffer) {
        synchronized (lock) {
            free.add(buffer);
            lock.notifyAll();
        }
    }

    /** Gives up a buffer that the kernel may still write to, for ever; another with its first bytes, which are proven, takes its place. */
    Buffer exchange(Buffer lent, long provenBytes) {
        Buffer fresh = new Buffer(bufferBytes);
        MemorySegment.copy(lent.segment, 0, fresh.segment, 0, provenBytes);
        return fresh;
    }

    /** Hands over what a step came to. {@code buffer} may be null; its sectors {@code data} are written and hashed. Owner thread. */
    void submit(Buffer buffer, LbaRange data, List<MapChange> changes) {
        writerLane.execute(() -> {
            try {
                if (buffer != null) {
                    write(data, buffer);
                }
                open.changes.addAll(changes);
            } catch (RuntimeException e) {
                fail(new IOException("Writing went wrong inside Salvor: " + e, e));
            } finally {
                if (buffer != null) {
                    give(buffer);
                }
            }
        });
    }

    private void write(LbaRange data, Buffer buffer) {
        MemorySegment stored = layout.toStored(buffer.segment, data.sectorCount());
        open.written.add(new Written(data, crc(stored)));
        if (failure() == null) {
            try {
                destination.write(layout.offsetOf(data.firstLba()), stored);
                hasher.feed(data.firstLba(), stored, records.segments);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    /** Fills unread sectors on the destination. Owner thread. */
    void fill(List<LbaRange> ranges, Fill fill) {
        writerLane.execute(() -> {
            open.filled = true;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment chunk = arena.allocate(layout.storedBytes(FILL_SECTORS), ALIGNMENT);
                for (LbaRange range : ranges) {
                    for (long lba = range.firstLba(); lba < range.endLba(); lba += FILL_SECTORS) {
                        MemorySegment part = chunk.asSlice(0, layout.storedBytes(Math.min(FILL_SECTORS, range.endLba() - lba)));
                        fill.into(part, lba, layout.storedSectorBytes());
                        destination.write(layout.offsetOf(lba), part);
                    }
                }
            } catch (IOException e) {
                fail(e);
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
            epoch.latencies = latencies;
            synchronized (lock) {
                sealed.add(epoch);
            }
            flusherLane.execute(this::flush);
        });
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
            if (epochs.stream().anyMatch(epoch -> epoch.filled || !epoch.written.isEmpty())) {
                destination.flush();
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
                await(millis);
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

    private void await(long millis) {
        try {
            lock.wait(Math.max(1, millis));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(IOException e) {
        synchronized (lock) {
            failure = failure == null ? e : failure;
            lock.notifyAll();
        }
    }

    /** Compares sectors just read with what the destination has: those that differ, ascending. Waits for the writer lane. */
    List<LbaRange> differing(LbaRange range, MemorySegment read) throws IOException {
        FutureTask<List<LbaRange>> comparison = new FutureTask<>(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment stored = arena.allocate(layout.storedBytes(range.sectorCount()), ALIGNMENT);
                destination.read(layout.offsetOf(range.firstLba()), stored);
                List<LbaRange> differing = new ArrayList<>(0);
                for (long i = 0; i < range.sectorCount(); i++) {
                    MemorySegment mine = read.asSlice(i * layout.sourceSectorBytes(), layout.storedSectorBytes());
                    if (mine.mismatch(stored.asSlice(layout.storedBytes(i), layout.storedSectorBytes())) >= 0) {
                        add(differing, range.firstLba() + i);
                    }
                }
                return differing;
            }
        });
        return onWriterLane(comparison);
    }

    private static void add(List<LbaRange> ranges, long lba) {
        if (!ranges.isEmpty() && ranges.getLast().endLba() == lba) {
            ranges.set(ranges.size() - 1, new LbaRange(ranges.getLast().firstLba(), lba + 1));
        } else {
            ranges.add(new LbaRange(lba, lba + 1));
        }
    }

    /** Fetches one sector from the destination; false when it has none there. */
    boolean fetch(long lba, MemorySegment into) throws IOException {
        return onWriterLane(new FutureTask<>(() -> destination.read(layout.offsetOf(lba), into) == into.byteSize()));
    }

    private <T> T onWriterLane(FutureTask<T> task) throws IOException {
        writerLane.execute(task);
        try {
            return task.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new DestinationException(DestinationException.Kind.FAILED, "The destination did not give data back within " + ANSWER_SECONDS
                    + " seconds; check it, then retry.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What failed on our own side, null while all is well. */
    IOException failure() {
        synchronized (lock) {
            return failure;
        }
    }

    /** The destination that is written to. */
    Destination destination() {
        return destination;
    }

    /**
     * Goes on after a failure, with the destination opened anew or another one that holds all that is durable. What was not yet durable is looked for on it by
     * un-cached reads; what is not there is returned: these sectors must be read from the source again. Owner thread, with both lanes idle.
     */
    List<LbaRange> recover(Destination opened) throws IOException {
        destination = opened;
        List<Epoch> all;
        synchronized (lock) {
            all = new ArrayList<>(sealed);
        }
        all.add(open);
        List<LbaRange> lost = new ArrayList<>();
        for (Epoch epoch : all) {
            for (Written written : epoch.written) {
                if (!isOnDestination(written)) {
                    lost.add(written.range);
                    epoch.changes.add(new MapChange(written.range, SectorState.UNTRIED));
                }
            }
        }
        opened.flush();
        synchronized (lock) {
            failure = null;
        }
        flusherLane.execute(this::flush);
        return lost;
    }

    private boolean isOnDestination(Written written) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment back = arena.allocate(layout.storedBytes(written.range.sectorCount()), ALIGNMENT);
            return destination.read(layout.offsetOf(written.range.firstLba()), back) == back.byteSize() && crc(back) == written.crc;
        }
    }

    private static long crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }

    /** Frees the buffers. Both lanes must be idle. */
    void close() {
        synchronized (lock) {
            free.forEach(buffer -> buffer.arena.close());
            free.clear();
        }
    }
}
