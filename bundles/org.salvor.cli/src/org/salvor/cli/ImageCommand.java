package org.salvor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.SectorsView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import org.salvor.station.Steer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Images a drive, or goes on with it. */
@Command(name = "image",
        description = "Images a drive in the passes of a plan, or goes on where it was stopped: the same command resumes, and so does "
                + "\"salvor image --job DIR\" alone.",
        footer = { "",
                "Ctrl-C stops in order: no further command goes to the source, and what was read is made durable. So does a reader of the"
                        + " output that goes away.",
                "",
                "With --json, each line is an object whose \"type\" is progress (one a second), moving (while the image goes to another destination), note (something that calls for a person), result (the last"
                        + " one, with exitCode and complete) or error. A job has id, folder, source, destination, plan, passes, state, sentence, passIndex"
                        + " (from 0), passRound, passPercent, positionLba, sectorCount, sectorBytes, sectorsByStage, sectorsByCause, errors, resets,"
                        + " powerCycles, bytesPerSecond, averageBytesPerSecond, driveSeconds, remainingSeconds, temperatureCelsius, lastRegisters,"
                        + " mapVersion, durableSectors and hidden (what the source hides, in words).",
                "", "Examples:",
                "  salvor image /dev/sdb /dev/sdc --job case1 --plan thorough",
                "  salvor image sg:/dev/sg1 copy.img --job case1 --ranges 0-4095,1GiB-2GiB,90%%-",
                "  salvor image --job case1",
                "  salvor image sg:/dev/sg1 copy.img --job case2 --open-hidden",
                "  salvor image sim:clustered copy.img --job try1 --json" })
