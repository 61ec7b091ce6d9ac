package org.salvor.imaging;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;

/** What becomes durable together. Filled on the writer lane; once sealed it does not change any more. */
final class Epoch {
    private final List<MapChange> changes = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private List<LatencyChange> latencies = List.of();
    private boolean filled;
    private Destination destination;
    private byte[] state;

    /** Data of which only a checksum is kept until it is durable. */
    record Written(LbaRange range, long crc) {
    }

    static long crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }

    void changed(List<MapChange> more) {
        changes.addAll(more);
    }

    void lost(MapChange change) {
        changes.add(change);
    }

    void wrote(LbaRange range, MemorySegment stored) {
        written.add(new Written(range, crc(stored)));
    }

    void filled() {
        filled = true;
    }

    void seal(byte[] schedulerState, List<LatencyChange> moreLatencies, Destination writtenTo) {
        state = schedulerState;
        latencies = join(latencies, moreLatencies);
        destination = writtenTo;
    }

    /** Takes over all of a later epoch but its seal. */
    void add(Epoch later) {
        changes.addAll(later.changes);
        written.addAll(later.written);
        latencies = join(latencies, later.latencies);
        filled |= later.filled;
    }

    private static List<LatencyChange> join(List<LatencyChange> first, List<LatencyChange> second) {
        List<LatencyChange> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** A change alone counts too: what it calls read may have been written long ago, by somebody who did not flush. */
    boolean needsFlush() {
        return filled || !written.isEmpty() || !changes.isEmpty();
    }

    List<MapChange> changes() {
        return changes;
    }

    List<Written> written() {
        return written;
    }

    List<LatencyChange> latencies() {
        return latencies;
    }

    Destination destination() {
        return destination;
    }

    byte[] state() {
        return state;
    }
}
