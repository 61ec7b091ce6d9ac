package org.salvor.ui.internal.map;

import java.util.Arrays;
import java.util.List;
import org.salvor.station.MapWindow;
import org.salvor.station.StationException;

/**
 * Gets the cells of one region from a station: all of them at first, afterwards those that changed. The display thread says what it wants, one background
 * thread at a time pulls.
 */
final class MapPull {

    /**
     * What is to be pulled: a region of a job's map.
     *
     * @param showing grows whenever the picture is begun anew and knows nothing any more
     */
    record Wanted(String jobId, long sectorCount, CellRegion region, int showing) {
    }

    /** Where cells come from: a station's {@code mapWindow}. */
    @FunctionalInterface
    interface Windows {
        /** Cells of a part of a job's map that changed since a version, -1 for all. */
        MapWindow window(String jobId, long firstLba, long endLba, int cells, long sinceVersion) throws StationException;
    }

    private volatile Wanted wanted;

    private Wanted pulled;
    private List<CellRegion.Piece> pieces = List.of();
    private long[] versions = {};

    /** From now on pulls this; null pulls nothing. */
    void want(Wanted other) {
        wanted = other;
    }

    /** What came newly, null when nothing did. */
    MapUpdate pull(Windows windows) throws StationException {
        Wanted now = wanted;
        if (now == null) {
            pulled = null;
            return null;
        }
        boolean fresh = !now.equals(pulled);
        if (fresh) {
            pulled = null; // holds also when the question below fails
            pieces = now.region().pieces(now.sectorCount());
            versions = new long[pieces.size()];
            Arrays.fill(versions, -1);
        }
        MapUpdate update = ask(windows, now, fresh);
        pulled = now;
        return fresh || update.indices().length > 0 ? update : null;
    }

    private MapUpdate ask(Windows windows, Wanted now, boolean fresh) throws StationException {
        int[] indices = {};
        int[] summaries = {};
        for (int i = 0; i < versions.length; i++) {
            CellRegion.Piece piece = pieces.get(i);
            MapWindow window = windows.window(now.jobId(), piece.firstLba(), piece.endLba(), piece.cells(), versions[i]);
            versions[i] = window.version();
            int known = indices.length;
            indices = Arrays.copyOf(indices, known + window.changed().length);
            summaries = Arrays.copyOf(summaries, indices.length);
            for (int j = 0; j < window.changed().length; j++) {
                indices[known + j] = piece.firstIndex() + window.changed()[j];
                summaries[known + j] = window.summaries()[j];
            }
        }
        return new MapUpdate(now.jobId(), now.region(), fresh, indices, summaries);
    }
}