final class ImageCommand implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(ImageCommand.class.getName());

    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", index = "0", arity = "0..1",
            description = "The failing drive: an address such as sg:/dev/sg1 or sim:clustered, or a "
                    + "path. The folder knows it once the job was begun.")
    private String source = "";

    @Parameters(paramLabel = "DESTINATION", index = "1", arity = "0..1",
            description = "Where its sectors go: a drive or a file. Another one than the "
                    + "folder's replaces it and is brought up to date.")
    private String destination = "";

    @Option(names = "--job", paramLabel = "DIR", required = true, description = "Job folder; made when it is not there.")
    private String folder;

    @Option(names = "--plan", paramLabel = "NAME|FILE", completionCandidates = KnownNames.Plans.class,
            description = "A built-in plan or a YAML file; "
                    + "standard for a new job, the folder's for an old one.")
    private String plan = "";

    @Option(names = "--ranges", paramLabel = "RANGES",
            description = "Parts of the source, with commas: FIRST-LAST or FIRST+COUNT in sectors, or positions "
                    + "such as 1GiB-2GiB or 50%%- (the end not included).")
    private String ranges = "";

    @Option(names = "--partition", paramLabel = "N", description = "Only the partition with this number in the source's MBR or GPT.")
    private Integer partition;

    @Option(names = "--domain", paramLabel = "MAP", description = "Only the finished blocks of this ddrescue mapfile.")
    private String domain = "";

    @Option(names = "--map", paramLabel = "FILE",
            description = "Map of an earlier attempt with another program; what it calls finished counts as "
                    + "imported and is checked on the destination.")
    private String map = "";

    @Option(names = "--yes", description = "Write to a destination drive without asking.")
    private boolean yes;

    @Mixin
    private JobOptions choices;

    @Mixin
    private JsonOption json;

    ImageCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        checkArguments();
        Station station = shell.stations().station();
        JobOrder order = order(station);
        try (Signals signals = shell.catchSignals().start()) {
            ProgressOutput output = output();
            JobView job = started(station, order, output);
            try {
                return new Watch(shell, station, output).untilDone(job.id());
            } finally {
                stopIfLive(station, job.id());
            }
        }
    }

    private JobView started(Station station, JobOrder order, ProgressOutput output) throws StationException {
        try (MoveWatch watch = new MoveWatch(shell, station, output)) {
            return station.start(order);
        }
    }

    private void checkArguments() throws CommandFailure {
        if (!source.isEmpty() && destination.isEmpty()) {
            throw CommandFailure.input("No destination was given for the source " + source
                    + "; give both, or neither to go on with the job in " + folder + ".");
        }
        if (source.isEmpty() && !begun()) {
            throw CommandFailure.input("There is no job in " + folder + " yet; give the source and the destination of a new one.");
        }
        if (partition != null && !ranges.isEmpty()) {
            throw CommandFailure.input("--partition and --ranges both say what to image; give one of them.");
        }
        if (partition != null && partition < 1) {
            throw CommandFailure.input("Partitions are counted from 1; " + partition + " is none.");
        }
        choices.options(yes);
    }

    private JobOrder order(Station station) throws CommandFailure, StationException {
        boolean drive = !destination.isEmpty() && DestinationCheck.isDrive(destination);
        JobOrder order = new JobOrder(folder, source, destination, plan, ranges(station), domain, map, choices.options(yes));
        if (!drive || yes || begun() && isTheFolders(station)) {
            return order;
        }
        JobOrder confirmed = new JobOrder(folder, source, destination, plan, order.ranges(), domain, map, choices.options(true));
        List<String> objections = station.objections(confirmed);
        if (!objections.isEmpty()) {
            throw CommandFailure.input(String.join(" ", objections));
        }
        new DestinationCheck(shell).confirm(destination);
        return confirmed;
    }

    /** Whether the job writes to this destination already; whether the drive there is still the same one is the station's to check. */
    private boolean isTheFolders(Station station) throws StationException {
        return station.open(folder).destination().startsWith(destination + ", ");
    }

    /** What of the source is wanted; empty for all, or for what the folder says. */
    private List<JobOrder.Range> ranges(Station station) throws CommandFailure, StationException {
        if (!ranges.isEmpty()) {
            try {
                return source.isEmpty() ? rangesOfJob(station.open(folder)) : rangesOfDrive(station, station.identify(source));
            } catch (IllegalArgumentException wrong) {
                throw new CommandFailure(ExitCode.WRONG_INPUT, wrong.getMessage(), wrong);
            }
        }
        // The folder of a job that was begun knows the sectors; the table is not read from a failing drive again.
        if (partition == null || begun()) {
            return List.of();
        }
        DriveView drive = station.identify(source);
        PartitionTable table = new PartitionTable((lba, count) -> sectors(station, lba, count), drive.sectorCount(), drive.sectorBytes());
        Partition found = table.partition(partition);
        return List.of(new JobOrder.Range(found.firstLba(), found.endLba()));
    }

    private List<JobOrder.Range> rangesOfDrive(Station station, DriveView drive) throws StationException {
        long reachable = choices.openHidden() ? station.hidden(source).nativeSectors() : 0;
        return new SectorRanges(ranges).on(Math.max(drive.sectorCount(), reachable), drive.sectorBytes());
    }

    private List<JobOrder.Range> rangesOfJob(JobView job) {
        return new SectorRanges(ranges).on(job.sectorCount(), job.sectorBytes());
    }

    private byte[] sectors(Station station, long lba, int count) throws CommandFailure {
        try {
            SectorsView view = station.readSectors(source, lba, count);
            if (!view.problem().isEmpty()) {
                throw CommandFailure.input(
                        "The partition table of " + source + " could not be read: " + view.problem() + " Name the sectors with --ranges.");
            }
            return view.bytes();
        } catch (StationException failure) {
            throw new CommandFailure(ExitCode.of(failure.kind()), failure.getMessage(), failure);
        }
    }

    private boolean begun() {
        return Files.exists(Path.of(folder, "job.yaml"));
    }

    private ProgressOutput output() {
        return json.chosen() ? new ProgressJson(shell.out()) : shell.terminal().output() ? new ProgressBlock(shell)
                : new ProgressLines(shell.out());
    }

    /** A job that failed still holds its drives, and one that was left in the middle still reads. */
    private static void stopIfLive(Station station, String id) throws StationException {
        JobView job = station.job(id);
        if (job.live() || job.state() == JobView.State.FAILED) {
            try {
                station.steer(id, new Steer.Stop());
            } catch (StationException endedMeanwhile) {
                LOG.log(System.Logger.Level.DEBUG, "The job needed no stop", endedMeanwhile);
            }
        }
    }
}
