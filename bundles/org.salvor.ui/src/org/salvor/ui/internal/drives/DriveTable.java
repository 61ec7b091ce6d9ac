package org.salvor.ui.internal.drives;

import java.util.List;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.salvor.station.DriveView;
import org.salvor.ui.FittedColumns;
import org.salvor.ui.FittedColumns.Column;
import org.salvor.ui.Tones;

/** Drives, one a line. Those that cannot be opened are paler, and the remark says why. */
public final class DriveTable {

    private static final List<Column<DriveView>> COLUMNS = List.of(new Column<>("Model", SWT.LEFT, 110, DriveText::name),
            new Column<>("Serial number", SWT.LEFT, 80, DriveView::serial), new Column<>("Size", SWT.RIGHT, 62, DriveText::size),
            new Column<>("Transport", SWT.LEFT, 80, DriveView::transport), new Column<>("Role", SWT.LEFT, 50, DriveView::role),
            new Column<>("Remark", SWT.LEFT, 60, DriveText::remark));

    private final Table table;
    private final FittedColumns<DriveView> columns;
    private List<DriveView> drives = List.of();

    /**
     * An empty table.
     *
     * @param memory keeps the widths that a person gave the columns
     */
    public DriveTable(Composite parent, Map<String, String> memory) {
        table = new Table(parent, SWT.FULL_SELECTION | SWT.SINGLE | SWT.BORDER);
        columns = new FittedColumns<>(table, COLUMNS, memory);
    }

    /** The widget to lay out. */
    public Control control() {
        return table;
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
        columns.makeRoom(drives);
        while (table.getItemCount() > drives.size()) {
            table.getItem(table.getItemCount() - 1).dispose();
        }
        Color pale = Tones.between(table.getForeground(), table.getBackground(), 0.45);
        table.deselectAll();
        for (int row = 0; row < drives.size(); row++) {
            DriveView drive = drives.get(row);
            TableItem item = row < table.getItemCount() ? table.getItem(row) : new TableItem(table, SWT.NONE);
            columns.fill(item, drive);
            item.setForeground(drive.problem().isEmpty() ? null : pale);
            if (selected != null && selected.address().equals(drive.address())) {
                table.setSelection(row);
            }
        }
    }
}
