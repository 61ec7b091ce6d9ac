package org.salvor.station.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.salvor.casework.JobFolder;
import org.salvor.drive.Clock;
import org.salvor.imaging.Attachment;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.ImageLayout;
import org.salvor.imaging.SegmentTable;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.MapTotals;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.store.Epoch;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.station.Progress;
import org.salvor.station.Providers;
import org.salvor.station.StationException;

/**
 * Brings another destination up to date from the old one, where that still reads. What it does not give back any more is untried again in the durable map
 * before the new destination becomes the job's, so that a crash on the way never leaves the map ahead. Works on the thread of its caller; a move that is
 * stopped or cut off leaves the job with its old destination, and begins anew when it is ordered again.
 */
final class DestinationMove {
    private static final long CHUNK_SECTORS = 2_048;
    private static final int ALIGNMENT = 4_096;
    private static final long TELL_NANOS = 100_000_000;
    private static final Set<Stage> HELD = EnumSet.of(Stage.READ, Stage.READ_IGNORING_ECC, Stage.SUSPECT, Stage.IMPORTED);

    private final JobFolder folder;
    private final ImageLayout layout;
    private final Providers providers;
    private final Clock hostClock;
    private final Moving moving;
    private long sectorsDone;
    private long sectorsToDo;
    private long beganNanos;
    private long toldNanos;

    DestinationMove(JobFolder folder, ImageLayout layout, Providers providers, Clock hostClock, Moving moving) {
        this.hostClock = hostClock;
        this.moving = moving;
        this.folder = folder;
        this.layout = layout;
        this.providers = providers;
    }

    void to(Destination next) throws IOException, StationException {
        try (MapStore store = MapStore.openOrCreate(new FolderFiles(folder.files().folder()), folder.spec().source().sectorCount())) {
            folder.beginMove(next.identity());
            List<MapChange> lost = copy(store, next);
            next.flush();
            if (!lost.isEmpty()) {
                SegmentTable segments = SegmentTable.open(folder.files().segments(),
                        JobAssembly.segmentSectors(folder.spec(), layout.storedSectorBytes()));
                lost.forEach(change -> segments.drop(change.range()));
                segments.sync();
                Attachment attachment = JobAssembly.attachment(store);
                store.append(new Epoch(lost, List.of(), attachment == null ? null : attachment.restarted()));
            }
        }
    }

    private List<MapChange> copy(MapStore store, Destination next) throws IOException, StationException {
        List<MapChange> lost = new ArrayList<>();
        String address = folder.spec().destinationAddress();
        try (Destination old = open(address); Arena arena = Arena.ofShared()) {
            MemorySegment buffer = arena.allocate(layout.storedBytes(CHUNK_SECTORS), ALIGNMENT);
            begin(store);
            RunCursor runs = store.durable().runs();
            while (runs.next()) {
                long end = HELD.contains(runs.state().stage()) ? runs.endLba() : runs.firstLba();
                for (long lba = runs.firstLba(); lba < end; lba += CHUNK_SECTORS) {
                    LbaRange chunk = new LbaRange(lba, Math.min(end, lba + CHUNK_SECTORS));
                    step(chunk.sectorCount());
                    MemorySegment part = buffer.asSlice(0, layout.storedBytes(chunk.sectorCount()));
                    if (fetch(old, chunk, part)) {
                        next.write(layout.offsetOf(lba), part);
                    } else {
                        lost.add(new MapChange(chunk, SectorState.UNTRIED));
                    }
                }
            }
        }
        return lost;
    }

    private void begin(MapStore store) {
        MapTotals totals = store.durable().totals();
        sectorsToDo = HELD.stream().mapToLong(totals::of).sum();
        beganNanos = hostClock.nanos();
        toldNanos = beganNanos - TELL_NANOS;
    }

    /** Before the next sectors: says how far it is, and ends when it is told to. */
    private void step(long sectors) throws StationException {
        long now = hostClock.nanos();
        if (now - toldNanos >= TELL_NANOS) {
            toldNanos = now;
            double left = sectorsDone == 0 ? -1 : (now - beganNanos) / 1e9 / sectorsDone * (sectorsToDo - sectorsDone);
            moving.at(new Progress("moving", layout.storedBytes(sectorsDone), layout.storedBytes(sectorsToDo), left));
        }
        if (moving.stopped()) {
            throw new StationException(StationException.Kind.OPERATOR, "The move of the image was stopped; the job in "
                    + folder.files().folder() + " still writes to " + folder.spec().destinationAddress()
                    + ". Give the new destination again to move it, or go on with the old one.");
        }
        sectorsDone += sectors;
    }

    /** The old destination, or null when it is gone: then everything is read again from the source. */
    private Destination open(String address) throws StationException {
        try {
            Destination old = providers.destination(address).openForReading(address);
            if (folder.spec().destination().isPresent() && !folder.spec().destination().get().same(old.identity())) {
                old.close();
                return null;
            }
            return old;
        } catch (DestinationException e) {
            return null;
        }
    }

    private boolean fetch(Destination old, LbaRange chunk, MemorySegment part) {
        try {
            return old != null && old.read(layout.offsetOf(chunk.firstLba()), part) == part.byteSize();
        } catch (DestinationException e) {
            return false;
        }
    }
}
