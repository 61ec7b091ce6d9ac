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
import java.util.concurrent.ConcurrentHashMap;
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

    JobDesk(JobOpening opening, Events events, Clock hostClock) {
        this.opening = opening;
        this.events = events;
        this.hostClock = hostClock;
    }

    /** One job: running, or as its folder has it. */
    private static final class Desk {
        private volatile JobOpening.Running running;
        private volatile JobOpening.Stored stored;

        private boolean live() {
            JobOpening.Running now = running;
            return now != null && !now.job().closed();
        }
    }

    /** Starts or resumes. */
    public JobView start(JobOrder order) throws StationException {
        String id = id(order.folder());
        Desk desk = jobs.computeIfAbsent(id, _ -> new Desk());
        synchronized (desk) {
            if (desk.live()) {
                throw new StationException(StationException.Kind.OPERATOR, "The job in " + id + " is running already; stop it first.");
            }
            try {
                desk.running = opening.open(Path.of(id), order, (kind, sentence) -> tell(id, kind, sentence), () -> events.tell(new StationEvent.JobChanged(id)));
                desk.stored = null;
            } finally {
                if (desk.running == null && desk.stored == null) {
                    jobs.remove(id, desk);
                }
            }
            desk.running.job().start();
        }
        events.tell(new StationEvent.JobChanged(id));
        return view(id);
    }

    private void tell(String id, String kind, String sentence) {
        boolean operator = kind.equals("operator-needed") || kind.equals("own-side-failed");
        events.tell(new StationEvent.Logged(id, hostClock.wallTime().toEpochMilli(), kind, sentence, operator));
    }

    /** Opens a folder without starting its job. */
    public JobView open(String folder) throws StationException {
        String id = id(folder);
        Desk desk = jobs.computeIfAbsent(id, _ -> new Desk());
        synchronized (desk) {
            if (!desk.live()) {
                try {
                    desk.stored = opening.stored(Path.of(id));
                    desk.running = null;
                } catch (StationException e) {
                    jobs.remove(id, desk);
                    throw e;
                }
            }
        }
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
        case Steer.ReplaceDestination(String address) -> replace(desk, running, address);
        }
    }

    private static void retry(String id, JobOpening.Running running) throws StationException {
        if (running.job().snapshot().state() != ImagerState.FAILED) {
            throw new StationException(StationException.Kind.OPERATOR, "The destination of the job in " + id + " has not failed; there is nothing to retry.");
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
            throw new StationException(StationException.Kind.INPUT, "There is no reset \"" + name + "\"; there are soft, hard, rescan and controller.", e);
        }
    }

    /** Stops the job, moves its image and goes on. */
    private void replace(Desk desk, JobOpening.Running running, String address) throws StationException {
        running.job().order(new ImagerOrder.Stop());
        if (!running.job().join(CLOSE_MILLIS)) {
            throw new StationException(StationException.Kind.OPERATOR, "The job did not stop within ten seconds; replace the destination once it has.");
        }
        JobOrder resume = JobOrder.resume(running.frame().id());
        start(new JobOrder(resume.folder(), "", address, "", List.of(), "", "", running.options()));
    }

    public void forget(String id) throws StationException {
        Desk desk = desk(id);
        if (desk.live()) {
            desk.running.job().order(new ImagerOrder.Stop());
            if (!desk.running.job().join(CLOSE_MILLIS)) {
                throw new StationException(StationException.Kind.OPERATOR, "The job in " + id + " did not stop within ten seconds; a command is still with "
                        + "the drive. Try again.");
            }
        }
        jobs.remove(id);
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

    /** Marks drives that jobs use. */
    public List<DriveView> withRoles(List<DriveView> drives) {
        List<DriveView> marked = new ArrayList<>();
        for (DriveView drive : drives) {
            marked.add(jobs.values().stream().filter(Desk::live).map(desk -> desk.running.source()).filter(source -> source.address().equals(drive.address()))
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
        jobs.values().stream().filter(Desk::live).forEach(desk -> desk.running.job().order(new ImagerOrder.Stop()));
        long end = hostClock.nanos() + CLOSE_MILLIS * 1_000_000;
        jobs.values().stream().filter(Desk::live).forEach(desk -> desk.running.job().join((end - hostClock.nanos()) / 1_000_000));
    }
}
