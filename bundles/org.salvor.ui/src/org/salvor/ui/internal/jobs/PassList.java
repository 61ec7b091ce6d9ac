package org.salvor.ui.internal.jobs;

import java.util.List;
import java.util.Locale;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.salvor.ui.Tones;

/** The passes of a plan under one another: those that are through, the one that runs with its progress, those that wait. */
final class PassList extends Canvas {
    private static final int ROW_PADDING_PIXELS = 6;
    private static final int SIGN_PIXELS = 12;
    private static final int TEXT_LEFT_PIXELS = 24;
    private static final int WIDE_BAR_PIXELS = 150;
    private static final int NARROW_BAR_PIXELS = 60;
    private static final int PERCENT_WIDTH_PIXELS = 56;
    private static final int COLUMN_GAP_PIXELS = 16;
    /** Longer plans stand in two columns. */
    private static final int MOST_ROWS = 5;

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
        return new Point(widthHint == SWT.DEFAULT ? 300 : widthHint, Math.max(1, lines()) * rowHeight());
    }

    private int columns() {
        return rows.size() > MOST_ROWS ? 2 : 1;
    }

    private int lines() {
        return (rows.size() + columns() - 1) / columns();
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
        int width = (getClientArea().width - (columns() - 1) * COLUMN_GAP_PIXELS) / columns();
        for (int i = 0; i < rows.size(); i++) {
            paintRow(gc, rows.get(i), new Rectangle(i / lines() * (width + COLUMN_GAP_PIXELS), i % lines() * height, width, height));
        }
    }

    private void paintRow(GC gc, PassRow row, Rectangle place) {
        boolean waits = row.standing() == PassRow.Standing.WAITING;
        gc.setForeground(waits ? Tones.between(getForeground(), getBackground(), 0.45) : getForeground());
        paintSign(gc, row.standing(), place.x + 2, place.y + (place.height - SIGN_PIXELS) / 2);
        String label = row.remark().isEmpty() ? row.name() : row.name() + "  (" + row.remark() + ")";
        int textY = place.y + ROW_PADDING_PIXELS / 2;
        gc.drawText(label, place.x + TEXT_LEFT_PIXELS, textY, true);
        if (waits) {
            return;
        }
        int right = place.x + place.width;
        String percent = row.standing() == PassRow.Standing.DONE ? "done" : String.format(Locale.ROOT, "%.1f %%", row.percent());
        gc.drawText(percent, right - gc.textExtent(percent).x - 2, textY, true);
        int bar = columns() == 1 ? WIDE_BAR_PIXELS : NARROW_BAR_PIXELS;
        int left = right - bar - PERCENT_WIDTH_PIXELS;
        if (row.standing() == PassRow.Standing.RUNNING && left > place.x + TEXT_LEFT_PIXELS + gc.textExtent(label).x) {
            paintBar(gc, new Rectangle(left, place.y + place.height / 2 - 3, bar, 6), row.percent());
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

    private void paintBar(GC gc, Rectangle place, double percent) {
        gc.setBackground(Tones.between(getBackground(), getForeground(), 0.15));
        gc.fillRoundRectangle(place.x, place.y, place.width, place.height, 6, 6);
        gc.setBackground(Tones.of(Tones.GOOD));
        gc.fillRoundRectangle(place.x, place.y, (int) Math.round(place.width * percent / 100), place.height, 6, 6);
    }
}
