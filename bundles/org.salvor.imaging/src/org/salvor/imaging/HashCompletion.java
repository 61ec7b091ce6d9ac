package org.salvor.imaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.Stage;

/**
 * Completes the hashes at the end: every segment whose read sectors are not those of its hash is read back from the destination, on the writer lane. Sectors
 * that another map called read become {@code read} here, once the destination has given them back. Owner thread only.
 */
final class HashCompletion {
    private final SectorMap map;
    private final SegmentTable table;
    private final SegmentHasher hasher;
    private final ImageLayout layout;
    private long segment;
    private FutureTask<SegmentHash> running;

    HashCompletion(SectorMap map, SegmentTable table, SegmentHasher hasher, ImageLayout layout) {
        this.map = map;
        this.table = table;
        this.hasher = hasher;
        this.layout = layout;
    }

    /** Begins anew with the first segment, since the map or the destination is another now. */
    void restart() {
        segment = 0;
        running = null;
    }

    /**
     * Goes on for {@code millis} milliseconds at most, or until one more segment is done; false when none lacks a hash any more. Sectors that became read are
     * added to {@code confirmed}.
     */
    boolean goOn(Pipeline pipeline, long millis, List<MapChange> confirmed) throws IOException {
        if (running == null && !begin(pipeline)) {
            return false;
        }
        try {
            SegmentHash hash = Answers.within(running, millis);
            running = null;
            table.put(hash);
            confirmed.addAll(imported(range(segment)));
            segment++;
        } catch (TimeoutException _) {
            // Slow destinations take their time; the caller looks after its orders meanwhile.
        } catch (IOException e) {
            running = null;
            throw e;
        }
        return true;
    }

    /** Begins to read the next segment back that lacks an up-to-date hash; false when there is none. */
    private boolean begin(Pipeline pipeline) {
        for (long segments = table.segmentsOf(map.sectorCount()); segment < segments; segment++) {
            LbaRange range = range(segment);
            long read = ReadBack.readSectors(map, range);
            SegmentHash hash = table.get(segment);
            if (read > 0 && (hash == null || hash.readSectors() != read || !imported(range).isEmpty())) {
                long index = segment;
                ReadableMap still = map.snapshot();
                running = pipeline.ask(from -> new SegmentHash(index, range.firstLba(), range.endLba(), read,
                        new ReadBack(still, hasher, layout).digests(range, from)));
                return true;
            }
        }
        return false;
    }

    private LbaRange range(long index) {
        return table.rangeOf(index, map.sectorCount());
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
