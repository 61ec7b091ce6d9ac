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
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.salvor.station.StationEvent.Logged;
import org.salvor.ui.Amounts;
import org.salvor.ui.EventFeed;
import org.salvor.ui.FittedColumns;
import org.salvor.ui.FittedColumns.Column;
import org.salvor.ui.Registration;
import org.salvor.ui.Tones;

/** What the station tells of its jobs, newest at the bottom. Follows the newest entry while that is in sight. */
public final class LogPart {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final List<Column<Logged>> COLUMNS = List.of(
            new Column<>("Time", SWT.LEFT, 100, entry -> TIME.format(Instant.ofEpochMilli(entry.epochMillis()))),
            new Column<>("Job", SWT.LEFT, 80, entry -> Amounts.shortPath(entry.jobId())),
            new Column<>("Kind", SWT.LEFT, 80, entry -> entry.kind().replace('-', ' ')),
            new Column<>("What happened", SWT.LEFT, 200, Logged::sentence));

    private final EventFeed feed;
    private Table table;
    private FittedColumns<Logged> columns;
    private List<Logged> entries = List.of();
    private Registration registration;

    @Inject
    LogPart(EventFeed feed) {
        this.feed = feed;
    }

    @PostConstruct
    void create(Composite parent, MPart part) {
        parent.setLayout(new FillLayout());
        table = new Table(parent, SWT.FULL_SELECTION | SWT.VIRTUAL | SWT.MULTI);
        columns = new FittedColumns<>(table, COLUMNS, part.getPersistedState());
        table.addListener(SWT.SetData, this::fill);
        registration = feed.onChange(this::show);
        show();
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
        columns.fill(item, entry);
        item.setForeground(entry.needsOperator() ? Tones.of(Tones.BAD) : null);
    }

    private void show() {
        boolean atEnd = table.getItemCount() == 0 || lastVisible() >= table.getItemCount() - 1;
        boolean grewOnly = entries.size() <= feed.entries().size() && entries.equals(feed.entries().subList(0, entries.size()));
        List<Logged> fresh = grewOnly ? feed.entries().subList(entries.size(), feed.entries().size()) : feed.entries();
        columns.makeRoom(fresh);
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
