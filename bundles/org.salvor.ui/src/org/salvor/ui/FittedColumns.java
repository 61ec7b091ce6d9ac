package org.salvor.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * The columns of a table, as wide as what stands in them as long as there is room. Where there is not, texts end in an ellipsis and a tooltip tells them in
 * full; numbers are never cut. A width that a person gave a column by dragging is kept and remembered. Display thread.
 *
 * @param <T> what stands in a line
 */
public final class FittedColumns<T> {
    private static final int PADDING_PIXELS = 4;
    /** What the platform keeps of a cell for itself, at most. */
    private static final int FRAME_PIXELS = 6;
    private static final int HEADER_PADDING_PIXELS = 9;
    private static final int WIDEST_PIXELS = 420;
    private static final int SETTLING_MILLIS = 400;
    private static final String REMEMBERED = "width.";

    /**
     * One column.
     *
     * @param title heading, which is also the name under which its width is remembered
     * @param style {@link SWT#LEFT} for words, which may be cut, or {@link SWT#RIGHT} for numbers, which are not
     * @param leastPixels width in which the beginning of its words can still be recognised
     * @param text what stands in it
     */
    public record Column<T>(String title, int style, int leastPixels, Function<T, String> text) {
    }

    private final Table table;
    private final List<Column<T>> columns;
    private final Map<String, String> memory;
    private final int[] headerPixels;
    private final int[] wantedPixels;
    private final int[] setPixels;
    private boolean fitting;

    /**
     * Makes the columns.
     *
     * @param table without columns
     * @param memory keeps the widths that a person chose; a part's persisted state, or an empty map where nothing is remembered
     */
    public FittedColumns(Table table, List<Column<T>> columns, Map<String, String> memory) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.memory = memory;
        headerPixels = headers();
        wantedPixels = headerPixels.clone();
        setPixels = new int[columns.size()];
        table.setHeaderVisible(true);
        for (int i = 0; i < this.columns.size(); i++) {
            add(i);
        }
        table.addListener(SWT.Resize, event -> fit());
        table.addListener(SWT.EraseItem, event -> event.detail &= ~SWT.FOREGROUND);
        table.addListener(SWT.PaintItem, this::paint);
        table.addListener(SWT.MouseMove, event -> explain(new Point(event.x, event.y)));
    }

    private int[] headers() {
        GC gc = new GC(table);
        try {
            gc.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
            return columns.stream().mapToInt(column -> gc.textExtent(column.title()).x + 2 * HEADER_PADDING_PIXELS).toArray();
        } finally {
            gc.dispose();
        }
    }

    private void add(int index) {
        TableColumn shown = new TableColumn(table, columns.get(index).style());
        shown.setText(columns.get(index).title());
        shown.addListener(SWT.Resize, event -> {
            if (shown.getWidth() != setPixels[index]) {
                table.getDisplay().timerExec(SETTLING_MILLIS, () -> chosen(shown, index));
            }
        });
    }

    /** A width that stays another than the one that was set is a person's choice; the last column only fills up what is left. */
    private void chosen(TableColumn shown, int index) {
        if (!shown.isDisposed() && shown.getWidth() != setPixels[index] && setPixels[index] > 0 && index < columns.size() - 1) {
            setPixels[index] = shown.getWidth();
            memory.put(REMEMBERED + columns.get(index).title(), Integer.toString(shown.getWidth()));
        }
    }

    /** Puts a row into a line, and makes room for it. */
    public void fill(TableItem item, T row) {
        for (int i = 0; i < columns.size(); i++) {
            String text = columns.get(i).text().apply(row);
            if (!item.getText(i).equals(text)) {
                item.setText(i, text);
            }
        }
    }

    /** Makes room for these rows. */
    public void makeRoom(List<T> rows) {
        boolean more = false;
        GC gc = new GC(table);
        try {
            for (T row : rows) {
                for (int i = 0; i < wantedPixels.length; i++) {
                    int pixels = gc.textExtent(columns.get(i).text().apply(row)).x + 2 * PADDING_PIXELS + FRAME_PIXELS;
                    more |= pixels > wantedPixels[i];
                    wantedPixels[i] = Math.max(wantedPixels[i], pixels);
                }
            }
        } finally {
            gc.dispose();
        }
        if (more && !fitting) {
            fitting = true;
            new OnDisplay(table).execute(this::fit);
        }
    }

    private void fit() {
        fitting = false;
        int available = table.getClientArea().width;
        if (available <= 0) {
            return;
        }
        int[] widths = ColumnWidths.fit(available, IntStream.range(0, columns.size()).mapToObj(this::wish).toList());
        for (int i = 0; i < widths.length; i++) {
            setPixels[i] = widths[i];
            TableColumn shown = table.getColumn(i);
            if (shown.getWidth() != widths[i]) {
                shown.setWidth(widths[i]);
            }
        }
    }

    private ColumnWidths.Wish wish(int index) {
        String remembered = memory.getOrDefault(REMEMBERED + columns.get(index).title(), "");
        if (remembered.matches("[0-9]{1,4}")) {
            int pixels = Math.max(PADDING_PIXELS, Integer.parseInt(remembered));
            return new ColumnWidths.Wish(pixels, pixels, false);
        }
        boolean words = columns.get(index).style() == SWT.LEFT;
        int wanted = words ? Math.clamp(wantedPixels[index], headerPixels[index], WIDEST_PIXELS) : wantedPixels[index];
        int least = words ? Math.max(headerPixels[index], columns.get(index).leastPixels()) : wanted;
        return new ColumnWidths.Wish(wanted, Math.min(least, wanted), index == lastWords());
    }

    private int lastWords() {
        return IntStream.range(0, columns.size()).filter(i -> columns.get(i).style() == SWT.LEFT).max().orElse(-1);
    }

    private void paint(Event event) {
        TableItem item = (TableItem) event.item;
        Rectangle cell = item.getBounds(event.index);
        int room = cell.width - 2 * PADDING_PIXELS;
        String text = shortened(event.gc, item.getText(event.index), room);
        Point size = event.gc.textExtent(text);
        int left = columns.get(event.index).style() == SWT.RIGHT ? Math.max(0, room - size.x) : 0;
        event.gc.drawText(text, cell.x + PADDING_PIXELS + left, cell.y + (cell.height - size.y) / 2, true);
    }

    private static String shortened(GC gc, String text, int pixels) {
        if (gc.textExtent(text).x <= pixels) {
            return text;
        }
        int fits = 0;
        int tooLong = text.length();
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            if (gc.textExtent(text.substring(0, middle) + "\u2026").x <= pixels) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return text.substring(0, fits) + "\u2026";
    }

    private void explain(Point place) {
        TableItem item = table.getItem(place);
        String full = item == null ? null : cutText(item, place);
        if (full == null || !full.equals(table.getToolTipText())) {
            table.setToolTipText(full);
        }
    }

    /** What stands in full where a cell under the mouse shows only its beginning, null where it shows all. */
    private String cutText(TableItem item, Point place) {
        GC gc = new GC(table);
        try {
            List<Integer> under = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                if (item.getBounds(i).contains(place)) {
                    under.add(i);
                }
            }
            return under.stream().filter(i -> gc.textExtent(item.getText(i)).x > item.getBounds(i).width - 2 * PADDING_PIXELS)
                    .map(item::getText).findFirst().orElse(null);
        } finally {
            gc.dispose();
        }
    }
}
