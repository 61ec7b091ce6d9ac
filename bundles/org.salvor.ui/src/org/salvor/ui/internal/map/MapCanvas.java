package org.salvor.ui.internal.map;

import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * The picture of a map that a person moves about in: the wheel zooms around the cursor, dragging moves, and so do the arrow keys, page up and down, plus,
 * minus and home. It paints from its cache alone and never waits.
 */
final class MapCanvas extends Canvas {
    private final CellCache cells = new CellCache();
    private final MapPainter painter = new MapPainter(cells);
    private final Consumer<MapViewport> moved;

    private MapViewport view;
    private int sectorBytes;
    private MapColours colours;
    private long hovered = -1;
    private Point dragStart;
    private MapViewport dragView;

    /**
     * A picture of nothing.
     *
     * @param moved told of every change of what is to be seen
     */
    MapCanvas(Composite parent, Consumer<MapViewport> moved) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.NO_REDRAW_RESIZE);
        this.moved = moved;
        addPaintListener(this::paint);
        addListener(SWT.Resize, event -> resized());
        addListener(SWT.MouseWheel, this::turned);
        addListener(SWT.MouseDown, this::pressed);
        addListener(SWT.MouseUp, event -> dragStart = null);
        addListener(SWT.MouseMove, this::dragged);
        addListener(SWT.MouseExit, event -> hover(-1));
        addListener(SWT.FocusIn, event -> redraw());
        addKeyListener(KeyListener.keyPressedAdapter(this::key));
        new MapToolTip(this);
    }

    /** Shows a drive of this size from now on, whole at first; nothing when it has no sectors. */
    void show(long sectorCount, int bytesPerSector) {
        cells.clear();
        sectorBytes = bytesPerSector;
        Rectangle area = getClientArea();
        move(sectorCount == 0 ? null : MapViewport.whole(sectorCount, Math.max(1, area.width), Math.max(1, area.height)));
    }

    /** Takes cells in that came, and paints those anew that look different now. */
    void apply(MapUpdate update) {
        if (view == null) {
            return;
        }
        boolean sameScale = update.region().sectorsPerCell() == view.sectorsPerCell();
        boolean anew = cells.apply(update, sameScale ? this::repaint : cell -> {
        });
        if (anew || !sameScale) {
            redraw();
        }
    }

    private void repaint(long cell) {
        CellRegion region = view.region();
        if (cell >= region.firstCell() && cell < region.firstCell() + region.cells()) {
            Rectangle bounds = MapPainter.cellBounds(view, cell);
            redraw(bounds.x, bounds.y, bounds.width, bounds.height, false);
        }
    }

    /** What is to be seen, null for nothing. */
    MapViewport view() {
        return view;
    }

    /** Shows this part. */
    void move(MapViewport other) {
        if (other == null || !other.equals(view)) {
            view = other;
            hovered = -1;
            redraw();
            moved.accept(view);
        }
    }

    /** What is known of a cell in words; empty when the picture has gone meanwhile, or the cell is none. */
    String text(long cell) {
        return view == null || cell < 0 ? ""
                : CellText.of(cell, view.sectorsPerCell(), view.sectorCount(), sectorBytes, cells.summary(view.sectorsPerCell(), cell));
    }

    private void resized() {
        Rectangle area = getClientArea();
        if (view != null && area.width > 0 && area.height > 0) {
            move(view.resized(area.width, area.height));
        }
        redraw();
    }

    private void paint(PaintEvent event) {
        Rectangle clip = new Rectangle(event.x, event.y, event.width, event.height);
        if (colours == null || !colours.fits(getBackground(), getForeground())) {
            colours = new MapColours(getBackground(), getForeground());
        }
        if (view == null) {
            event.gc.setBackground(colours.ground());
            event.gc.fillRectangle(clip);
        } else {
            painter.paint(event.gc, view, colours, clip, hovered);
        }
    }

    private void turned(Event event) {
        if (view != null && event.count != 0) {
            move(event.count > 0 ? view.zoomedIn(event.x, event.y) : view.zoomedOut(event.x, event.y));
        }
        event.doit = false;
    }

    private void pressed(Event event) {
        setFocus();
        if (event.button == 1 && view != null) {
            dragStart = new Point(event.x, event.y);
            dragView = view;
        }
    }

    private void dragged(Event event) {
        if (dragStart == null || view == null) {
            hover(view == null ? -1 : view.cellAt(event.x, event.y));
            return;
        }
        int columns = Math.round((dragStart.x - event.x) / (float) dragView.cellPixels());
        int rows = Math.round((dragStart.y - event.y) / (float) dragView.cellPixels());
        move(dragView.panned((long) rows * dragView.columns() + columns));
    }

    private void hover(long cell) {
        if (cell != hovered) {
            long before = hovered;
            hovered = cell;
            if (before >= 0) {
                repaint(before);
            }
            if (cell >= 0) {
                repaint(cell);
            }
        }
    }

    private void key(KeyEvent event) {
        if (view == null) {
            return;
        }
        int page = view.columns() * Math.max(1, view.rows() - 1);
        int x = view.width() / 2;
        int y = view.height() / 2;
        MapViewport next = switch (event.keyCode) {
        case SWT.ARROW_LEFT -> view.panned(-1);
        case SWT.ARROW_RIGHT -> view.panned(1);
        case SWT.ARROW_UP -> view.panned(-view.columns());
        case SWT.ARROW_DOWN -> view.panned(view.columns());
        case SWT.PAGE_UP -> view.panned(-page);
        case SWT.PAGE_DOWN -> view.panned(page);
        case SWT.HOME -> MapViewport.whole(view.sectorCount(), view.width(), view.height());
        case SWT.KEYPAD_ADD, '+', '=' -> view.zoomedIn(x, y);
        case SWT.KEYPAD_SUBTRACT, '-' -> view.zoomedOut(x, y);
        default -> view;
        };
        move(next);
    }

    /** The cell at a pixel, counted from the drive's start; -1 where there is none. */
    long cellAt(int x, int y) {
        return view == null ? -1 : view.cellAt(x, y);
    }
}
