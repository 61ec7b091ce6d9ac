package org.salvor.ui.internal.map;

import java.util.function.LongConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.salvor.station.MapPalette;

/** The whole drive in one line, with a frame around what the picture shows; clicking or dragging moves the picture there. */
final class OverviewStrip extends Canvas {
    private static final int CELL_PIXELS = 2;
    private static final int FRAME_MARGIN = 3;

    private final CellCache cells = new CellCache();
    private final LongConsumer chosen;

    private MapColours colours;
    private MapViewport view;

    /**
     * A strip of nothing.
     *
     * @param chosen told of the sector that the person points at
     */
    OverviewStrip(Composite parent, LongConsumer chosen) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.chosen = chosen;
        addPaintListener(this::paint);
        addListener(SWT.MouseDown, this::point);
        addListener(SWT.MouseMove, event -> {
            if ((event.stateMask & SWT.BUTTON1) != 0) {
                point(event);
            }
        });
    }

    /** Frames what the picture shows; null for nothing. */
    void frame(MapViewport other) {
        if (other == null || view == null || other.sectorCount() != view.sectorCount()) {
            cells.clear();
        }
        view = other;
        redraw();
    }

    void apply(MapUpdate update) {
        cells.apply(update, cell -> {
        });
        redraw();
    }

    /** The cells that fill the strip, null when there is nothing to show. */
    CellRegion region() {
        int width = getClientArea().width;
        if (view == null || width < CELL_PIXELS) {
            return null;
        }
        long sectorsPerCell = sectorsPerCell(width);
        return new CellRegion(sectorsPerCell, 0, (int) CellRegion.cellCount(view.sectorCount(), sectorsPerCell));
    }

    private long sectorsPerCell(int width) {
        return CellRegion.cellCount(view.sectorCount(), width / CELL_PIXELS);
    }

    private void point(Event event) {
        int width = getClientArea().width;
        if (view != null && width > 0) {
            chosen.accept((long) ((double) Math.clamp(event.x, 0, width - 1) / width * view.sectorCount()));
        }
    }

    private void paint(PaintEvent event) {
        if (colours == null || !colours.fits(getBackground(), getForeground())) {
            colours = new MapColours(getBackground(), getForeground());
        }
        GC gc = event.gc;
        Rectangle area = getClientArea();
        gc.setBackground(colours.ground());
        gc.fillRectangle(area);
        CellRegion region = region();
        if (region == null) {
            return;
        }
        double pixelsPerSector = (double) area.width / view.sectorCount();
        double pixelsPerCell = pixelsPerSector * region.sectorsPerCell();
        for (int cell = 0; cell < region.cells(); cell++) {
            int summary = cells.summary(region.sectorsPerCell(), cell);
            if (summary != CellCache.UNKNOWN) {
                gc.setBackground(colours.of(MapPalette.shown(summary)));
                int x = (int) (cell * pixelsPerCell);
                gc.fillRectangle(x, FRAME_MARGIN, (int) Math.ceil((cell + 1) * pixelsPerCell) - x, area.height - 2 * FRAME_MARGIN);
            }
        }
        gc.setForeground(colours.text());
        int left = (int) (view.firstLba() * pixelsPerSector);
        int right = Math.max(left + 4, (int) Math.ceil(view.endLba() * pixelsPerSector));
        gc.setLineWidth(2);
        gc.drawRectangle(Math.min(left + 1, area.width - 6), 1, right - left - 2, area.height - 2);
    }
}
