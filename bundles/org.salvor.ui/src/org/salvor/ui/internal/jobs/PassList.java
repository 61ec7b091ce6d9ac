package org.salvor.ui.internal.jobs;

import java.util.List;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.salvor.ui.Tones;

/** The passes of a plan under one another: those that are through, the one that runs with its progress, those that wait. */
final class PassList extends Canvas {
    private static final int ROW_PADDING_PIXELS = 8;
    private static final int SIGN_PIXELS = 12;
    private static final int TEXT_LEFT_PIXELS = 24;
    private static final int BAR_WIDTH_PIXELS = 150;
    private static final int PERCENT_WIDTH_PIXELS = 60;

    private List<PassRow> rows = List.of();

    PassList(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED);
        addListener(SWT.Paint, this::paint);
    }

    /** Shows these; answers whether they take another height than before. */
    boolean show(List<PassRow> other) {
        boolean otherHeight = other.size() != rows.size();
        if (!other.equals(rows)) {
            rows = other;
            redraw();
        }
        return otherHeight;
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? 300 : widthHint, Math.max(1, rows.size()) * rowHeight());
    }

    private int rowHeight() {
        GC gc = new GC(this);
        try {
            return gc.getFontMetrics().getHeight() + ROW_PADDING_PIXELS;
        } finally {
            gc.dispose();
        }
    }

    private void paint(Event event) {
        GC gc = event.gc;
        gc.setAntialias(SWT.ON);
        int height = gc.getFontMetrics().getHeight() + ROW_PADDING_PIXELS;
        for (int i = 0; i < rows.size(); i++) {
            paintRow(gc, rows.get(i), i * height, height);
        }
    }

    private void paintRow(GC gc, PassRow row, int y, int height) {
        int width = getClientArea().width;
        boolean waits = row.standing() == PassRow.Standing.WAITING;
        gc.setForeground(waits ? Tones.between(getForeground(), getBackground(), 0.45) : getForeground());
        paintSign(gc, row.standing(), 2, y + (height - SIGN_PIXELS) / 2);
        String label = row.remark().isEmpty() ? row.name() : row.name() + "  (" + row.remark() + ")";
        int textY = y + ROW_PADDING_PIXELS / 2;
        gc.drawText(label, TEXT_LEFT_PIXELS, textY, true);
        if (waits) {
            return;
        }
        String percent = row.standing() == PassRow.Standing.DONE ? "done" : String.format(Locale.ROOT, "%.1f %%", row.percent());
        gc.drawText(percent, width - gc.textExtent(percent).x - 2, textY, true);
        int left = width - BAR_WIDTH_PIXELS - PERCENT_WIDTH_PIXELS;
        if (row.standing() == PassRow.Standing.RUNNING && left > TEXT_LEFT_PIXELS + gc.textExtent(label).x) {
            paintBar(gc, left, y + height / 2 - 3, row.percent());
        }
    }

    private void paintSign(GC gc, PassRow.Standing standing, int x, int y) {
        switch (standing) {
        case DONE -> {
            gc.setForeground(Tones.of(Tones.GOOD));
            gc.setLineWidth(2);
            gc.drawPolyline(new int[] { x + 1, y + 6, x + 5, y + 10, x + 11, y + 2 });
            gc.setLineWidth(1);
            gc.setForeground(getForeground());
        }
        case RUNNING -> {
            gc.setBackground(Tones.of(Tones.GOOD));
            gc.fillPolygon(new int[] { x + 2, y + 1, x + 11, y + 6, x + 2, y + 11 });
        }
        case WAITING -> gc.drawOval(x + 2, y + 2, 8, 8);
        }
    }

    private void paintBar(GC gc, int x, int y, double percent) {
        gc.setBackground(Tones.between(getBackground(), getForeground(), 0.15));
        gc.fillRoundRectangle(x, y, BAR_WIDTH_PIXELS, 6, 6, 6);
        gc.setBackground(Tones.of(Tones.GOOD));
        gc.fillRoundRectangle(x, y, (int) Math.round(BAR_WIDTH_PIXELS * percent / 100), 6, 6, 6);
    }
}
