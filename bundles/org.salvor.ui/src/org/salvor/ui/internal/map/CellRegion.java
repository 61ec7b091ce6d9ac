package org.salvor.ui.internal.map;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of cells of equal size on a drive. Cell {@code k} holds the sectors {@code k * sectorsPerCell} up to the next cell's first, so that the same cell is
 * the same place however the picture is moved.
 *
 * @param sectorsPerCell sectors of a cell, at least 1
 * @param firstCell first cell, from 0
 * @param cells how many cells
 */
record CellRegion(long sectorsPerCell, long firstCell, int cells) {
    /** A station answers at most this many cells at once. */
    static final int MOST_CELLS_ASKED = 65_536;

    /** Part of a region that a station can be asked for in one question. */
    record Piece(int firstIndex, long firstLba, long endLba, int cells) {
    }

    boolean contains(CellRegion other) {
        return other.sectorsPerCell == sectorsPerCell && other.firstCell >= firstCell && other.firstCell + other.cells <= firstCell + cells;
    }

    /** This region with so many more cells on both sides, as far as the drive goes. */
    CellRegion widened(int margin, long sectorCount) {
        long first = Math.max(0, firstCell - margin);
        long end = Math.min(cellCount(sectorCount, sectorsPerCell), firstCell + cells + margin);
        return new CellRegion(sectorsPerCell, first, (int) Math.max(0, end - first));
    }

    /** The questions that together fill this region: whole cells first, and the drive's last, smaller cell by itself. */
    List<Piece> pieces(long sectorCount) {
        List<Piece> pieces = new ArrayList<>();
        int whole = (int) Math.min(cells, sectorCount / sectorsPerCell - firstCell);
        for (int index = 0; index < whole; index += MOST_CELLS_ASKED) {
            int count = Math.min(MOST_CELLS_ASKED, whole - index);
            pieces.add(new Piece(index, lba(index), lba(index + count), count));
        }
        if (whole < cells && lba(whole) < sectorCount) {
            pieces.add(new Piece(whole, lba(whole), sectorCount, 1));
        }
        return pieces;
    }

    private long lba(int index) {
        return (firstCell + index) * sectorsPerCell;
    }

    static long cellCount(long sectorCount, long sectorsPerCell) {
        return (sectorCount + sectorsPerCell - 1) / sectorsPerCell;
    }
}
