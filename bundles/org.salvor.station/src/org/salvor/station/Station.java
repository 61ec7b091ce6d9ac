package org.salvor.station;

import java.util.List;
import java.util.function.Consumer;

/**
 * The one door to drives and jobs for every client. Requests, answers and events are records of plain values, so that the same interface works inside one
 * JVM and across a socket. All methods may be called from any thread, may take as long as a disk takes (never call them on a display thread, except the
 * ones said to be immediate), and throw {@link StationException} with one sentence that says what, where and what to do.
 */
public interface Station extends DriveControl, PowerControl, AutoCloseable {

    /** The drives that can be seen, found without disturbing any. */
    List<DriveView> drives() throws StationException;

    /**
     * The drives that can be seen, each asked for its hidden sectors and its SMART verdict, all at once. No sector is read. A drive that a job holds, that
     * cannot be opened, or that its transport would have to take from the system is not asked; one that has not answered after three seconds is shown without.
     */
    List<DriveSurvey> survey() throws StationException;

    /** Opens a drive, asks who it is and closes it again. A drive of a running job answers from the job. */
    DriveView identify(String address) throws StationException;

    /**
     * Reads a few sectors of a drive outside any job, once and without retries, such as those that hold its partition table. What the drive cannot read is
     * in the answer, not thrown. A drive of a running job is not asked.
     *
     * @param address drive
     * @param firstLba first sector, from 0
     * @param sectorCount sectors, 1 to 65,536; fewer come back where the drive ends before
     */
    SectorsView readSectors(String address, long firstLba, int sectorCount) throws StationException;

    /** Built-in plans in order of rising patience. Immediate. */
    List<PlanView> plans();

    /** Reads a plan, built-in by name or a YAML file by path, and checks it. */
    PlanView plan(String nameOrFile) throws StationException;

    /** Checks a plan's YAML text. Findings are in the answer, not thrown. Immediate. */
    PlanCheck checkPlan(String yaml);

    /**
     * Checks a plan's YAML text together with a head map, so that each head that a pass selects must be known. Findings are in the answer, not thrown.
     * Immediate.
     *
     * @throws StationException when the head map itself is faulty
     */
    PlanCheck checkPlan(String yaml, String headMapYaml) throws StationException;

    /** Checks the YAML text of a head map, without a drive. Findings are in the answer, not thrown. Immediate. */
    PlanCheck checkHeadMap(String yaml);

    /**
     * What would stop {@link #start} from writing to this destination, each a sentence; empty when nothing would. That a drive was not confirmed yet is one of
     * them; whoever is about to ask for that asks with {@link JobOrder.Options#confirmed}. Writes nothing.
     */
    List<String> objections(JobOrder order) throws StationException;

    /**
     * Makes a job folder, or opens the one that is there, and starts imaging. Returns once the job runs. Where the order names another destination than the
     * folder, the image is first moved there on the calling thread, which takes as long as the disks take; meanwhile the job is {@link JobView.State#MOVING},
     * listeners hear {@link StationEvent.Moving}, and {@link Steer.Stop} ends it.
     */
    JobView start(JobOrder order) throws StationException;

    /** Opens the job in a folder as it stands, without starting it. Its drives are not touched. */
    JobView open(String folder) throws StationException;

    /** Every job that this station has opened, running or not. Immediate. */
    List<JobView> jobs();

    /**
     * The job folders that this user has worked with, last used first, also of earlier programs: among them the jobs that ran when the program ended. Empty
     * for a station that keeps no such list. Touches no drive.
     */
    List<KnownJobView> knownJobs();

    /** One job as it is now. Immediate. */
    JobView job(String id) throws StationException;

    /** Gives a running job an order. Returns when the order is in its queue; {@link JobView#state()} shows what came of it. Immediate, but for
     * {@link Steer.ReplaceDestination}. */
    void steer(String id, Steer order) throws StationException;

    /** Stops and forgets a job that is not wanted in the list any more. Its folder stays. */
    void forget(String id) throws StationException;

    /**
     * Part of a job's map as cells.
     *
     * @param firstLba start, from 0
     * @param endLba end, exclusive
     * @param cells cells wanted, 1 to 65,536; fewer come back when the range has fewer sectors
     * @param sinceVersion version of an earlier answer to the same window: only cells changed since are filled; -1 for all
     */
    MapWindow mapWindow(String id, long firstLba, long endLba, int cells, long sinceVersion) throws StationException;

    /** The job's map as a ddrescue mapfile text. */
    String exportMap(String id) throws StationException;

    /** Reads the whole destination back and compares it with the hashes of the job. {@code progress} is called on the calling thread. */
    VerifyView verify(String folder, Consumer<Progress> progress) throws StationException;

    /** Entries of a job's case journal, {@code count} at most, from entry {@code first} (0-based; negative counts from the end). */
    JournalView journal(String folder, long first, int count) throws StationException;

    /** Walks the whole chain of a case journal. Findings are in the answer. */
    JournalCheck verifyJournal(String folder) throws StationException;

    /** Simulated drive profiles with their sentences. Immediate. */
    List<ProfileView> profiles();

    /** Calls {@code listener}, on a thread of the station, for every event until the answer is closed. Listeners must be quick. */
    AutoCloseable listen(Consumer<StationEvent> listener);

    /** Stops every job, flushes, and gives all drives back. Waits ten seconds at most. */
    @Override
    void close();
}
