package org.salvor.casework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.salvor.drive.Clock;
import org.salvor.imaging.plan.YamlText;

/**
 * The job folders that this user has worked with, so that a workbench can offer to go on. A small file in the user's state folder; losing
 * it loses nothing but the list. Any thread; of two programs that change it in the same moment one may lose its change.
 */
public final class JobStore {
    private static final System.Logger LOG = System.getLogger(JobStore.class.getName());
    private static final String NAME = "jobs.yaml";
    private static final int MOST_JOBS = 1_000;
    private static final long LARGEST_FILE_BYTES = 1 << 20;

    private final Path file;
    private final Clock clock;

    /**
     * @param stateFolder the user's state folder, made when it is needed
     * @param clock calendar time
     */
    public JobStore(Path stateFolder, Clock clock) {
        this.file = stateFolder.toAbsolutePath().normalize().resolve(NAME);
        this.clock = clock;
    }

    /**
     * One job folder that was used.
     *
     * @param folder the folder
     * @param lastUsed when a job was last started or opened there
     * @param present whether there is a job in it now; its disk may be away
     * @param running whether a job was started there and its end was not noted: it runs, or its program ended before it did
     */
    public record KnownJob(Path folder, Instant lastUsed, boolean present, boolean running) {
    }

    /** The folders, last used first. A list that cannot be read counts as empty. */
    public synchronized List<KnownJob> known() {
        List<KnownJob> jobs = new ArrayList<>();
        try {
            if (Files.exists(file) && Files.size(file) <= LARGEST_FILE_BYTES) {
                jobs.addAll(Keys.root(Files.readString(file)).list("jobs", JobStore::job));
            }
        } catch (IOException | JobYamlException e) {
            LOG.log(System.Logger.Level.WARNING, "The list of jobs in " + file + " cannot be read: " + e.getMessage());
        }
        jobs.sort(Comparator.comparing(KnownJob::lastUsed).reversed());
        return jobs;
    }

    /** Puts a folder at the head of the list. */
    public synchronized void used(Path folder) throws IOException {
        Path normal = folder.toAbsolutePath().normalize();
        put(normal, known().stream().anyMatch(job -> job.folder().equals(normal) && job.running()));
    }

    /** Puts a folder whose job begins to run at the head of the list. */
    public synchronized void began(Path folder) throws IOException {
        put(folder.toAbsolutePath().normalize(), true);
    }

    /** Notes that the job in a folder came to its end, or was stopped. */
    public synchronized void ended(Path folder) throws IOException {
        put(folder.toAbsolutePath().normalize(), false);
    }

    private void put(Path folder, boolean running) throws IOException {
        List<KnownJob> jobs = without(folder);
        jobs.addFirst(new KnownJob(folder, clock.wallTime(), true, running));
        write(jobs.subList(0, Math.min(MOST_JOBS, jobs.size())));
    }

    /** Takes a folder off the list. The folder itself stays. */
    public synchronized void forget(Path folder) throws IOException {
        write(without(folder));
    }

    private List<KnownJob> without(Path folder) {
        Path normal = folder.toAbsolutePath().normalize();
        List<KnownJob> jobs = new ArrayList<>(known());
        jobs.removeIf(job -> job.folder().equals(normal));
        return jobs;
    }

    private static KnownJob job(Keys keys) throws JobYamlException {
        Path folder;
        try {
            folder = Path.of(keys.text("folder"));
        } catch (InvalidPathException e) {
            throw keys.wrong("folder", "is not a path");
        }
        return new KnownJob(folder, keys.instant("used"), Files.isRegularFile(new JobFiles(folder).job()),
                keys.has("running") && keys.truth("running"));
    }

    private void write(List<KnownJob> jobs) throws IOException {
        StringBuilder text = new StringBuilder("# Job folders that were used, last first.\n");
        text.append(jobs.isEmpty() ? "jobs: []\n" : "jobs:\n");
        for (KnownJob job : jobs) {
            text.append("  - folder: ").append(YamlText.quoted(job.folder().toString())).append("\n    used: ")
                    .append(YamlText.quoted(job.lastUsed().toString())).append("\n    running: ").append(job.running()).append('\n');
        }
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, text.toString());
    }
}
