package org.salvor.ui.internal.jobs;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.EMenuService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.salvor.station.JobView;
import org.salvor.ui.Amounts;
import org.salvor.ui.FittedColumns;
import org.salvor.ui.FittedColumns.Column;
import org.salvor.ui.JobFeed;
import org.salvor.ui.Registration;
import org.salvor.ui.Tones;

/** The jobs of the station, one a line; the selected one is shown by the other views. */
public final class JobsPart {
    private static final String MENU = "org.salvor.ui.jobs.menu";
    private static final int STATE_COLUMN = 1;
    private static final int READ_COLUMN = 5;
    private static final int DOT_PIXELS = 10;

    private static final List<Column<JobView>> COLUMNS = List.of(new Column<>("Job", SWT.LEFT, 80, JobFacts::name),
            new Column<>("State", SWT.LEFT, 100, job -> "     " + JobState.of(job.state()).word()),
            new Column<>("Source", SWT.LEFT, 90, JobFacts::source),
            new Column<>("Destination", SWT.LEFT, 80, JobFacts::destination),
            new Column<>("Pass", SWT.LEFT, 110, JobFacts::pass), new Column<>("Read", SWT.RIGHT, 70, JobFacts::readPercent),
            new Column<>("Rate", SWT.RIGHT, 70, JobFacts::rate),
            new Column<>("Errors", SWT.RIGHT, 50, job -> Amounts.count(job.errors())),
            new Column<>("Left", SWT.RIGHT, 70, JobFacts::timeLeft));

    private final JobFeed feed;
    private Table table;
    private FittedColumns<JobView> columns;
    private Registration registration;

    @Inject
    JobsPart(JobFeed feed) {
        this.feed = feed;
    }

    @PostConstruct
    void create(Composite parent, EMenuService menus, MPart part) {
        parent.setLayout(new FillLayout());
        table = new Table(parent, SWT.FULL_SELECTION | SWT.SINGLE);
        columns = new FittedColumns<>(table, COLUMNS, part.getPersistedState());
        table.addListener(SWT.Selection, event -> feed.select((String) event.item.getData()));
        table.addListener(SWT.PaintItem, this::paintItem);
        menus.registerContextMenu(table, MENU);
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

    private void show() {
        List<JobView> jobs = feed.jobs();
        columns.makeRoom(jobs);
        while (table.getItemCount() > jobs.size()) {
            table.getItem(table.getItemCount() - 1).dispose();
        }
        String selectedId = feed.selected().map(JobView::id).orElse("");
        for (int row = 0; row < jobs.size(); row++) {
            JobView job = jobs.get(row);
            TableItem item = row < table.getItemCount() ? table.getItem(row) : new TableItem(table, SWT.NONE);
            item.setData(job.id());
            columns.fill(item, job);
            if (job.id().equals(selectedId) && table.getSelectionIndex() != row) {
                table.setSelection(row);
            }
        }
    }

    private void paintItem(Event event) {
        JobView job = feed.jobs().stream().filter(any -> any.id().equals(event.item.getData())).findFirst().orElse(null);
        if (job == null) {
            return;
        }
        GC gc = event.gc;
        if (event.index == STATE_COLUMN) {
            gc.setBackground(Tones.of(JobState.of(job.state()).rgb()));
            gc.setAntialias(SWT.ON);
            gc.fillOval(event.x, event.y + (event.height - DOT_PIXELS) / 2, DOT_PIXELS, DOT_PIXELS);
        } else if (event.index == READ_COLUMN) {
            int width = table.getColumn(READ_COLUMN).getWidth() - 8;
            gc.setBackground(gc.getForeground());
            gc.setAlpha(60);
            gc.fillRectangle(event.x, event.y + event.height - 4, width, 2);
            gc.setAlpha(220);
            gc.fillRectangle(event.x, event.y + event.height - 4, (int) Math.round(width * JobFacts.readShare(job)), 2);
            gc.setAlpha(255);
        }
    }
}
