package org.salvor.imaging;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.RunCursor;

/** Looks at what the destination gives back: hashes it, compares it. One thread. */
final class ReadBack {
    private static final long CHUNK_SECTORS = 2_048;
    private static final int ALIGNMENT = 4_096;

    private final ReadableMap map;
    private final SegmentHasher hasher;
    private final ImageLayout layout;

    ReadBack(ReadableMap map, SegmentHasher hasher, ImageLayout layout) {
        this.map = map;
        this.hasher = hasher;
        this.layout = layout;
    }

    /** Read (or imported) sectors in the range. */
    static long readSectors(ReadableMap map, LbaRange range) {
        long read = 0;
        RunCursor cursor = map.runs(range);
        while (cursor.next()) {
            read += cursor.state().stage().isFinished() ? cursor.endLba() - cursor.firstLba() : 0;
        }
        return read;
    }

    /** Digests of these sectors. */
    Map<String, String> digests(LbaRange range, Destination destination) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(layout.storedBytes(CHUNK_SECTORS), ALIGNMENT);
            hasher.restart();
            RunCursor cursor = map.runs(range);
            while (cursor.next()) {
                long end = cursor.state().stage().isFinished() ? cursor.endLba() : cursor.firstLba();
                for (long lba = cursor.firstLba(); lba < end; lba += CHUNK_SECTORS) {
                    update(lba, Math.min(CHUNK_SECTORS, end - lba), buffer, destination);
                }
            }
            return hasher.take();
        }
    }

    private void update(long lba, long sectors, MemorySegment buffer, Destination destination) throws IOException {
        MemorySegment part = buffer.asSlice(0, layout.storedBytes(sectors));
        if (destination.read(layout.offsetOf(lba), part) != part.byteSize()) {
            throw new DestinationException(DestinationException.Kind.FAILED, "The destination ends before sector " + (lba + sectors)
                    + ", which was written to it; somebody has shortened it. Restore it or give another destination.");
        }
        hasher.update(part);
    }

    /** Whether a destination gives back what was written. */
    static boolean holds(Destination destination, Epoch.Written written, ImageLayout layout) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment back = arena.allocate(layout.storedBytes(written.range().sectorCount()), ALIGNMENT);
            return destination.read(layout.offsetOf(written.range().firstLba()), back) == back.byteSize()
                    && Epoch.crc(back) == written.crc();
        } catch (DestinationException _) {
            return false; // what cannot be read back is not there
        }
    }

    /** Sectors just read that differ from what the destination has, ascending. */
    static List<LbaRange> differing(LbaRange range, MemorySegment read, Destination destination, ImageLayout layout)
            throws DestinationException {
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
    }

    private static void add(List<LbaRange> ranges, long lba) {
        if (!ranges.isEmpty() && ranges.getLast().endLba() == lba) {
            ranges.set(ranges.size() - 1, new LbaRange(ranges.getLast().firstLba(), lba + 1));
        } else {
            ranges.add(new LbaRange(lba, lba + 1));
        }
    }
}
