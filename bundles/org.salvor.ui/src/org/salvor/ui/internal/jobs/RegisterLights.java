package org.salvor.ui.internal.jobs;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.salvor.ui.Tones;

/** The status and the error register of the last failed command as two rows of lights. */
final class RegisterLights extends Canvas {
    private static final int ROW_PIXELS = 24;
    private static final int TITLE_WIDTH_PIXELS = 52;
    private static final int GAP_PIXELS = 3;
    private static final int BITS = 8;

    private int registers = -1;
    private List<RegisterLight> lights = List.of();

    RegisterLights(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED);
        addListener(SWT.Paint, this::paint);
        addListener(SWT.MouseMove, this::explain);
        show(0);
    }

    /** Shows these: status in the high byte, error in the low one; 0 for none seen. */
    void show(int packedRegisters) {
        if (packedRegisters != registers) {
            registers = packedRegisters;
            List<RegisterLight> all = new ArrayList<>(RegisterLight.status(packedRegisters));
            all.addAll(RegisterLight.error(packedRegisters));
            lights = List.copyOf(all);
            redraw();
        }
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? 420 : widthHint, 2 * ROW_PIXELS);
    }

    private Rectangle bounds(int index) {
        int lightWidth = Math.max(30, (getClientArea().width - TITLE_WIDTH_PIXELS) / BITS);
        return new Rectangle(TITLE_WIDTH_PIXELS + index % BITS * lightWidth, index / BITS * ROW_PIXELS + 2, lightWidth - GAP_PIXELS,
                ROW_PIXELS - 4);
    }

    private void explain(Event event) {
        String text = null;
        for (int i = 0; i < lights.size(); i++) {
            if (bounds(i).contains(event.x, event.y)) {
                text = lights.get(i).name() + ": " + lights.get(i).meaning() + (lights.get(i).lit() ? "" : " (not set)");
            }
        }
        if (text == null || !text.equals(getToolTipText())) {
            setToolTipText(text);
        }
    }

    private void paint(Event event) {
        GC gc = event.gc;
        gc.setAntialias(SWT.ON);
        int textY = (ROW_PIXELS - gc.getFontMetrics().getHeight()) / 2;
        gc.setForeground(getForeground());
        gc.drawText("Status", 0, textY, true);
        gc.drawText("Error", 0, ROW_PIXELS + textY, true);
        for (int i = 0; i < lights.size(); i++) {
            paintLight(gc, lights.get(i), bounds(i));
        }
    }

    private void paintLight(GC gc, RegisterLight light, Rectangle bounds) {
        if (light.lit()) {
            gc.setBackground(Tones.of(light.alarming() ? Tones.BAD : Tones.GOOD));
            gc.fillRoundRectangle(bounds.x, bounds.y, bounds.width, bounds.height, 6, 6);
            gc.setForeground(Tones.of(0xFFFFFF));
        } else {
            gc.setForeground(Tones.between(getBackground(), getForeground(), 0.25));
            gc.drawRoundRectangle(bounds.x, bounds.y, bounds.width - 1, bounds.height - 1, 6, 6);
            gc.setForeground(Tones.between(getBackground(), getForeground(), 0.5));
        }
        Point size = gc.textExtent(light.name());
        gc.drawText(light.name(), bounds.x + (bounds.width - size.x) / 2, bounds.y + (bounds.height - size.y) / 2, true);
    }
}
