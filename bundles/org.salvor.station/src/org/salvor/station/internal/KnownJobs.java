package org.salvor.station.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.salvor.casework.JobFiles;
import org.salvor.casework.JobStore;
import org.salvor.casework.JobStore.KnownJob;
import org.salvor.sectormap.MapTotals;
import org.salvor.sectormap.Stage;
import org.salvor.station.KnownJobView;
import org.salvor.station.KnownJobView.State;
import org.salvor.station.StationException;

/** The list of jobs that outlives the program. Losing it loses no job, so that what fails here is logged only. Any thread. */
public final class KnownJobs {
    private static final System.Logger LOG = System.getLogger(KnownJobs.class.getName());

    private final Optional<JobStore> store;
    private final JobOpening opening;
    private volatile boolean closing;

    KnownJobs(Optional<JobStore> store, JobOpening opening) {
        this.store = store;
        this.opening = opening;
    }

    private interface Change {
        void on(JobStore store) throws IOException;
    }

    private void change(Change change) {
        try {
            if (store.isPresent()) {
                change.on(store.get());
            }
        } catch (IOException e) {
            LOG.log(Level.INFO, "The list of known jobs could not be written: " + e.getMessage());
        }
    }

    void used(String id) {
        change(list -> list.used(Path.of(id)));
    }

    void began(String id) {
        change(list -> list.began(Path.of(id)));
    }

    /** A job that ends because its program does is to go on with the next one. */
    void ended(String id) {
        if (!closing) {
            change(list -> list.ended(Path.of(id)));
        }
    }

    void forget(String id) {
        change(list -> list.forget(Path.of(id)));
    }

    /** From now on jobs end only because the station does. */
    void close() {
        closing = true;
    }

    public List<KnownJobView> views() {
        return store.map(list -> list.known().stream().map(this::view).toList()).orElse(List.of());
    }

    private KnownJobView view(KnownJob job) {
        String folder = job.folder().toString();
        if (!job.present()) {
            return missing(job, "There is no job in " + folder + " now; its disk may be away.");
        }
        try {
            JobOpening.Stored stored = opening.stored(job.folder());
            MapTotals totals = stored.map().totals();
            long wanted = stored.map().sectorCount() - totals.of(Stage.EXCLUDED);
            State state = new JobFiles(job.folder()).inUse() ? State.RUNNING : job.running() ? State.INTERRUPTED : State.AT_REST;
            return new KnownJobView(folder, job.lastUsed().toEpochMilli(), state, stored.source().model() + " " + stored.source().serial(),
                    stored.frame().destination(), stored.frame().plan(), totals.of(Stage.READ), wanted, sentence(state));
        } catch (StationException | IOException e) {
            return missing(job, e.getMessage());
        }
    }

    private static KnownJobView missing(KnownJob job, String sentence) {
        return new KnownJobView(job.folder().toString(), job.lastUsed().toEpochMilli(), State.MISSING, "", "", "", 0, 0, sentence);
    }

    private static String sentence(State state) {
        return switch (state) {
        case RUNNING -> "It is open in a program that runs now.";
        case INTERRUPTED -> "It ran when its program ended; start it again to go on.";
        case AT_REST -> "It came to its end or was stopped.";
        case MISSING -> "It is not there.";
        };
    }
}
