package org.salvor.simulation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.Attachment;
import org.salvor.imaging.CaseLog;
import org.salvor.imaging.Destination;
import org.salvor.imaging.EpochStore;
import org.salvor.imaging.Fill;
import org.salvor.imaging.ImageLayout;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerParts;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.SegmentTable;
import org.salvor.imaging.Verifier;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Rung;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.Stage;

/** A simulated drive, a destination in memory and the records of a job, on one thread and one clock: a job that can be stopped, crashed and looked at. */
public final class SimulatedJob implements EpochStore, CaseLog, AutoCloseable {
    private static final Executor INLINE = Runnable::run;
    public final SimulatedDrive drive;
    public MemoryDestination destination;
    public final VirtualClock hostClock = new VirtualClock(Instant.EPOCH);
    public final List<String> notes = new ArrayList<>();
    /** What the engine reads: the drive, or something in front of it. */
    public Drive source;
    private PowerSwitch power;
    private final ImageLayout layout;
    private final SegmentTable segments;
    /** What unread sectors hold at the end. */
    public Fill fill = Fill.NONE;
    public SectorMap durable;
    /** The map that the latest imager works on. */
    SectorMap live;
    /** Sectors of each head, as far as they are known. */
    public List<List<LbaRange>> heads = List.of();
    private byte[] attachment = {};
    /** Where writing and hashing run; in the caller's thread unless another is set. */
    public Executor writerLane = INLINE;
    /** Where flushing runs; in the caller's thread unless another is set. */
    public Executor flusherLane = INLINE;
    /** Whether the durable map takes nothing. */
    public boolean failCommits;
    /** Whether the case journal cannot be made durable. */
    public boolean failSyncs;
    /** Sees every read that the engine testifies to. */
    public Witness witness = new Witness() {
    };
    public long failures;
    private long entries;
    private long syncedEntries;
    /** Stands between the engine and its parts. */
    public Tampering tampering = new Tampering() {
    };
    /** Resets that the operator ordered and that did not happen yet. */
    int operatorsResets;
    private Story story;
    private SourceWatch watch;
    private PassPlan latestPlan;

    /** Sees reads. */
    public interface Witness {

        /** These sectors arrived. */
        default void good(long firstLba, long endLba) {
        }

        /** This read failed; what is proven was told as good before. */
        default void failed(ReadRequest request, ReadOutcome outcome, String pass) {
        }
    }

    public SimulatedJob(String address, Path folder) throws Exception {
        this(SimulatedDrive.open(address), folder);
    }

    public SimulatedJob(SimulatedDrive drive, Path folder) throws IOException {
        this(drive, folder, false);
    }

    /** @param blockByBlock whether the engine sees a drive that takes one command at a time */
    public SimulatedJob(SimulatedDrive drive, Path folder, boolean blockByBlock) throws IOException {
        this.drive = drive;
        this.source = blockByBlock ? new BlockByBlock(drive) : drive;
        power = drive;
        int sectorBytes = drive.identity().sectorBytes();
        layout = new ImageLayout(sectorBytes, sectorBytes);
        destination = new MemoryDestination(drive.capabilities().movesBytes() ? drive.identity().sizeBytes() : 4_096);
        segments = SegmentTable.open(folder.resolve("segments"), 16_384);
        durable = new SectorMap(drive.identity().sectorCount());
    }

    /** From now on every step is told, and held against the invariants. */
    SourceWatch watch(Story teller, SplittableRandom moods) {
        story = teller;
        watch = new SourceWatch(drive, this, story, moods);
        source = watch;
        power = watch;
        return watch;
    }

    /** An imager that goes on where the durable map and the saved strategy are. */
    public Imager imager(PassPlan plan) throws IOException {
        return imager(plan, opened());
    }

    /** The same with something in front of the destination. */
    public Imager imager(PassPlan plan, Destination opened) throws IOException {
        byte[] saved = savedState();
        live = SectorMap.copyOf(durable.snapshot());
        latestPlan = plan;
        return new Imager(
                new ImagerParts(hostClock, tampering.source(source), drive.identity(), Optional.of(tampering.power(power)), plan, live,
                        saved, heads, layout, opened, tampering.caseLog(this), segments, List.of("SHA-256"), fill,
                        tampering.epochs(this), writerLane, flusherLane));
    }

    /** The destination as the engine gets it. */
    Destination opened() {
        return tampering.destination(destination);
    }

    /** How often a step of the ladder was taken, in all lives. */
    long taken(Rung.Step step) {
        return watch.taken(step);
    }

    /** Rungs of the latest plan that take this step. */
    List<Rung> rungs(Rung.Step step) {
        return Stream.concat(latestPlan.ladder().stream(), latestPlan.passes().stream().flatMap(pass -> pass.ladder().stream()))
                .filter(rung -> rung.step() == step).toList();
    }

    /** The strategy's memory as it was made durable last; empty when it never was. */
    public byte[] savedState() throws IOException {
        return attachment.length == 0 ? attachment : Attachment.decode(attachment).schedulerState();
    }

