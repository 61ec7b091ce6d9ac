package org.salvor.imaging;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Reset;
import org.salvor.imaging.plan.Pass;
import org.salvor.sectormap.LbaRange;

/**
 * Images one source. {@link #doWork} does one step and belongs to one owner thread, which reads, resets and waits; writing, hashing and flushing run on the
 * lanes of {@link ImagerParts}. {@link #order} and {@link #snapshot} are for any thread.
 */
public final class Imager {
    private static final long IDLE_NANOS = 20_000_000L;
    private static final int BUFFERS = 8;
    private static final long BUFFER_BYTES = 1 << 20;
    /** Longest request to a drive that moves no bytes, in sectors. */
    private static final long STREAK_SECTORS = 1 << 24;

    private final CaseLog caseLog;
    private final Clock hostClock;
    private final Pipeline pipeline;
    private final Progress progress;
    private final EpochRhythm epochs;
    private final Course course;
    private final SourceWork work;
    private final Ending ending;
    private final ConcurrentLinkedQueue<ImagerOrder> orders = new ConcurrentLinkedQueue<>();
    private volatile boolean stopWanted;
    private boolean pausedByOperator;
    private Reset resetWanted;

    /** @throws IOException when the saved state cannot be understood */
    public Imager(ImagerParts parts) throws IOException {
        caseLog = parts.caseLog();
        hostClock = parts.hostClock();
        SchedulerState memory = parts.savedState().length == 0 ? new SchedulerState() : SchedulerState.decode(parts.savedState());
        DriveTime driveTime = new DriveTime(parts.source().clock(), memory.driveNanos);
        Capabilities capabilities = parts.source().capabilities();
        int sectorBytes = parts.layout().sourceSectorBytes();
        long bufferSectors = Math.max(BUFFER_BYTES / sectorBytes, longestBlock(parts));
        long mostSectors = capabilities.movesBytes() ? bufferSectors : STREAK_SECTORS;
        BufferPool buffers = capabilities.movesBytes() ? new BufferPool(BUFFERS, (bufferSectors + 1) * sectorBytes) : new BufferPool(1, 1);
        pipeline = new Pipeline(parts, hasher(parts), () -> stopWanted);
        progress = new Progress(parts, memory, driveTime);
        epochs = new EpochRhythm(hostClock, pipeline, parts.live(), memory, driveTime);
        PassScheduler scheduler = new PassScheduler(
                new PassScheduler.Setting(parts.plan(), parts.live(), new PassWalk.HeadMap(parts.heads()), capabilities,
                        parts.power().isPresent(), sectorBytes, parts.identity().sectorsPerPhysical(), mostSectors),
                memory);
        course = new Course(scheduler, pipeline, buffers, epochs, parts, driveTime);
        work = new SourceWork(parts, pipeline, buffers, course, epochs, progress, () -> stopWanted);
        ending = new Ending(parts, pipeline, hasher(parts), epochs, progress);
    }

    private static SegmentHasher hasher(ImagerParts parts) {
        return new SegmentHasher(parts.hashAlgorithms(), parts.segments().segmentSectors(), parts.live().sectorCount(),
                parts.layout().storedSectorBytes());
    }

    private static long longestBlock(ImagerParts parts) {
        LongStream blocks = parts.plan().passes().stream().mapToLong(Pass::blockSectors);
        return blocks.max().orElse(1) + parts.identity().sectorsPerPhysical();
    }

    /** Takes an order, to be followed before the next command leaves. Any thread. */
    public void order(ImagerOrder order) {
        if (order instanceof ImagerOrder.Stop) {
            stopWanted = true;
        }
        orders.add(order);
    }

    /** How it stands. Any thread; at most a tenth of a second old while it works. */
    public ImagerSnapshot snapshot() {
        return progress.snapshot(stopWanted);
    }

    /** Does one step: at most one command to the source, or a short wait. False once it is through, for good. Owner thread. */
    public boolean doWork() {
        if (progress.state().ended()) {
            return false;
        }
        followOrders();
        try {
            step();
        } catch (IOException e) {
            failed(e);
        }
        progress.publish();
        return !progress.state().ended();
    }

