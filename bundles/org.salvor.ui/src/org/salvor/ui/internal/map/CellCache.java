package org.salvor.ui.internal.map;

import java.util.function.LongConsumer;

/**
 * The cells of a map that the picture is painted from. After a zoom the cells of the former scale stand in until the new ones arrive. One thread.
 */
final class CellCache {
    /** Summary of a cell of which nothing is known yet. */
    static final int UNKNOWN = 0;

    private record Block(CellRegion region, int[] summaries) {
    }

    private static final Block NOTHING = new Block(new CellRegion(1, 0, 0), new int[0]);

    private String jobId = "";
    private Block current = NOTHING;
    private Block former = NOTHING;

    /** Shows nothing any more. */
    void clear() {
        jobId = "";
        current = NOTHING;
        former = NOTHING;
    }

    /** Takes new cells in and tells each cell that looks different now; returns whether instead everything may. */
    boolean apply(MapUpdate update, LongConsumer changed) {
        boolean anew = update.fresh() || !update.jobId().equals(jobId) || !update.region().equals(current.region());
        if (anew) {
            former = update.jobId().equals(jobId) ? current : NOTHING;
            jobId = update.jobId();
            current = new Block(update.region(), new int[update.region().cells()]);
        }
        for (int i = 0; i < update.indices().length; i++) {
            int index = update.indices()[i];
            if (current.summaries()[index] != update.summaries()[i]) {
                current.summaries()[index] = update.summaries()[i];
                if (!anew) {
                    changed.accept(current.region().firstCell() + index);
                }
            }
        }
        return anew;
    }

    /** Packed summary of a cell, of the nearest one known in another scale, or {@link #UNKNOWN}. */
    int summary(long sectorsPerCell, long cell) {
        if (current.region().sectorsPerCell() == sectorsPerCell) {
            int exact = at(current, cell);
            if (exact != UNKNOWN) {
                return exact;
            }
        }
        long lba = cell * sectorsPerCell + sectorsPerCell / 2;
        int near = at(current, lba / current.region().sectorsPerCell());
        return near != UNKNOWN ? near : at(former, lba / former.region().sectorsPerCell());
    }

    private static int at(Block block, long cell) {
        long index = cell - block.region().firstCell();
        return index >= 0 && index < block.summaries().length ? block.summaries()[(int) index] : UNKNOWN;
    }
}
