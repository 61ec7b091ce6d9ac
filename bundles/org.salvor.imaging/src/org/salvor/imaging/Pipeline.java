package org.salvor.imaging;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorState;

/**
 * Everything behind the owner thread: data is written and hashed on the writer lane in the order of submission, then {@link Durability} makes it durable on the
 * flusher lane. After a failure nothing more is written or committed until {@link #recover}.
 */
final class Pipeline {
    private static final int ALIGNMENT = 4096;
    private static final long FILL_SECTORS = 2_048;

    private final ImageLayout layout;
    private final SegmentHasher hasher;
    private final SegmentTable segments;
    private final Executor writerLane;
    private final Executor flusherLane;
    private final Durability durability;
    private final Answers answers;

    // Writer lane only.
    private Destination destination;
    private Epoch open = new Epoch();

    /** Something to be found out from the destination. */
    interface Question<T> {
        T ask(Destination destination) throws IOException;
    }

    /** Work of the writer lane that can fail. */
    private interface Work {
        void run() throws IOException;
    }

    /** @param stopping whether answers of the destination are not worth waiting for any more */
    Pipeline(ImagerParts parts, SegmentHasher hasher, BooleanSupplier stopping) {
        destination = parts.destination();
        layout = parts.layout();
        segments = parts.segments();
        writerLane = parts.writerLane();
        flusherLane = parts.flusherLane();
        this.hasher = hasher;
        durability = new Durability(parts.caseLog(), segments, parts.epochs(), flusherLane);
        answers = new Answers(stopping);
    }

    /**
     * Hands over what a step came to. {@code sectors} may be null; else they are as read, and those of {@code data} are written and hashed. Owner thread.
     *
     * @param done runs when the sectors are not needed any more
     */
    void submit(MemorySegment sectors, LbaRange data, List<MapChange> changes, Runnable done) {
        writerLane.execute(() -> {
            open.changed(changes);
            try {
                attempt("Writing", () -> {
                    if (sectors != null) {
                        write(data, layout.toStored(sectors, data.sectorCount()));
                    }
                });
            } finally {
                done.run();
            }
        });
    }

    private void attempt(String what, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException(what + " went wrong inside Salvor: " + e, e));
        }
    }

    private void write(LbaRange data, MemorySegment stored) throws IOException {
        open.wrote(data, stored);
        if (failure() == null) {
            destination.write(layout.offsetOf(data.firstLba()), stored);
            hasher.feed(data.firstLba(), stored, segments);
        }
    }

    /** Fills unread sectors on the destination. Owner thread. */
    void fill(List<LbaRange> ranges, Fill fill) {
        writerLane.execute(() -> {
            open.filled();
            attempt("Filling", () -> {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment chunk = arena.allocate(layout.storedBytes(FILL_SECTORS), ALIGNMENT);
                    for (LbaRange range : ranges) {
                        for (long lba = range.firstLba(); lba < range.endLba() && failure() == null; lba += FILL_SECTORS) {
                            MemorySegment part = chunk.asSlice(0, layout.storedBytes(Math.min(FILL_SECTORS, range.endLba() - lba)));
                            fill.into(part, lba, layout.storedSectorBytes());
                            destination.write(layout.offsetOf(lba), part);
                        }
                    }
                }
            });
        });
    }

    /** Ends the epoch: all that was submitted becomes durable together with the scheduler's state. Owner thread. */
    void seal(byte[] schedulerState, List<LatencyChange> latencies) {
        durability.sealAsked();
        writerLane.execute(() -> {
            Epoch epoch = open;
            open = new Epoch();
            epoch.seal(schedulerState, latencies, destination);
            durability.take(epoch);
        });
    }

    /** Waits until everything sealed is durable, {@code millis} milliseconds at most. Owner thread. */
    boolean awaitDurable(long millis) {
        return durability.await(millis);
    }

    /** Epochs that were sealed and are not yet durable. Any thread. */
    long epochsBehind() {
        return durability.epochsBehind();
    }

    /** Our own side failed: nothing is written or committed any more. Any thread. */
    void fail(IOException e) {
        durability.fail(e);
    }

    /** What failed on our own side, null while all is well. Any thread. */
    IOException failure() {
        return durability.failure();
    }

    /** Compares sectors just read with what the destination has: those that differ, ascending; null when the job stops first. Owner thread. */
    List<LbaRange> differing(LbaRange range, MemorySegment read) throws IOException {
        return answers.await(ask(from -> ReadBack.differing(range, read, from, layout)));
    }

    /** Fetches one sector from the destination; empty when it has none there, null when the job stops first. Owner thread. */
    byte[] fetch(long lba) throws IOException {
        return answers.await(ask(from -> {
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

    /**
     * Goes on after a failure, with the destination opened anew or another one that holds all that is durable. What was not yet durable is looked for on it by
     * un-cached reads; what is not there is returned: these sectors must be read from the source again. When it fails, nothing has changed; null when the job
     * stops first. Everything that was sealed is unsealed again: it becomes durable with a state that knows of the loss. Owner thread.
     */
    List<LbaRange> recover(Destination opened) throws IOException {
        return answers.await(ask(_ -> {
            FutureTask<Void> atRest = new FutureTask<>(() -> null);
            flusherLane.execute(atRest);
            answers.await(atRest);
            if (!atRest.isDone()) {
                throw new DestinationException(DestinationException.Kind.FAILED,
                        "The old destination still holds a flush; retry once it has ended.");
            }
            return recoverAtRest(opened);
        }));
    }

    /** Writer lane, while the flusher lane rests. */
    private List<LbaRange> recoverAtRest(Destination opened) throws IOException {
        List<Epoch> all = new ArrayList<>(durability.sealed());
        all.add(open);
        List<List<LbaRange>> lostOfEach = new ArrayList<>();
        for (Epoch epoch : all) {
            lostOfEach.add(epoch.written().stream().filter(written -> !ReadBack.holds(opened, written, layout)).map(Epoch.Written::range)
                    .toList());
        }
        opened.flush(); // from here on nothing fails
        Epoch whole = new Epoch();
        List<LbaRange> lost = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            whole.add(all.get(i));
            for (LbaRange range : lostOfEach.get(i)) {
                whole.lost(new MapChange(range, SectorState.UNTRIED));
                lost.add(range);
            }
        }
        open = whole;
        hasher.forget();
        destination = opened;
        durability.begunAnew();
        return lost;
    }
}
