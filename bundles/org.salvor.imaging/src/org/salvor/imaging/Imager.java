package org.salvor.imaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.Reset;
import org.salvor.imaging.plan.Pass;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorMap;

/**
 * Images one source. {@link #doWork} does one step and belongs to one owner thread, which reads, resets and waits; writing, hashing and flushing run on the
 * lanes of {@link ImagerParts}. {@link #order} and {@link #snapshot} are for any thread.
 */
public final class Imager {
    /** Epochs begin at least this often, so that with the time to flush them a crash loses at most a second. */
    private static final long EPOCH_NANOS = 500_000_000L;
    /** More epochs behind than this, and reading waits for the disk: the one that is flushed and the one behind it are a second together. */
    private static final long EPOCHS_BEHIND = 1;
    private static final long SNAPSHOT_NANOS = 100_000_000L;
    private static final long TEMPERATURE_NANOS = 60_000_000_000L;
    /** Patience with a destination that does not become durable when the job is to stop. */
    private static final long PATIENCE_NANOS = 8_000_000_000L;
    private static final long IDLE_NANOS = 20_000_000L;
    private static final long SLICE_MILLIS = 50;
    private static final int BUFFERS = 8;
    private static final long BUFFER_BYTES = 1 << 20;
    /** Longest request to a drive that moves no bytes, in sectors. */
    private static final long STREAK_SECTORS = 1 << 24;

    private final ImagerParts parts;
    private final Clock hostClock;
    private final Drive source;
    private final SectorMap map;
    private final SchedulerState memory;
    private final Pipeline pipeline;
    private final BufferPool buffers;
    private final PassScheduler scheduler;
    private final SourceHands hands;
    private final SourceReader reader;
    private final Pace pace;
    private final HashCompletion completion;
    private final Filling filling;
    private final ConcurrentLinkedQueue<ImagerOrder> orders = new ConcurrentLinkedQueue<>();
    private final long driveStartNanos;
    private final long driveBaseNanos;

    private ImagerState state = ImagerState.RUNNING;
    private String sentence = "Starting.";
    private Action action;
    private boolean pausedByOperator;
    private boolean awaitingDurability;
    /** Whether something happened since the last epoch was sealed. */
    private boolean unsealed;
    private Reset resetWanted;
    private ImagerState ending;
    private String endingWords;
    private long endingNanos;
    private long lastSealNanos;
    private long temperatureNanos = Long.MIN_VALUE;
    private int celsius = Integer.MIN_VALUE;
    private volatile boolean stopWanted;
    private volatile long commandOutSinceNanos = -1;
    private volatile ImagerSnapshot snapshot;
    private long snapshotNanos;

    /** @throws IOException when the saved state cannot be understood */
    public Imager(ImagerParts parts) throws IOException {
        this.parts = parts;
        hostClock = parts.hostClock();
        source = parts.source();
        map = parts.live();
        memory = parts.savedState().length == 0 ? new SchedulerState() : SchedulerState.decode(parts.savedState());
        Capabilities capabilities = source.capabilities();
        int sectorBytes = parts.layout().sourceSectorBytes();
        long bufferSectors = Math.max(BUFFER_BYTES / sectorBytes, longestBlock(parts));
        long mostSectors = capabilities.movesBytes() ? bufferSectors : STREAK_SECTORS;
        SegmentHasher hasher = hasher();
        pipeline = new Pipeline(parts.destination(), parts.layout(), hasher,
                new Pipeline.Records(parts.caseLog(), parts.segments(), parts.epochs(), Attachment::encode),
                new Pipeline.Lanes(parts.writerLane(), parts.flusherLane()), () -> stopWanted);
        buffers = capabilities.movesBytes() ? new BufferPool(BUFFERS, (bufferSectors + 1) * sectorBytes) : new BufferPool(1, 1);
        scheduler = new PassScheduler(new PassScheduler.Setting(parts.plan(), map, new PassWalk.HeadMap(parts.heads()), capabilities,
                parts.power().isPresent(), sectorBytes, parts.identity().sectorsPerPhysical(), mostSectors), memory);
        hands = new SourceHands(source, parts.identity(), parts.power(), parts.caseLog(), () -> stopWanted);
        reader = new SourceReader(source, map, pipeline, buffers, parts.caseLog(), parts.layout(), () -> stopWanted);
        completion = new HashCompletion(map, parts.segments(), hasher(), parts.layout());
        filling = new Filling(map, parts.fill());
        driveStartNanos = source.clock().nanos();
        driveBaseNanos = memory.driveNanos;
        pace = new Pace(sectorBytes, driveBaseNanos);
        lastSealNanos = hostClock.nanos();
        publish(true);
    }

