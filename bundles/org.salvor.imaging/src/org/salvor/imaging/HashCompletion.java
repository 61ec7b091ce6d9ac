package org.salvor.imaging;

import java.io.IOException;
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
    private final ReadBack readBack;
    private long segment;

    HashCompletion(SectorMap map, SegmentTable table, SegmentHasher hasher, ImageLayout layout) {
        this.map = map;
        this.table = table;
        this.readBack = new ReadBack(map, hasher, layout);
    }

    /** Hashes the next segment that lacks an up-to-date hash; false when none does. Sectors that became read are added to {@code confirmed}. */
    boolean hashNext(Destination destination, List<MapChange> confirmed) throws IOException {
        long segments = table.segmentsOf(map.sectorCount());
        while (segment < segments) {
            LbaRange range = table.rangeOf(segment, map.sectorCount());
            long read = readBack.readSectors(range);
            SegmentHash hash = table.get(segment);
            List<MapChange> imported = imported(range);
            if (read > 0 && (hash == null || hash.readSectors() != read || !imported.isEmpty())) {
                table.put(new SegmentHash(segment, range.firstLba(), range.endLba(), read, readBack.digests(range, destination)));
                confirmed.addAll(imported);
                segment++;
                return true;
            }
            segment++;
        }
        return false;
    }

    private List<MapChange> imported(LbaRange range) {
        List<MapChange> changes = new ArrayList<>(0);
        RunCursor cursor = map.runs(range);
        while (cursor.next()) {
            if (cursor.state().stage() == Stage.IMPORTED) {
                changes.add(new MapChange(new LbaRange(cursor.firstLba(), cursor.endLba()), cursor.state().withStage(Stage.READ)));
            }
        }
        return changes;
    }

    /** What is going on. */
    String sentence() {
        return "Completing hashes from the destination: " + segment + " of " + table.segmentsOf(map.sectorCount()) + " segments looked at.";
    }
}
