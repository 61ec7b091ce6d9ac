package org.salvor.ui.internal.map;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.salvor.station.JobView;
import org.salvor.ui.Amounts;
import org.salvor.ui.Background;
import org.salvor.ui.JobFeed;
import org.salvor.ui.Labels;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.Polling;
import org.salvor.ui.Registration;
import org.salvor.ui.StationLink;

/** The sector map of the job the person looks at, with legend and overview. Pulls at most ten times a second, and only cells that changed. */
public final class MapPart {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final int STRIP_HEIGHT_PIXELS = 22;
    private static final String NO_JOB = "No job is selected.";

    private record Pulled(MapUpdate picture, MapUpdate strip) {
    }

    private final StationLink link;
    private final Background background;
    private final JobFeed feed;
    private final MapPull picturePull = new MapPull();
    private final MapPull stripPull = new MapPull();

    private MapCanvas canvas;
    private OverviewStrip strip;
    private MapLegend legend;
    private Label caption;
    private JobView job;
    private int showing;
    private String problem = "";
    private Registration registration;
    private Polling<Pulled> polling;

    @Inject
    MapPart(StationLink link, Background background, JobFeed feed) {
        this.link = link;
        this.background = background;
        this.feed = feed;
    }

    @PostConstruct
    void create(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(6, 6).spacing(6, 4).applyTo(area);
        caption = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(caption);
        canvas = new MapCanvas(area, this::moved);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(canvas);
        legend = new MapLegend(area);
        GridDataFactory.swtDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(legend);
        strip = new OverviewStrip(area, lba -> canvas.move(canvas.view().centredOn(lba)));
        GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, STRIP_HEIGHT_PIXELS).span(2, 1).applyTo(strip);
        strip.addListener(SWT.Resize, event -> want());
        polling = new Polling<>(background, new OnDisplay(canvas), PERIOD, this::pull, this::show, this::refuse).start();
        registration = feed.onChange(this::jobsChanged);
        jobsChanged();
    }

    @Focus
    void focus() {
        canvas.setFocus();
    }

    @PreDestroy
    void dispose() {
        registration.close();
        polling.close();
    }

    private void jobsChanged() {
        JobView now = feed.selected().orElse(null);
        boolean other = !sameMap(now, job);
        job = now;
        if (other) {
            showing++;
            canvas.show(now == null ? 0 : now.sectorCount(), now == null ? 0 : now.sectorBytes());
        }
        legend.show(now);
        describe();
    }

    private static boolean sameMap(JobView one, JobView other) {
        return one == null || other == null ? one == other : one.id().equals(other.id()) && one.sectorCount() == other.sectorCount();
    }

    private void moved(MapViewport view) {
        strip.frame(view);
        want();
        describe();
    }

    private void want() {
        MapViewport view = canvas.view();
        if (job == null || view == null) {
            picturePull.want(null);
            stripPull.want(null);
            return;
        }
        CellRegion region = view.region();
        picturePull.want(new MapPull.Wanted(job.id(), view.sectorCount(), region.widened(region.cells() / 2, view.sectorCount()), showing));
        CellRegion overview = strip.region();
        stripPull.want(overview == null ? null : new MapPull.Wanted(job.id(), view.sectorCount(), overview, showing));
        if (polling != null) {
            polling.soon();
        }
    }

    private Pulled pull() throws Exception {
        return link.answer(station -> new Pulled(picturePull.pull(station::mapWindow), stripPull.pull(station::mapWindow)));
    }

    private void show(Pulled pulled) {
        if (pulled.picture() != null) {
            canvas.apply(pulled.picture());
        }
        if (pulled.strip() != null) {
            strip.apply(pulled.strip());
        }
        if (!problem.isEmpty()) {
            problem = "";
            describe();
        }
    }

    private void refuse(Exception refusal) {
        problem = job == null ? "" : link.sentence(refusal);
        describe();
    }

    private void describe() {
        Labels.set(caption, job == null ? NO_JOB : problem.isEmpty() ? scale() : problem);
    }

    private String scale() {
        MapViewport view = canvas.view();
        if (view == null) {
            return "The size of this job's source is not known yet.";
        }
        double bytes = job.sectorBytes();
        String cell = view.sectorsPerCell() == 1 ? "one sector a cell"
                : Amounts.count(view.sectorsPerCell()) + " sectors (" + Amounts.bytes(view.sectorsPerCell() * bytes) + ") a cell";
        String whole = Amounts.bytes(view.sectorCount() * bytes);
        String shown = view.isWhole() ? "the whole drive, " + whole
                : Amounts.bytes((view.endLba() - view.firstLba()) * bytes) + " of " + whole + " from sector "
                        + Amounts.count(view.firstLba());
        return Amounts.shortPath(job.folder()) + ": " + shown + ", " + cell;
    }
}
