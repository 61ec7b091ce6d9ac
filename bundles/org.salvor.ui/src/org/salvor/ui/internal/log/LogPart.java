package org.salvor.ui.internal.log;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.salvor.station.StationEvent.Logged;
import org.salvor.ui.Amounts;
import org.salvor.ui.EventFeed;
import org.salvor.ui.Registration;
import org.salvor.ui.Tones;

/** What the station tells of its jobs, newest at the bottom. Follows the newest entry while that is in sight. */
public final class LogPart {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final EventFeed feed;
    private Table table;
    private List<Logged> entries = List.of();
    private Registration registration;

    @Inject
    LogPart(EventFeed feed) {
        this.feed = feed;
    }

    @PostConstruct
    void create(Composite parent) {
        parent.setLayout(new FillLayout());
        Composite area = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        area.setLayout(layout);
        table = new Table(area, SWT.FULL_SELECTION | SWT.VIRTUAL | SWT.MULTI);
        table.setHeaderVisible(true);
        layout.setColumnData(column("Time"), new ColumnPixelData(100));
        layout.setColumnData(column("Job"), new ColumnPixelData(120));
        layout.setColumnData(column("Kind"), new ColumnPixelData(160));
        layout.setColumnData(column("What happened"), new ColumnWeightData(1, 300));
        table.addListener(SWT.SetData, this::fill);
        registration = feed.onChange(this::show);
        show();
    }

    private TableColumn column(String title) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        return column;
    }

    @Focus
    void focus() {
        table.setFocus();
    }

    @PreDestroy
    void dispose() {
        registration.close();
    }

    private void fill(Event event) {
        if (event.index >= entries.size()) {
            return;
        }
        Logged entry = entries.get(event.index);
        TableItem item = (TableItem) event.item;
        item.setText(new String[] { TIME.format(Instant.ofEpochMilli(entry.epochMillis())), Amounts.shortPath(entry.jobId()), entry.kind(),
                entry.sentence() });
        item.setForeground(entry.needsOperator() ? Tones.of(Tones.BAD) : null);
    }

    private void show() {
        boolean atEnd = table.getItemCount() == 0 || lastVisible() >= table.getItemCount() - 1;
        boolean grewOnly = entries.size() <= feed.entries().size() && entries.equals(feed.entries().subList(0, entries.size()));
        entries = feed.entries();
        table.setItemCount(entries.size());
        if (!grewOnly) {
            table.clearAll();
        }
        if (atEnd && !entries.isEmpty()) {
            table.showItem(table.getItem(entries.size() - 1));
        }
    }

    private int lastVisible() {
        int visible = Math.max(1, (table.getClientArea().height - table.getHeaderHeight()) / Math.max(1, table.getItemHeight()));
        return table.getTopIndex() + visible;
    }
}
