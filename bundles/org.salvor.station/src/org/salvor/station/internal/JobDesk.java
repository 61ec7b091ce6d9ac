package org.salvor.station.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.salvor.drive.Clock;
import org.salvor.drive.Reset;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.ImagerOrder;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.MapWindow;
import org.salvor.station.StationEvent;
import org.salvor.station.StationException;
import org.salvor.station.Steer;

/** The jobs that a station knows, running or not. Any thread; starting and replacing happen one at a time a job. */
public final class JobDesk implements AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;

    private final JobOpening opening;
    private final Events events;
    private final Clock hostClock;
    private final Map<String, Desk> jobs = new ConcurrentHashMap<>();

    private final KnownJobs known;

    JobDesk(JobOpening opening, Events events, Clock hostClock, KnownJobs known) {
        this.known = known;
        this.opening = opening;
        this.events = events;
        this.hostClock = hostClock;
    }

    /** One job: running, or as its folder has it. */
    private static final class Desk {
        private volatile JobOpening.Running running;
        private volatile JobOpening.Stored stored;
        private volatile Moving moving;

        private boolean live() {
            return liveNow().isPresent();
        }

        private Optional<JobOpening.Running> liveNow() {
            return Optional.ofNullable(running).filter(now -> !now.job().closed());
        }
    }

    /** Starts or resumes. */
    public JobView start(JobOrder order) throws StationException {
        String id = id(order.folder());
        onDesk(id, desk -> {
            if (desk.live()) {
                throw new StationException(StationException.Kind.OPERATOR, "The job in " + id + " is running already; stop it first.");
            }
            desk.moving = new Moving(progress -> events.tell(new StationEvent.Moving(id, progress)));
            try {
                desk.running = opening.open(Path.of(id), order, (kind, sentence) -> tell(id, kind, sentence),
                        () -> changed(id, desk), desk.moving);
            } finally {
                desk.moving = null;
            }
            desk.stored = null;
            known.began(id);
            desk.running.job().start();
        });
        events.tell(new StationEvent.JobChanged(id));
        return view(id);
    }

    private void changed(String id, Desk desk) {
        JobOpening.Running running = desk.running;
        if (running != null && running.job().closed()) {
            known.ended(id);
        }
        events.tell(new StationEvent.JobChanged(id));
    }

    /** The list that outlives the program. */
    public KnownJobs known() {
        return known;
    }

    private interface Act {
        void at(Desk desk) throws StationException;
    }

    /** Does something with a job while nobody else opens, starts or forgets it. One about which nothing is known afterwards is forgotten. */
    private void onDesk(String id, Act act) throws StationException {
        Desk desk = jobs.computeIfAbsent(id, _ -> new Desk());
        synchronized (desk) {
            if (jobs.get(id) == desk) {
                try {
                    act.at(desk);
                } finally {
                    if (desk.running == null && desk.stored == null) {
                        jobs.remove(id, desk);
                    }
                }
                return;
            }
        }
        onDesk(id, act); // forgotten in between
    }

    private void tell(String id, String kind, String sentence) {
        if (kind.equals("known-sector-same")) {
            return; // thousands in a long job, and no news: the case journal has them
        }
        boolean operator = kind.equals("operator-needed") || kind.equals("own-side-failed");
        events.tell(new StationEvent.Logged(id, hostClock.wallTime().toEpochMilli(), kind, sentence, operator));
    }

    /** Opens a folder without starting its job. */
    public JobView open(String folder) throws StationException {
        String id = id(folder);
        onDesk(id, desk -> {
            if (!desk.live()) {
                desk.stored = opening.stored(Path.of(id));
                desk.running = null;
                known.used(id);
            }
        });
        events.tell(new StationEvent.JobChanged(id));
        return view(id);
    }

    public List<String> objections(JobOrder order) throws StationException {
        return opening.objections(Path.of(id(order.folder())), order);
    }

    public List<JobView> views() {
        List<JobView> views = new ArrayList<>();
        jobs.forEach((_, desk) -> {
            JobView view = view(desk);
            if (view != null) {
                views.add(view);
            }
        });
        views.sort(Comparator.comparing(JobView::folder));
        return views;
    }

    public JobView view(String id) throws StationException {
        JobView view = view(desk(id));
        if (view == null) {
            throw unknown(id);
        }
        return view;
    }

    private JobView view(Desk desk) {
        Moving moving = desk.moving;
        if (moving != null && moving.begun()) {
            return moving.view().orElseThrow();
        }
        JobOpening.Running running = desk.running;
        if (running != null) {
            return JobViews.running(running.frame(), running.source(), running.job(), hostClock.nanos());
        }
        JobOpening.Stored stored = desk.stored;
        return stored == null ? null : JobViews.idle(stored.frame(), stored.source(), stored.map(), stored.sentence());
    }

    private Desk desk(String id) throws StationException {
        Desk desk = jobs.get(id);
        if (desk == null) {
            throw unknown(id);
        }
        return desk;
    }

    private static StationException unknown(String id) {
        return new StationException(StationException.Kind.INPUT, "No job in " + id + " is open here; open its folder first.");
    }

    public void steer(String id, Steer order) throws StationException {
        Desk desk = desk(id);
        Moving moving = desk.moving;
        if (moving != null && moving.begun()) {
            stop(id, moving, order);
            return;
        }
        JobOpening.Running running = desk.running;
        if (running == null || running.job().closed()) {
            throw new StationException(StationException.Kind.OPERATOR, "The job in " + id + " is not running; start it first.");
        }
        switch (order) {
        case Steer.Stop _ -> running.job().order(new ImagerOrder.Stop());
        case Steer.Pause _ -> running.job().order(new ImagerOrder.Pause());
        case Steer.Continue _ -> running.job().order(new ImagerOrder.Continue());
        case Steer.SkipPass _ -> running.job().order(new ImagerOrder.SkipPass());
        case Steer.ResetSource(String reset) -> running.job().order(new ImagerOrder.ResetSource(reset(reset)));
        case Steer.RetryDestination _ -> retry(id, running);
        case Steer.ReplaceDestination replacement -> replace(running, replacement);
        }
    }

    private static void stop(String id, Moving moving, Steer order) throws StationException {
        if (!(order instanceof Steer.Stop)) {
            throw new StationException(StationException.Kind.OPERATOR,
                    "The image of the job in " + id + " moves to another destination; wait until it is there, or stop it.");
        }
        moving.stop();
    }

    private static void retry(String id, JobOpening.Running running) throws StationException {
        if (running.job().snapshot().state() != ImagerState.FAILED) {
            throw new StationException(StationException.Kind.OPERATOR,
                    "The destination of the job in " + id + " has not failed; there is nothing to retry.");
        }
        try {
            running.job().order(new ImagerOrder.UseDestination(running.destination().reopen()));
        } catch (DestinationException e) {
            throw new StationException(StationException.Kind.OWN_SIDE, e.getMessage(), e);
        }
    }

    private static Reset reset(String name) throws StationException {
        try {
            return Reset.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new StationException(StationException.Kind.INPUT,
                    "There is no reset \"" + name + "\"; there are soft, hard, rescan and controller.", e);
        }
    }

    /** Stops the job, moves its image and goes on. */
    private void replace(JobOpening.Running running, Steer.ReplaceDestination by) throws StationException {
        JobOrder.Options options = running.options().confirmed(by.confirmed()); // a word given for one drive is none for another
        opening.requireConfirmed(by.address(), options);
        running.job().order(new ImagerOrder.Stop());
        if (!running.job().join(CLOSE_MILLIS)) {
            throw new StationException(StationException.Kind.OPERATOR,
                    "The job did not stop within ten seconds; replace the destination once it has.");
        }
        JobOrder resume = JobOrder.resume(running.frame().id());
        start(new JobOrder(resume.folder(), "", by.address(), "", List.of(), "", "", options));
    }

    public void forget(String id) throws StationException {
        desk(id);
        onDesk(id, desk -> {
            if (desk.live()) {
                desk.running.job().order(new ImagerOrder.Stop());
                if (!desk.running.job().join(CLOSE_MILLIS)) {
                    throw new StationException(StationException.Kind.OPERATOR,
                            "The job in " + id + " did not stop within ten seconds; a command is still "
                                    + "with the drive. Try again.");
                }
            }
            desk.running = null;
            desk.stored = null;
            known.forget(id);
        });
        events.tell(new StationEvent.JobChanged(id));
    }

    public MapWindow mapWindow(String id, long firstLba, long endLba, int cells, long sinceVersion) throws StationException {
        MapView map = map(desk(id), id);
        if (firstLba < 0 || endLba <= firstLba || endLba > map.sectorCount() || cells < 1 || cells > 65_536) {
            throw new StationException(StationException.Kind.INPUT, "A map window needs sectors within 0 to " + map.sectorCount()
                    + " and 1 to 65,536 cells.");
        }
        return JobViews.window(map, firstLba, endLba, cells, sinceVersion);
    }

    public String exportMap(String id) throws StationException {
        Desk desk = desk(id);
        MapView map = map(desk, id);
        JobView view = view(desk);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            DdrescueMap.of(map, view.sectorBytes(), map.sectorCount() * view.sectorBytes()).write(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StationException(StationException.Kind.OWN_SIDE, "The map could not be exported: " + e.getMessage(), e);
        }
    }

    private static MapView map(Desk desk, String id) throws StationException {
        Moving moving = desk.moving;
        if (moving != null && moving.begun()) {
            return moving.map();
        }
        JobOpening.Running running = desk.running;
        if (running != null) {
            ImagerSnapshot snapshot = running.job().snapshot();
            return snapshot.map();
        }
        JobOpening.Stored stored = desk.stored;
        if (stored == null) {
            throw unknown(id);
        }
        return stored.map();
    }

    /** Folder of the running job that holds a drive. */
    public Optional<String> holder(String address) {
        return jobs.entrySet().stream().filter(job -> job.getValue().live() && job.getValue().running.source().address().equals(address))
                .map(Map.Entry::getKey).findFirst();
    }

    /** Marks drives that jobs use. */
    public List<DriveView> withRoles(List<DriveView> drives) {
        List<DriveView> marked = new ArrayList<>();
        for (DriveView drive : drives) {
            marked.add(running().map(JobOpening.Running::source).filter(source -> source.address().equals(drive.address()))
                    .findFirst().orElse(drive));
        }
        return marked;
    }

    private static String id(String folder) throws StationException {
        if (folder.isBlank()) {
            throw new StationException(StationException.Kind.INPUT, "A job needs a folder; name one with --job.");
        }
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }

    @Override
    public void close() {
        known.close();
        jobs.values().stream().map(desk -> desk.moving).filter(Objects::nonNull).forEach(Moving::stop);
        running().forEach(running -> running.job().order(new ImagerOrder.Stop()));
        long end = hostClock.nanos() + CLOSE_MILLIS * 1_000_000;
        running().forEach(running -> running.job().join((end - hostClock.nanos()) / 1_000_000));
    }

    private Stream<JobOpening.Running> running() {
        return jobs.values().stream().flatMap(desk -> desk.liveNow().stream());
    }
}
