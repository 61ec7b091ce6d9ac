package org.salvor.ui;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.salvor.station.JobView;
import org.salvor.station.Station;
import org.salvor.station.StationEvent;

/**
 * The station's jobs as the window last saw them, and which of them the person is looking at. All views read from here, so that the station is asked once
 * for all of them. Only the display thread may use it.
 */
public final class JobFeed implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(200);

    private final StationLink link;
    private final Polling<List<JobView>> polling;
    private final Consumer<StationEvent> hearing = this::hear;
    private final Listeners listeners = new Listeners();
    private final Map<String, RateHistory> histories = new HashMap<>();

    private List<JobView> jobs = List.of();
    private String problem = "";
    private String selectedId = "";
    /** Whether the selected job was never seen yet, because an answer asked for before it began is still on its way. */
    private boolean awaited;

    /**
     * A feed at rest.
     *
     * @param display runs what it is given on the display thread
     */
    public JobFeed(StationLink link, Background background, Executor display) {
        this.link = link;
        polling = new Polling<>(background, display, PERIOD, () -> link.answer(Station::jobs), this::show,
                refusal -> refuse(link.sentence(refusal)));
        link.listen(hearing);
    }

    /** Begins to ask. */
    public void start() {
        polling.start();
    }

    private void hear(StationEvent event) {
        if (event instanceof StationEvent.JobChanged) {
            polling.soon();
        }
    }

    private void show(List<JobView> answer) {
        problem = "";
        jobs = List.copyOf(answer);
        histories.keySet().retainAll(jobs.stream().map(JobView::id).toList());
        jobs.forEach(job -> histories.computeIfAbsent(job.id(), id -> new RateHistory()).note(job));
        if (selected().isPresent()) {
            awaited = false;
        } else if (!awaited && !jobs.isEmpty()) {
            selectedId = jobs.getFirst().id();
        }
        listeners.tell();
    }

    private void refuse(String sentence) {
        problem = sentence;
        jobs = List.of();
        listeners.tell();
    }

    /** Calls back on the display thread whenever the jobs or the selection may have changed, until closed. */
    public Registration onChange(Runnable listener) {
        return listeners.add(listener);
    }

    /** Every job the station knows, in its order. */
    public List<JobView> jobs() {
        return jobs;
    }

    /** Why there are no jobs to be seen, as a sentence; empty when the station answers. */
    public String problem() {
        return problem;
    }

    /** The job the person is looking at. */
    public Optional<JobView> selected() {
        return jobs.stream().filter(job -> job.id().equals(selectedId)).findFirst();
    }

    /** Looks at this job, also when it will only show up with the next answer. */
    public void select(String id) {
        if (!id.equals(selectedId)) {
            selectedId = id;
            awaited = true;
            listeners.tell();
        }
    }

    /** A job that was just started or opened: shows it at once and looks at it. */
    public void welcome(JobView job) {
        if (jobs.stream().noneMatch(known -> known.id().equals(job.id()))) {
            jobs = Stream.concat(jobs.stream(), Stream.of(job)).toList();
        }
        selectedId = job.id();
        awaited = true;
        polling.soon();
        listeners.tell();
    }

    /** Asks again soon, because something was just ordered. */
    public void soon() {
        polling.soon();
    }

    /** How fast this job has read. */
    public RateHistory history(String id) {
        return histories.computeIfAbsent(id, any -> new RateHistory());
    }

    @Override
    public void close() {
        link.unlisten(hearing);
        polling.close();
    }
}