    private SegmentHasher hasher() {
        return new SegmentHasher(parts.hashAlgorithms(), parts.segments().segmentSectors(), map.sectorCount(),
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
        ImagerSnapshot latest = snapshot;
        return new ImagerSnapshot(stopWanted && !latest.state().ended() ? ImagerState.STOPPING : latest.state(), latest.sentence(),
                latest.map(),
                latest.passIndex(), latest.round(), latest.passPercent(), latest.positionLba(), latest.errors(), latest.resets(),
                latest.powerCycles(),
                latest.bytesPerSecond(), latest.averageBytesPerSecond(), latest.driveSeconds(), latest.remainingSeconds(), latest.celsius(),
                latest.lastRegisters(), latest.durableSectors(), commandOutSinceNanos);
    }

    /** Does one step: at most one command to the source, or a short wait. False once it is through, for good. Owner thread. */
    public boolean doWork() {
        if (state.ended()) {
            return false;
        }
        followOrders();
        try {
            work();
        } catch (IOException e) {
            failed(e);
        }
        publish(state.ended());
        return !state.ended();
    }

    private void work() throws IOException {
        if (pipeline.failure() != null) {
            if (stopWanted) {
                end(ImagerState.STOPPED, "Stopped. What was not durable will be read again.");
            } else {
                failed(pipeline.failure());
                hostClock.sleep(IDLE_NANOS);
            }
        } else if (ending != null) {
            awaitEnd();
        } else if (stopWanted) {
            windUp(ImagerState.STOPPED, "Stopped; the job can go on from here.");
        } else if (awaitingDurability) {
            awaitingDurability = !pipeline.awaitDurable(SLICE_MILLIS);
        } else if (resetWanted != null) {
            Reset reset = resetWanted;
            resetWanted = null;
            ImagerState before = state;
            outOnCommand("Resetting the source.", ImagerState.RECOVERING, () -> hands.resetByHand(reset, 10_000));
            state = before;
        } else if (state == ImagerState.NEEDS_OPERATOR || pausedByOperator) {
            seal(false);
            hostClock.sleep(IDLE_NANOS);
        } else if (pipeline.epochsBehind() > EPOCHS_BEHIND) {
            pipeline.awaitDurable(SLICE_MILLIS);
        } else {
            if (action == null) {
                begin();
            }
            perform();
            seal(false);
        }
    }

    private void begin() {
        parts.caseLog().note("begins", "Imaging begins or goes on.", Map.of());
        tell(new Event.Begun(), null, null);
    }

    private void perform() throws IOException {
        switch (action) {
        case Action.Read read -> read(read);
        case Action.CheckIdentity _ -> outOnCommand("Checking who the source is.", ImagerState.RUNNING, hands::checkIdentity);
        case Action.CheckKnownSector _ -> checkKnownSector();
        case Action.Recover recover ->
                beforeAWait("Recovering the source: " + recover.rung().step().name().toLowerCase().replace('_', ' ') + ".",
                        () -> hands.recover(recover.rung()));
        case Action.AwaitReady await -> beforeAWait("Waiting for the source to answer.", () -> hands.awaitReady(await.millis()));
        case Action.Prepare prepare -> outOnCommand("Preparing the source.", ImagerState.RUNNING, () -> hands.prepare(prepare));
        case Action.Rest rest -> {
            seal(true);
            state = ImagerState.RESTING;
            sentence = "Resting " + rest.millis() / 1_000 + " s, " + rest.why() + ".";
            publish(true);
            if (hands.pause(rest.millis())) {
                takeTemperature(true);
            }
            state = ImagerState.RUNNING;
            tell(new Event.Rested(), null, null);
        }
        case Action.AskOperator ask -> {
            state = ImagerState.NEEDS_OPERATOR;
            sentence = ask.sentence();
            parts.caseLog().note("operator-needed", ask.sentence(), Map.of());
            publish(true);
        }
        case Action.Finish _ -> finish();
        }
    }

    private void read(Action.Read read) throws IOException {
        state = ImagerState.RUNNING;
        boolean wanted = reader.needsBuffer(read.request().method());
        BufferPool.Buffer buffer = wanted ? buffers.take(SLICE_MILLIS) : null;
        if (wanted && buffer == null) {
            sentence = "Waiting for the destination.";
            return; // the lanes are behind; orders are looked at before the next try
        }
        sentence = scheduler.pass().name();
        takeTemperature(false);
        commandOutSinceNanos = hostClock.nanos();
        SourceReader.Result result = reader.read(read, buffer, scheduler.pass().name());
        commandOutSinceNanos = -1;
        if (result == null) {
            return;
        }
        long proven = result.event().outcome().provenSectors();
        LbaRange data = result.buffer() == null ? null : LbaRange.ofCount(read.request().firstLba(), proven);
        if (proven > 0) {
            pace.read(proven, now());
        }
        tell(result.event(), result.buffer(), data);
    }

    private void checkKnownSector() throws IOException {
        Pass pass = scheduler.pass();
        ReadMethod method = pass == null ? ReadMethod.AUTO : pass.method();
        commandOutSinceNanos = hostClock.nanos();
        Event event = reader.checkKnownSector(method, pass == null ? 1_000 : pass.timeoutMillis(), SLICE_MILLIS);
        commandOutSinceNanos = -1;
        if (event != null) {
            tell(event, null, null);
        }
    }

    private interface Errand {
        Event run();
    }

    /** What was read so far does not wait as long as the source does. */
    private void beforeAWait(String what, Errand errand) {
        seal(true);
        outOnCommand(what, ImagerState.RECOVERING, errand);
    }

    private void outOnCommand(String what, ImagerState meanwhile, Errand errand) {
        state = meanwhile;
        sentence = what;
        publish(meanwhile == ImagerState.RECOVERING);
        commandOutSinceNanos = hostClock.nanos();
        Event event = errand.run();
        commandOutSinceNanos = -1;
        state = ImagerState.RUNNING;
        tell(event, null, null);
    }

    private void tell(Event event, BufferPool.Buffer buffer, LbaRange data) {
        unsealed = true;
        Step step = scheduler.step(event, now());
        for (Step.Note note : step.notes()) {
            parts.caseLog().note(note.kind(), note.sentence(), Map.of());
        }
        step.demoted().forEach(parts.segments()::drop);
        if (buffer != null || !step.changes().isEmpty()) {
            pipeline.submit(buffer == null ? null : buffer.segment(), data, step.changes(), () -> {
                if (buffer != null) {
                    buffers.give(buffer);
                }
            });
        }
        action = step.next();
        if (step.precious()) {
            seal(true);
            awaitingDurability = true;
        }
    }

    private void finish() throws IOException {
        if (state != ImagerState.HASHING) {
            state = ImagerState.HASHING;
            seal(true); // what is read back below must have been written
        }
        List<MapChange> confirmed = new ArrayList<>();
        if (!pipeline.awaitDurable(SLICE_MILLIS)) {
            sentence = "Making everything durable.";
        } else if (source.capabilities().movesBytes() && completion.goOn(pipeline, SLICE_MILLIS, confirmed)) {
            sentence = completion.sentence();
            confirmed.forEach(map::apply);
            pipeline.submit(null, null, confirmed, () -> {
            });
            unsealed = true;
            seal(false);
        } else if (source.capabilities().movesBytes() && fillNext()) {
            sentence = "Filling unread sectors on the destination.";
            seal(true);
        } else {
            windUp(ImagerState.FINISHED, "Every pass is through.");
        }
    }

    private boolean fillNext() {
        List<LbaRange> ranges = filling.next();
        if (!ranges.isEmpty()) {
            pipeline.fill(ranges, parts.fill());
        }
        return !ranges.isEmpty();
    }

    private void windUp(ImagerState last, String words) {
        parts.caseLog().note(last == ImagerState.FINISHED ? "finished" : "stopped", words, Map.of());
        seal(true);
        ending = last;
        endingWords = words;
        endingNanos = hostClock.nanos();
    }

    private void awaitEnd() {
        if (pipeline.awaitDurable(SLICE_MILLIS)) {
            end(ending, endingWords);
        } else if (stopWanted && hostClock.nanos() - endingNanos > PATIENCE_NANOS) {
            end(ImagerState.STOPPED,
                    "Stopped, though the destination did not become durable in time; what is not durable will be read again.");
        }
    }

    private void end(ImagerState last, String words) {
        state = last;
        sentence = words;
    }

    private void failed(IOException e) {
        pipeline.fail(e);
        if (state != ImagerState.FAILED) {
            state = ImagerState.FAILED;
            sentence = e.getMessage();
            parts.caseLog().note("own-side-failed", String.valueOf(e.getMessage()), Map.of());
        }
    }

    private void seal(boolean now) {
        long hostNanos = hostClock.nanos();
        if (now || unsealed && hostNanos - lastSealNanos >= EPOCH_NANOS) {
            lastSealNanos = hostNanos;
            unsealed = false;
            memory.driveNanos = now();
            pipeline.seal(memory.encode(), map.takeLatencyChanges());
        }
    }

    private void followOrders() {
        for (ImagerOrder order = orders.poll(); order != null; order = orders.poll()) {
            switch (order) {
            case ImagerOrder.Stop _ -> sentence = "Stopping.";
            case ImagerOrder.Pause _ -> pause(true);
            case ImagerOrder.Continue _ -> goOn();
            case ImagerOrder.SkipPass _ -> {
                if (action != null) {
                    tell(new Event.PassSkipped(), null, null);
                }
            }
            case ImagerOrder.ResetSource(var reset) -> resetWanted = action == null ? null : reset;
            case ImagerOrder.UseDestination(Destination opened) -> useDestination(opened);
            }
        }
    }

    private void pause(boolean paused) {
        pausedByOperator = paused;
        unsealed = true;
        parts.caseLog().note(paused ? "paused" : "continued", paused ? "The operator paused the job." : "The operator let the job go on.",
                Map.of());
        if (paused && state != ImagerState.NEEDS_OPERATOR && state != ImagerState.FAILED) {
            state = ImagerState.PAUSED;
            sentence = "Paused by the operator.";
        }
    }

    private void goOn() {
        pause(false);
        if (state == ImagerState.PAUSED) {
            state = ImagerState.RUNNING;
        } else if (state == ImagerState.NEEDS_OPERATOR) {
            state = ImagerState.RUNNING;
            tell(new Event.Begun(), null, null);
        }
    }

    private void useDestination(Destination opened) {
        try {
            List<LbaRange> lost = pipeline.recover(opened);
            if (lost == null) {
                return;
            }
            if (!lost.isEmpty()) {
                lost.forEach(parts.segments()::drop);
                pipeline.submit(null, null, scheduler.readAgain(lost), () -> {
                });
                action = null;
            }
            ending = null;
            completion.restart();
            filling.restart();
            parts.caseLog().note("destination-back", "Writing goes on to " + opened.identity().address() + "; " + lost.size()
                    + " blocks that were not durable will be read again.", Map.of());
            seal(true);
            awaitingDurability = true; // something irreplaceable may be among what was not durable
            state = pausedByOperator ? ImagerState.PAUSED : ImagerState.RUNNING;
        } catch (IOException e) {
            failed(e);
        }
    }

    private long now() {
        return driveBaseNanos + source.clock().nanos() - driveStartNanos;
    }

    private void takeTemperature(boolean atOnce) {
        long now = source.clock().nanos();
        if (atOnce || temperatureNanos == Long.MIN_VALUE || now - temperatureNanos >= TEMPERATURE_NANOS) {
            temperatureNanos = now;
            OptionalInt found = source.temperatureCelsius();
            celsius = found.orElse(Integer.MIN_VALUE);
            scheduler.temperature(celsius);
        }
    }

    private void publish(boolean atOnce) {
        long hostNanos = hostClock.nanos();
        if (!atOnce && snapshot.state() == state && hostNanos - snapshotNanos < SNAPSHOT_NANOS) {
            return;
        }
        snapshotNanos = hostNanos;
        long now = now();
        double share = memory.passTotalSectors == 0 ? 0 : Math.min(1.0, memory.passDoneSectors / (double) memory.passTotalSectors);
        double spent = (now - memory.passStartNanos) / 1e9;
        double remaining = share <= 0 || memory.passIndex < 0 ? -1 : spent / share * (1 - share);
        snapshot = new ImagerSnapshot(state, sentence, map.snapshot(), memory.passIndex, Math.max(1, memory.round), 100 * share,
                memory.position,
                memory.errors, memory.resets, memory.powerCycles, pace.recent(now), pace.average(now), now / 1e9, remaining, celsius,
                reader.lastRegisters(), parts.epochs().readSectors(), commandOutSinceNanos);
    }
}
