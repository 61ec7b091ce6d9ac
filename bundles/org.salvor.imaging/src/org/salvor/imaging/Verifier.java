package org.salvor.imaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.ReadableMap;

/** Reads a whole destination back and compares it with the hashes taken while imaging. One thread. */
public final class Verifier {
    private final SegmentTable table;
    private final ReadableMap map;
    private final ImageLayout layout;

    public Verifier(SegmentTable table, ReadableMap map, ImageLayout layout) {
        this.table = table;
        this.map = map;
        this.layout = layout;
    }

    /** Hears how far it is, in sectors. */
    public interface Listener {
        void at(long doneSectors, long totalSectors);
    }

    /**
     * Result.
     *
     * @param segments hashed segments looked at
     * @param matching segments whose bytes are as imaged
     * @param withoutHash segments with read sectors that have no hash of just these sectors yet
     * @param faults what is wrong
     */
    public record Report(long segments, long matching, long withoutHash, List<Fault> faults) {
    }

    /** A segment that is not as it was imaged. */
    public record Fault(LbaRange range, String sentence) {
    }

    /** Verifies every segment; a segment that cannot be read is a fault like any other. */
    public Report verify(Destination destination, Listener listener) {
        long segments = table.segmentsOf(map.sectorCount());
        long looked = 0;
        long matching = 0;
        long withoutHash = 0;
        List<Fault> faults = new ArrayList<>();
        for (long segment = 0; segment < segments; segment++) {
            LbaRange range = table.rangeOf(segment, map.sectorCount());
            SegmentHash hash = table.get(segment);
            ReadBack readBack = hash == null ? null
                    : new ReadBack(map, new SegmentHasher(List.copyOf(hash.digests().keySet()), table.segmentSectors(), map.sectorCount(),
                            layout.storedSectorBytes()), layout);
            long read = ReadBack.readSectors(map, range);
            if (read > 0 && (hash == null || hash.readSectors() != read)) {
                withoutHash++;
            } else if (read > 0) {
                looked++;
                Fault fault = check(range, hash, readBack, destination);
                if (fault == null) {
                    matching++;
                } else {
                    faults.add(fault);
                }
            }
            listener.at(range.endLba(), map.sectorCount());
        }
        return new Report(looked, matching, withoutHash, faults);
    }

    private static Fault check(LbaRange range, SegmentHash hash, ReadBack readBack, Destination destination) {
        try {
            Map<String, String> found = readBack.digests(range, destination);
            return found.equals(hash.digests()) ? null
                    : new Fault(range,
                            "Sectors " + range.firstLba() + " to " + (range.endLba() - 1) + " are not what was imaged: their hash is "
                                    + found.values().iterator().next() + " instead of " + hash.digests().values().iterator().next() + ".");
        } catch (IOException e) {
            return new Fault(range,
                    "Sectors " + range.firstLba() + " to " + (range.endLba() - 1) + " could not be read back: " + e.getMessage());
        }
    }
}
