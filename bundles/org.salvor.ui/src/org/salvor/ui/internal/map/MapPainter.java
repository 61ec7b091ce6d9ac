package org.salvor.ui.internal.map;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.salvor.sectormap.Stage;

/** Paints cells of a map. Neighbours of one colour are filled in one go, and the gaps between cells are ruled over them. */
final class MapPainter {
    private static final int LEAST_SIDE_WITH_GAP = 5;

    private final CellCache cells;

    MapPainter(CellCache cells) {
        this.cells = cells;
    }

    /**
     * Paints the part of the picture that the clip touches.
     *
     * @param hovered cell to be framed, -1 for none
     */
    void paint(GC gc, MapViewport view, MapColours colours, Rectangle clip, long hovered) {
        gc.setBackground(colours.ground());
        gc.fillRectangle(clip);
        int side = view.cellPixels();
        int firstColumn = Math.max(0, clip.x / side);
        int endColumn = Math.min(view.columns(), (clip.x + clip.width - 1) / side + 1);
        int endRow = Math.min(view.rows(), (clip.y + clip.height - 1) / side + 1);
        for (int row = Math.max(0, clip.y / side); row < endRow; row++) {
            paintRow(gc, view, colours, row, firstColumn, endColumn);
        }
        if (hovered >= 0) {
            Rectangle frame = cellBounds(view, hovered);
            gc.setForeground(colours.text());
            gc.drawRectangle(frame.x, frame.y, side - 2, side - 2);
        }
    }

    private void paintRow(GC gc, MapViewport view, MapColours colours, int row, int firstColumn, int endColumn) {
        int side = view.cellPixels();
        int gap = side >= LEAST_SIDE_WITH_GAP ? 1 : 0;
        int y = row * side;
        long rowCell = view.firstCell() + (long) row * view.columns();
        int end = (int) Math.min(endColumn, view.cellCount() - rowCell);
        Stage runStage = null;
        int runStart = firstColumn;
        for (int column = firstColumn; column <= end; column++) {
            Stage ground = column < end ? ground(view, rowCell + column) : null;
            if (ground != runStage || column == end) {
                if (runStage != null) {
                    gc.setBackground(colours.of(runStage));
                    gc.fillRectangle(runStart * side, y, (column - runStart) * side - gap, side - gap);
                }
                runStage = ground;
                runStart = column;
            }
        }
        if (gap > 0) {
            gc.setForeground(colours.ground());
            for (int column = firstColumn + 1; column <= end; column++) {
                gc.drawLine(column * side - 1, y, column * side - 1, y + side - 1);
            }
        }
        for (int column = firstColumn; column < end; column++) {
            paintMark(gc, view, colours, rowCell + column, column * side, y, side - gap);
        }
    }

    private Stage ground(MapViewport view, long cell) {
        int summary = cells.summary(view.sectorsPerCell(), cell);
        return summary == CellCache.UNKNOWN ? null : CellLook.of(summary).ground();
    }

    private void paintMark(GC gc, MapViewport view, MapColours colours, long cell, int x, int y, int square) {
        int summary = cells.summary(view.sectorsPerCell(), cell);
        if (summary == CellCache.UNKNOWN) {
            return;
        }
        CellLook look = CellLook.of(summary);
        if (look.mark() != look.ground()) {
            int side = look.markPixels(square);
            gc.setBackground(colours.of(look.mark()));
            gc.fillRectangle(x + (square - side) / 2, y + (square - side) / 2, side, side);
        }
    }

    /** Where a cell of the picture is. */
    static Rectangle cellBounds(MapViewport view, long cell) {
        Point place = place(view, cell);
        return new Rectangle(place.x, place.y, view.cellPixels(), view.cellPixels());
    }

    private static Point place(MapViewport view, long cell) {
        int index = (int) (cell - view.firstCell());
        return new Point(index % view.columns() * view.cellPixels(), index / view.columns() * view.cellPixels());
    }
}
