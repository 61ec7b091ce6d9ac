package org.salvor.imaging;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.Stage;

/**
 * Completes the hashes at the end: every segment whose read sectors are not those of its hash is read back from the destination. Sectors that another map
 * called read become {@code read} here, once the destination has given them back. Owner thread only.
 */
final class HashCompletion {
    private final SectorMap map;
    private final SegmentTable table;
    private final SegmentHasher hasher;
    private final ImageLayout layout;
    private List<MapChange> confirmed = new ArrayList<>();
    private long segment;

    HashCompletion(SectorMap map, SegmentTable table, SegmentHasher hasher, ImageLayout layout) {
        this.map = map;
        this.table = table;
        this.hasher = hasher;
        this.layout = layout;
    }

    /** Hashes the next segment that lacks an up-to-date hash; false when none does. */
    boolean hashNext(Destination destination) throws IOException {
        long segments = (map.sectorCount() + table.segmentSectors() - 1) / table.segmentSectors();
        for (; segment < segments; segment++) {
            LbaRange range = new LbaRange(segment * table.segmentSectors(), Math.min(map.sectorCount(), (segment + 1) * table.segmentSectors()));
            long read = countRead(range);
            SegmentHash hash = table.get(segment);
            if (read > 0 && (hash == null || hash.readSectors() != read)) {
                hash(range, read, destination);
                segment++;
                return true;
            }
        }
        return false;
    }

    private long countRead(LbaRange range) {
        long read = 0;
        RunCursor cursor = map.runs(range);
        while (cursor.next()) {
            read += cursor.state().stage().isFinished() ? cursor.endLba() - cursor.firstLba() : 0;
        }
        return read;
    }

    private void hash(LbaRange range, long read, Destination destination) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(layout.storedBytes(CHUNK_SECTORS), 4096);
            RunCursor cursor = map.runs(range);
            while (cursor.next()) {
                if (cursor.state().stage().isFinished()) {
                    for (long lba = cursor.firstLba(); lba < cursor.endLba(); lba += CHUNK_SECTORS) {
                        update(lba, Math.min(CHUNK_SECTORS, cursor.endLba() - lba), buffer, destination);
                    }
                    if (cursor.state().stage() == Stage.IMPORTED) {
                        confirmed.add(new MapChange(new LbaRange(cursor.firstLba(), cursor.endLba()), cursor.state().withStage(Stage.READ)));
                    }
                }
            }
        }
        table.put(new SegmentHash(segment, range.firstLba(), range.endLba(), read, hasher.take()));
    }

    private void update(long lba, long sectors, MemorySegment buffer, Destination destination) throws IOException {
        MemorySegment part = buffer.asSlice(0, layout.storedBytes(sectors));
        if (destination.read(layout.offsetOf(lba), part) != part.byteSize()) {
            throw new DestinationException(DestinationException.Kind.FAILED, "The destination ends before sector " + (lba + sectors)
                    + ", which was written to it; somebody has shortened it. Restore it or give another destination.");
        }
        hasher.update(part);
    }

    /** Sectors that became read since this was asked last. */
    List<MapChange> takeConfirmed() {
        List<MapChange> taken = confirmed;
        confirmed = new ArrayList<>();
        return taken;
    }

    /** What is going on. */
    String sentence() {
        return "Completing hashes from the destination: segment " + segment + ".";
    }

    private static final long CHUNK_SECTORS = 2_048;
}
