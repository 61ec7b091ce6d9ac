package org.salvor.ui.internal.map;

import org.eclipse.jface.window.DefaultToolTip;
import org.eclipse.jface.window.ToolTip;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;

/** Tells what is in the cell under the mouse, anew for each cell. */
final class MapToolTip extends DefaultToolTip {
    private static final int DELAY_MILLIS = 400;

    private final MapCanvas canvas;

    MapToolTip(MapCanvas canvas) {
        super(canvas, ToolTip.RECREATE, false);
        this.canvas = canvas;
        setPopupDelay(DELAY_MILLIS);
        setShift(new Point(12, 12));
        setHideOnMouseDown(true);
    }

    @Override
    protected Object getToolTipArea(Event event) {
        return canvas.cellAt(event.x, event.y);
    }

    @Override
    protected boolean shouldCreateToolTip(Event event) {
        return canvas.cellAt(event.x, event.y) >= 0;
    }

    @Override
    protected String getText(Event event) {
        return canvas.text(canvas.cellAt(event.x, event.y));
    }
}
