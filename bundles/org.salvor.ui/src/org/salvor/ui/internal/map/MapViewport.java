package org.salvor.ui.internal.map;

/**
 * What part of a drive the picture shows, and how: cells of equal size in rows, from the upper left. Immutable and pure.
 *
 * @param sectorCount sectors of the drive, at least 1
 * @param width pixels across
 * @param height pixels down
 * @param cellPixels side of a cell's square with its gap
 * @param sectorsPerCell sectors of a cell
 * @param firstCell cell in the upper left corner, counted from the drive's start
 */
record MapViewport(long sectorCount, int width, int height, int cellPixels, long sectorsPerCell, long firstCell) {
    private static final int USUAL_CELL_PIXELS = 10;
    private static final int[] CELL_PIXELS = { USUAL_CELL_PIXELS, 14, 20, 28, 40, 56 };

    /** The whole drive, in cells as large as fit. */
    static MapViewport whole(long sectorCount, int width, int height) {
        int side = USUAL_CELL_PIXELS;
        for (int larger : CELL_PIXELS) {
            if (capacity(width, height, larger) >= sectorCount) {
                side = larger;
            }
        }
        long capacity = capacity(width, height, side);
        return new MapViewport(sectorCount, width, height, side, Math.max(1, (sectorCount + capacity - 1) / capacity), 0);
    }

    private static long capacity(int width, int height, int side) {
        return (long) Math.max(1, width / side) * Math.max(1, height / side);
    }

    int columns() {
        return Math.max(1, width / cellPixels);
    }

    int rows() {
        return Math.max(1, height / cellPixels);
    }

    long cellCount() {
        return CellRegion.cellCount(sectorCount, sectorsPerCell);
    }

    /** Whether the whole drive is to be seen. */
    boolean isWhole() {
        return firstCell == 0 && cellCount() <= (long) columns() * rows();
    }

    /** The cells to be seen. */
    CellRegion region() {
        return new CellRegion(sectorsPerCell, firstCell, (int) Math.min((long) columns() * rows(), cellCount() - firstCell));
    }

    long firstLba() {
        return firstCell * sectorsPerCell;
    }

    /** End of what is to be seen, exclusive. */
    long endLba() {
        CellRegion region = region();
        return Math.min(sectorCount, (region.firstCell() + region.cells()) * sectorsPerCell);
    }

    /** The cell at a pixel, counted from the drive's start; -1 where there is none. */
    long cellAt(int x, int y) {
        int column = Math.floorDiv(x, cellPixels);
        int row = Math.floorDiv(y, cellPixels);
        if (column < 0 || column >= columns() || row < 0 || row >= rows()) {
            return -1;
        }
        long cell = firstCell + (long) row * columns() + column;
        return cell < cellCount() ? cell : -1;
    }

    /** The same picture in another size: a whole drive stays whole, a part keeps its first sector and its scale. */
    MapViewport resized(int newWidth, int newHeight) {
        if (isWhole()) {
            return whole(sectorCount, newWidth, newHeight);
        }
        return new MapViewport(sectorCount, newWidth, newHeight, cellPixels, sectorsPerCell, firstCell).clamped();
    }

    /** Half as many sectors a cell, or larger cells when each has one sector already; what is at the pixel stays there as far as the drive goes. */
    MapViewport zoomedIn(int x, int y) {
        if (sectorsPerCell > 1) {
            return scaled(cellPixels, (sectorsPerCell + 1) / 2, x, y);
        }
        return scaled(neighbourSide(1), 1, x, y);
    }

    /** The opposite of {@link #zoomedIn}, up to the whole drive. */
    MapViewport zoomedOut(int x, int y) {
        MapViewport whole = whole(sectorCount, width, height);
        if (cellPixels > whole.cellPixels) {
            return scaled(Math.max(whole.cellPixels, neighbourSide(-1)), sectorsPerCell, x, y);
        }
        return 2 * sectorsPerCell >= whole.sectorsPerCell ? whole : scaled(cellPixels, 2 * sectorsPerCell, x, y);
    }

    private int neighbourSide(int step) {
        int index = 0;
        while (CELL_PIXELS[index] < cellPixels) {
            index++;
        }
        return CELL_PIXELS[Math.clamp(index + step, 0, CELL_PIXELS.length - 1)];
    }

    private MapViewport scaled(int newSide, long newSectorsPerCell, int x, int y) {
        long cell = Math.max(firstCell, cellAt(x, y));
        long lba = Math.min(sectorCount - 1, cell * sectorsPerCell + sectorsPerCell / 2);
        MapViewport scaled = new MapViewport(sectorCount, width, height, newSide, newSectorsPerCell, 0);
        int column = Math.clamp(x / newSide, 0, scaled.columns() - 1);
        int row = Math.clamp(y / newSide, 0, scaled.rows() - 1);
        return scaled.from(lba / newSectorsPerCell - (long) row * scaled.columns() - column);
    }

    /** Moved on by so many cells, back when negative, as far as the drive goes. */
    MapViewport panned(long cells) {
        return from(firstCell + cells);
    }

    /** The same scale with this sector in the middle, as far as the drive goes. */
    MapViewport centredOn(long lba) {
        return from(lba / sectorsPerCell - (long) columns() * rows() / 2);
    }

    private MapViewport from(long cell) {
        return new MapViewport(sectorCount, width, height, cellPixels, sectorsPerCell, cell).clamped();
    }

    private MapViewport clamped() {
        long last = Math.max(0, cellCount() - (long) columns() * rows());
        return new MapViewport(sectorCount, width, height, cellPixels, sectorsPerCell, Math.clamp(firstCell, 0, last));
    }
}
