package org.salvor.station.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.salvor.sectormap.MapView;
import org.salvor.station.JobView;
import org.salvor.station.Progress;

/** A job whose image moves to another destination, as everybody else sees it. Any thread. */
final class Moving {
    private final Consumer<Progress> listener;
    private volatile JobOpening.Stored stored;
    private volatile Progress progress = new Progress("moving", 0, 0, -1);
    private volatile boolean stopped;

    Moving(Consumer<Progress> listener) {
        this.listener = listener;
    }

    /** The move begins with the job as it stands. */
    void begin(JobOpening.Stored asItStands) {
        stored = asItStands;
    }

    boolean begun() {
        return stored != null;
    }

    void at(Progress now) {
        progress = now;
        listener.accept(now);
    }

    /** Ends the move at the next piece. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** The job while its image moves; empty before that. */
    Optional<JobView> view() {
        JobOpening.Stored job = stored;
        Progress now = progress;
        return job == null ? Optional.empty()
                : Optional.of(JobViews.moving(job.frame(), job.source(), job.map(), sentence(now), percent(now), now.remainingSeconds()));
    }

    /** The map as it was when the move began; it does not change on the way. */
    MapView map() {
        return stored.map();
    }

    private static double percent(Progress now) {
        return now.totalBytes() == 0 ? 0 : 100.0 * now.doneBytes() / now.totalBytes();
    }

    private String sentence(Progress now) {
        return stopped ? "The move to the other destination is being stopped."
                : String.format(Locale.ROOT, "The image moves to the other destination: %.1f %% is there.", percent(now));
    }
}