    private void step() throws IOException {
        if (pipeline.failure() != null) {
            if (stopWanted) {
                progress.is(ImagerState.STOPPED, "Stopped. What was not durable will be read again.");
            } else {
                failed(pipeline.failure());
                hostClock.sleep(IDLE_NANOS);
            }
        } else if (ending.windsUp()) {
            ending.await(stopWanted);
        } else if (stopWanted) {
            ending.windUp(ImagerState.STOPPED, "Stopped; the job can go on from here.");
        } else if (!epochs.waitsForIrreplaceable()) {
            workOrWait();
        }
    }

    private void workOrWait() throws IOException {
        if (resetWanted != null) {
            Reset reset = resetWanted;
            resetWanted = null;
            work.resetByHand(reset);
        } else if (progress.state() == ImagerState.NEEDS_OPERATOR || pausedByOperator) {
            epochs.sealInTime();
            hostClock.sleep(IDLE_NANOS);
        } else if (!epochs.waitsForTheDisk()) {
            if (!course.begun()) {
                course.begin();
            }
            perform(course.next());
            epochs.sealInTime();
        }
    }

    private void perform(Action action) throws IOException {
        switch (action) {
        case Action.AtSource atSource -> work.perform(atSource);
        case Action.AskOperator(String question) -> {
            progress.is(ImagerState.NEEDS_OPERATOR, question);
            caseLog.note("operator-needed", question, Map.of());
            progress.publishNow();
        }
        case Action.Finish _ -> ending.goOn();
        }
    }

    private void failed(IOException e) {
        pipeline.fail(e);
        if (progress.state() != ImagerState.FAILED) {
            progress.is(ImagerState.FAILED, e.getMessage());
            caseLog.note("own-side-failed", String.valueOf(e.getMessage()), Map.of());
        }
    }

    private void followOrders() {
        for (ImagerOrder order = orders.poll(); order != null; order = orders.poll()) {
            switch (order) {
            case ImagerOrder.Stop _ -> progress.says("Stopping.");
            case ImagerOrder.Pause _ -> pause(true);
            case ImagerOrder.Continue _ -> goOn();
            case ImagerOrder.SkipPass _ -> {
                if (course.begun()) {
                    course.tell(new Event.PassSkipped());
                }
            }
            case ImagerOrder.ResetSource(var reset) -> resetWanted = course.begun() ? reset : null;
            case ImagerOrder.UseDestination(Destination opened) -> useDestination(opened);
            }
        }
    }

    private void pause(boolean paused) {
        pausedByOperator = paused;
        epochs.happened();
        caseLog.note(paused ? "paused" : "continued", paused ? "The operator paused the job." : "The operator let the job go on.",
                Map.of());
        if (paused && progress.state() != ImagerState.NEEDS_OPERATOR && progress.state() != ImagerState.FAILED) {
            progress.is(ImagerState.PAUSED, "Paused by the operator.");
        }
    }

    private void goOn() {
        pause(false);
        if (progress.state() == ImagerState.PAUSED) {
            progress.is(ImagerState.RUNNING);
        } else if (progress.state() == ImagerState.NEEDS_OPERATOR) {
            progress.is(ImagerState.RUNNING);
            course.tell(new Event.Begun());
        }
    }

    private void useDestination(Destination opened) {
        try {
            List<LbaRange> lost = pipeline.recover(opened);
            if (lost == null) {
                return;
            }
            if (!lost.isEmpty()) {
                course.lost(lost);
            }
            ending.restart();
            caseLog.note("destination-back", "Writing goes on to " + opened.identity().address() + "; " + lost.size()
                    + " blocks that were not durable will be read again.", Map.of());
            epochs.sealIrreplaceable(); // something irreplaceable may be among what was not durable
            progress.is(pausedByOperator ? ImagerState.PAUSED : ImagerState.RUNNING);
        } catch (IOException e) {
            failed(e);
        }
    }
}