    /** Lets the next imager begin its plan anew. */
    public void restartPlan() throws IOException {
        attachment = attachment.length == 0 ? attachment : Attachment.decode(attachment).restarted();
    }

    /** Runs a job to its end; the host's clock moves a little with every step. */
    public ImagerSnapshot run(PassPlan plan) throws IOException {
        return run(imager(plan));
    }

    /** Runs an imager until it is through or needs somebody. */
    public ImagerSnapshot run(Imager imager) {
        while (imager.doWork()) {
            hostClock.advance(1_000_000);
            ImagerState state = imager.snapshot().state();
            if (state == ImagerState.NEEDS_OPERATOR || state == ImagerState.FAILED) {
                break;
            }
        }
        return imager.snapshot();
    }

    /** Reads a whole drive in order with nothing around it. */
    public static void readThrough(Drive drive, int blockSectors) {
        long sectors = drive.identity().sectorCount();
        for (long lba = 0; lba < sectors; lba += blockSectors) {
            drive.read(ReadRequest.of(lba, (int) Math.min(blockSectors, sectors - lba), ReadMethod.AUTO, 20_000), MemorySegment.NULL);
        }
    }

    /** First sector that the durable map calls read and whose durable bytes on the destination are not the truth, -1 when there is none. */
    public long firstWrong() {
        return firstWrong(durable.runs());
    }

    private long firstWrong(RunCursor cursor) {
        while (cursor.next()) {
            if (cursor.state().stage() == Stage.READ) {
                MemorySegment held = destination.durable().asSlice(layout.offsetOf(cursor.firstLba()),
                        layout.storedBytes(cursor.endLba() - cursor.firstLba()));
                long wrong = drive.truth().firstWrong(cursor.firstLba(), cursor.endLba() - cursor.firstLba(), held);
                if (wrong >= 0) {
                    return wrong;
                }
            }
        }
        return -1;
    }

    /** Holds what must be so at any moment against what is. */
    void requireSound() {
        long wrong = firstWrong();
        if (wrong >= 0) {
            story.broken("nothing wrong is read", "sector %d is read in the durable map and its bytes on the destination are wrong", wrong);
        }
        long sectors = 0;
        for (Stage stage : Stage.values()) {
            sectors += durable.totals().of(stage);
        }
        if (sectors != durable.sectorCount()) {
            story.broken("runs tile the drive", "the map tells of %d sectors instead of %d", sectors, durable.sectorCount());
        }
        requireUntouched();
    }

    /** Nothing was ever written to the source. */
    void requireUntouched() {
        if (drive.hardware().modifyingCommands() > 0) {
            story.broken("the source is never written to", "%d commands changed the source", drive.hardware().modifyingCommands());
        }
    }

    /** Reads the destination back and compares it with the hashes taken on the way. */
    public Verifier.Report verify() {
        return new Verifier(segments, durable.snapshot(), layout).verify(destination, (_, _) -> {
        });
    }

    @Override
    public void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] newAttachment) throws IOException {
        if (failCommits) {
            throw new IOException("The map journal could not be written; make room, then retry.");
        }
        changes.forEach(durable::apply);
        attachment = newAttachment;
        if (story != null) {
            story.step("commit of %d changes", changes.size());
            requireDurable(changes, newAttachment);
        }
    }

    /** What the durable map has just been told must be so if the power fails now. */
    private void requireDurable(List<MapChange> changes, byte[] newAttachment) throws IOException {
        for (MapChange change : changes) {
            long wrong = firstWrong(durable.runs(change.range()));
            if (wrong >= 0) {
                story.broken("durable before it is read", "sector %d became read, and its bytes are not durable, or are wrong", wrong);
            }
        }
        if (Attachment.decode(newAttachment).head().entries() > syncedEntries) {
            story.broken("testimony before the map", "the map tells of %d entries of the case journal, of which %d are durable",
                    Attachment.decode(newAttachment).head().entries(), syncedEntries);
        }
    }

    @Override
    public long readSectors() {
        return durable.totals().of(Stage.READ);
    }

    @Override
    public void good(long firstLba, long endLba, long slowestNanos) {
        entries++;
        witness.good(firstLba, endLba);
    }

    @Override
    public void failed(ReadRequest request, ReadOutcome outcome, String pass) {
        entries++;
        failures++;
        witness.failed(request, outcome, pass);
        if (watch != null) {
            watch.testified(pass);
        }
    }

    @Override
    public void note(String kind, String sentence, Map<String, Object> facts) {
        entries++;
        notes.add(kind + ": " + sentence);
        if (watch != null) {
            story.step("%s: %s", kind, sentence);
            watch.testified(kind);
            if (kind.equals("destination-back") && !sentence.contains("; 0 blocks")) {
                watch.lost();
            }
        }
    }

    @Override
    public Head sync() throws IOException {
        if (failSyncs) {
            throw new IOException("The case journal could not be written; make room, then retry.");
        }
        syncedEntries = entries;
        return new Head(entries, "00");
    }

    @Override
    public void close() {
        destination.free();
        drive.close();
    }
}
