package org.salvor.benchmarks.strategies;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.imaging.CaseLog;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.EpochStore;
import org.salvor.imaging.Fill;
import org.salvor.imaging.ImageLayout;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerParts;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.SegmentTable;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.Stage;

/** Runs the whole engine on a source, on one thread, with a destination that keeps nothing. */
final class PlainJob implements EpochStore, CaseLog, Destination {
    private static final long STEP_NANOS = 1_000_000;
    private final VirtualClock hostClock = new VirtualClock(Instant.EPOCH);
    private final Drive source;
    private final Optional<PowerSwitch> power;
    private final StringBuilder story = new StringBuilder();
    private long entries;
    private SectorMap durable;

    PlainJob(Drive source, Optional<PowerSwitch> power) {
        this.source = source;
        this.power = power;
    }

    /** Runs a plan to its end. */
    ImagerSnapshot run(PassPlan plan) throws IOException {
        Path folder = Files.createTempDirectory("salvor-strategies");
        try {
            int sectorBytes = source.identity().sectorBytes();
            SectorMap live = new SectorMap(source.identity().sectorCount());
            durable = new SectorMap(source.identity().sectorCount());
            Imager imager = new Imager(new ImagerParts(hostClock, source, source.identity(), power, plan, live, new byte[0],
                    List.of(), new ImageLayout(sectorBytes, sectorBytes), this, this,
                    SegmentTable.open(folder.resolve("segments"), 1 << 20), List.of(), Fill.NONE, this, Runnable::run, Runnable::run));
            while (imager.doWork()) {
                hostClock.advance(STEP_NANOS);
                ImagerState state = imager.snapshot().state();
                if (state == ImagerState.NEEDS_OPERATOR || state == ImagerState.FAILED) {
                    break;
                }
            }
            return imager.snapshot();
        } finally {
            Files.deleteIfExists(folder.resolve("segments"));
            Files.deleteIfExists(folder);
        }
    }

    /** What the engine noted, of passes and troubles, a line each. */
    String story() {
        return story.toString();
    }

    @Override
    public void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) {
        changes.forEach(durable::apply);
    }

    @Override
    public long readSectors() {
        return durable.totals().of(Stage.READ);
    }

    @Override
    public void good(long firstLba, long endLba, long slowestNanos) {
        entries++;
    }

    @Override
    public void failed(ReadRequest request, ReadOutcome outcome, String pass) {
        entries++;
    }

    @Override
    public void note(String kind, String sentence, Map<String, Object> facts) {
        entries++;
        if (kind.startsWith("pass") || kind.startsWith("needs")) {
            story.append(kind).append(": ").append(sentence).append(System.lineSeparator());
        }
    }

    @Override
    public Head sync() {
        return new Head(entries, "00");
    }

    @Override
    public DestinationIdentity identity() {
        return new DestinationIdentity("drive", "nowhere", "NOWHERE", "N1", capacityBytes(), 512);
    }

    @Override
    public long capacityBytes() {
        return source.identity().sizeBytes();
    }

    @Override
    public int alignmentBytes() {
        return 4096;
    }

    @Override
    public void write(long offsetBytes, MemorySegment data) {
        // kept by nobody: the score is about the source
    }

    @Override
    public void flush() {
        // nothing to keep
    }

    @Override
    public long read(long offsetBytes, MemorySegment into) {
        into.fill((byte) 0);
        return into.byteSize();
    }

    @Override
    public void close() {
        // nothing to give back
    }
}
