package org.salvor.ui.internal.drives;

import java.util.List;
import java.util.function.Function;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.salvor.station.DriveView;
import org.salvor.ui.Tones;

/** Drives, one a line. Those that cannot be opened are paler, and the remark says why. */
public final class DriveTable {

    private record Column(String title, int weight, int leastPixels, int style, Function<DriveView, String> text) {
    }

    private static final List<Column> COLUMNS = List.of(new Column("Model", 28, 165, SWT.LEFT, DriveText::name),
            new Column("Serial number", 19, 120, SWT.LEFT, DriveView::serial), new Column("Size", 10, 62, SWT.RIGHT, DriveText::size),
            new Column("Transport", 13, 92, SWT.LEFT, DriveView::transport), new Column("Role", 13, 82, SWT.LEFT, DriveView::role),
            new Column("Remark", 17, 60, SWT.LEFT, DriveText::remark));

    private final Composite area;
    private final Table table;
    private List<DriveView> drives = List.of();

    /** An empty table. */
    public DriveTable(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        area.setLayout(layout);
        table = new Table(area, SWT.FULL_SELECTION | SWT.SINGLE | SWT.BORDER);
        table.setHeaderVisible(true);
        for (Column column : COLUMNS) {
            TableColumn shown = new TableColumn(table, column.style());
            shown.setText(column.title());
            layout.setColumnData(shown, new ColumnWeightData(column.weight(), column.leastPixels()));
        }
    }

    /** The widget to lay out. */
    public Control control() {
        return area;
    }

    /** The table itself. */
    public Table table() {
        return table;
    }

    /** The selected drive, null when none is. */
    public DriveView selected() {
        int index = table.getSelectionIndex();
        return index < 0 ? null : drives.get(index);
    }

    /** Shows these; the selected drive stays selected when it is among them. */
    public void show(List<DriveView> other) {
        if (other.equals(drives)) {
            return;
        }
        DriveView selected = selected();
        drives = List.copyOf(other);
        while (table.getItemCount() > drives.size()) {
            table.getItem(table.getItemCount() - 1).dispose();
        }
        Color pale = Tones.between(table.getForeground(), table.getBackground(), 0.45);
        table.deselectAll();
        for (int row = 0; row < drives.size(); row++) {
            DriveView drive = drives.get(row);
            TableItem item = row < table.getItemCount() ? table.getItem(row) : new TableItem(table, SWT.NONE);
            item.setText(COLUMNS.stream().map(column -> column.text().apply(drive)).toArray(String[]::new));
            item.setForeground(drive.problem().isEmpty() ? null : pale);
            if (selected != null && selected.address().equals(drive.address())) {
                table.setSelection(row);
            }
        }
    }
}
