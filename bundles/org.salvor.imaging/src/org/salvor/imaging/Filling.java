package org.salvor.imaging;

import java.util.ArrayList;
import java.util.List;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorRun;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/** Fills unread sectors on the destination at the end, some at a time. Owner thread only. */
final class Filling {
    private static final long STEP_SECTORS = 1 << 16;
    private static final StateFilter UNREAD = StateFilter.of(Stage.UNTRIED, Stage.SKIPPED, Stage.NON_TRIMMED, Stage.NON_SCRAPED, Stage.BAD);

    private final SectorMap map;
    private final Fill fill;
    private long position;

    Filling(SectorMap map, Fill fill) {
        this.map = map;
        this.fill = fill;
    }

    /** Begins anew with the first sector. */
    void restart() {
        position = 0;
    }

    /** The next sectors to fill; empty when there are none left. */
    List<LbaRange> next() {
        List<LbaRange> ranges = new ArrayList<>();
        long room = STEP_SECTORS;
        while (fill.kind() != Fill.Kind.NONE && room > 0 && position < map.sectorCount()) {
            SectorRun run = map.nextRun(new LbaRange(position, map.sectorCount()), UNREAD);
            if (run == null) {
                position = map.sectorCount();
                break;
            }
            LbaRange range = new LbaRange(run.firstLba(), Math.min(run.endLba(), run.firstLba() + room));
            ranges.add(range);
            room -= range.sectorCount();
            position = range.endLba();
        }
        return ranges;
    }
}
