package org.salvor.simulation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.plan.Rung;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/**
 * Sits on the wire to the source and its supply, sees every command that really leaves, and holds it against the rules. Now and then the source answers as
 * another drive after a reset, with another drive's bytes, until the next reset.
 */
final class SourceWatch implements Drive, PowerSwitch {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final StateFilter FAILED_BEFORE = StateFilter.all().withTries(1, SectorState.MOST_TRIES);

    private final SimulatedDrive drive;
    private final SimulatedJob job;
    private final Story story;
    private final SplittableRandom moods;
    private final Map<Rung.Step, List<Long>> taken = new EnumMap<>(Rung.Step.class);
    private final Map<Rung.Step, Long> takenInAll = new EnumMap<>(Rung.Step.class);
    private final List<LbaRange> precious = new ArrayList<>();
    /** Odds that the source comes back as another drive from a reset, in percent. */
    int swapPercent;
    /** Runs within every command, where only another thread could give an order. */
    Runnable meanwhile = () -> {
    };
    private SectorMap arrived;
    private boolean another;
    private boolean identified;
    private boolean stopped;
    private String suspicion;
    /** What the latest read brought for the first time. */
    private LbaRange latest;

    SourceWatch(SimulatedDrive drive, SimulatedJob job, Story story, SplittableRandom moods) {
        this.drive = drive;
        this.job = job;
        this.story = story;
        this.moods = moods;
        newLife();
    }

    /** The drive behind the watch. */
    SimulatedDrive drive() {
        return drive;
    }

    /** Another imager goes on. */
    void newLife() {
        arrived = new SectorMap(drive.identity().sectorCount());
        identified = false;
        stopped = false;
        suspicion = null;
        precious.clear();
        for (Rung.Step step : Rung.Step.values()) {
            taken.put(step, new ArrayList<>());
            takenInAll.putIfAbsent(step, 0L);
        }
    }

    /** The operator ordered a stop: nothing may leave from now on. */
    void stopped() {
        stopped = true;
    }

    /** What our own side lost may be read again. */
    void lost() {
        arrived = new SectorMap(drive.identity().sectorCount());
        precious.clear();
    }

    /** The source is itself again. */
    void comeBack() {
        another = false;
        swapPercent = 0;
    }

    long taken(Rung.Step step) {
        return takenInAll.get(step);
    }

    /** What the engine testified to explains the last command, or leaves it unexplained. */
    void testified(String note) {
        if (note.startsWith("known-sector") || note.equals("check of a known sector")) {
            suspicion = null;
            if (latest != null) {
                arrived.set(latest, SectorState.UNTRIED); // its bytes were only compared
                latest = null;
            }
        }
    }

    /** Looks at what must be settled before anything else happens. */
    void settle() {
        if (suspicion != null) {
            story.broken("nothing is read twice", "%s", suspicion);
            suspicion = null;
        }
        latest = null;
    }

    private void leaves(String what) {
        settle();
        if (stopped) {
            story.broken("a stop stops", "%s left after the stop", what);
        }
        for (LbaRange range : precious) {
            RunCursor runs = job.durable.runs(range);
            while (runs.next()) {
                if (runs.state().stage() != Stage.READ && runs.state().stage() != Stage.SUSPECT
                        && runs.state().stage() != Stage.READ_IGNORING_ECC) {
                    story.broken("a late success is durable first",
                            "%s left while sector %d, read at last after a failure, was not durable",
                            what, runs.firstLba());
                }
            }
        }
        precious.clear();
        meanwhile.run();
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        leaves("a read");
        require(request);
        List<LbaRange> late = failedBefore(request);
        ReadOutcome outcome = drive.read(request, into);
        LbaRange proven = LbaRange.ofCount(request.firstLba(), outcome.provenSectors());
        story.step("read %d +%d %s: %s, %d proven", request.firstLba(), request.sectorCount(), request.method().name(),
                outcome.getClass().getSimpleName(), outcome.provenSectors());
        if (another && into.byteSize() > 0) {
            spoil(into.asSlice(0, proven.sectorCount() * drive.identity().sectorBytes()));
        }
        if (!proven.isEmpty() && request.method() != ReadMethod.VERIFY && request.method() != ReadMethod.LONG && suspicion == null) {
            latest = arrived.nextRun(proven, StateFilter.of(Stage.READ)) == null ? proven : null;
            arrived.set(proven, SectorState.of(Stage.READ));
            late.stream().filter(range -> range.overlaps(proven)).map(range -> range.intersect(proven)).forEach(precious::add);
        }
        return outcome;
    }

    private static void spoil(MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); at += 64) {
            bytes.set(ValueLayout.JAVA_BYTE, at, (byte) ~bytes.get(ValueLayout.JAVA_BYTE, at));
        }
    }

    private List<LbaRange> failedBefore(ReadRequest request) {
        List<LbaRange> late = new ArrayList<>(0);
        LbaRange asked = new LbaRange(request.firstLba(), request.endLba());
        if (request.method() == ReadMethod.VERIFY || job.live.nextRun(asked, FAILED_BEFORE) == null) {
            return late;
        }
        RunCursor runs = job.live.runs(asked);
        while (runs.next()) {
            if (runs.state().tries() > 0) {
                late.add(new LbaRange(runs.firstLba(), runs.endLba()));
            }
        }
        return late;
    }

    private void require(ReadRequest request) {
        if (!identified) {
            story.broken("known before it is read", "a read left before the source had said, since it was reset, who it is");
        }
        if (request.endLba() > drive.identity().sectorCount()) {
            story.broken("within the domain", "sectors %d to %d were asked for, and the source ends at %d", request.firstLba(),
                    request.endLba(), drive.identity().sectorCount());
            return;
        }
        LbaRange asked = new LbaRange(request.firstLba(), request.endLba());
        RunCursor runs = job.live.runs(asked);
        while (runs.next()) {
            Stage stage = runs.state().stage();
            if (stage == Stage.EXCLUDED) {
                story.broken("within the domain", "sector %d is excluded and was asked for", runs.firstLba());
            }
            LbaRange run = new LbaRange(runs.firstLba(), runs.endLba());
            boolean done = stage == Stage.READ && request.method() != ReadMethod.VERIFY;
            boolean forgotten = stage != Stage.READ && stage != Stage.SUSPECT && stage != Stage.READ_IGNORING_ECC
                    && arrived.nextRun(run, StateFilter.of(Stage.READ)) != null;
            if (done || forgotten) {
                suspicion = "sectors %d to %d had arrived and were asked for again".formatted(run.firstLba(), run.endLba());
            }
        }
        RunCursor durable = job.durable.runs(asked);
        while (durable.next()) {
            if (durable.state().stage() == Stage.READ && job.live.stateAt(durable.firstLba()).stage() != Stage.SUSPECT) {
                suspicion = "sector %d is durable and was asked for again".formatted(durable.firstLba());
            }
        }
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        leaves("IDENTIFY");
        IdentifyOutcome outcome = drive.identify(timeoutMillis);
        if (another && outcome instanceof IdentifyOutcome.Identified(DriveIdentity id)) {
            outcome = new IdentifyOutcome.Identified(new DriveIdentity(id.model(), id.serial() + "X", id.firmware(), id.sectorCount(),
                    id.sectorBytes(), id.physicalSectorBytes()));
        }
        identified = outcome instanceof IdentifyOutcome.Identified && !another;
        story.step("identify: %s", !(outcome instanceof IdentifyOutcome.Identified) ? "no answer" : another ? "another drive" : "itself");
        return outcome;
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        leaves("a reset");
        ResetOutcome outcome = drive.reset(reset, readyMillis);
        story.step("reset, %s: %s", reset.name(), outcome.getClass().getSimpleName());
        changed();
        switch (reset) {
        case SOFT -> took(Rung.Step.SOFT_RESET);
        case HARD -> took(Rung.Step.HARD_RESET);
        case RESCAN, CONTROLLER -> {
        }
        }
        return outcome;
    }

    private void changed() {
        identified = false;
        another = swapPercent > 0 && moods.nextInt(100) < swapPercent;
    }

    private void took(Rung.Step step) {
        if (job.operatorsResets > 0 && step != Rung.Step.RE_POWER) {
            job.operatorsResets--;
            return;
        }
        List<Long> times = taken.get(step);
        times.add(drive.clock().nanos());
        takenInAll.merge(step, 1L, Long::sum);
        long within = times.stream().filter(at -> at > drive.clock().nanos() - HOUR_NANOS).count();
        for (Rung rung : job.rungs(step)) {
            if (within <= rung.perHour() && times.size() <= rung.perJob()) {
                return;
            }
        }
        story.broken("budgets are kept", "%s was taken %d times, %d of them within an hour", step.name(), times.size(), within);
    }

    @Override
    public PowerOutcome off() {
        leaves("power off");
        story.step("power off");
        took(Rung.Step.RE_POWER);
        return drive.off();
    }

    @Override
    public PowerOutcome on() {
        meanwhile.run();
        story.step("power on");
        changed();
        return drive.on();
    }

    @Override
    public String name() {
        return drive.name();
    }

    @Override
    public PowerState state() {
        return drive.state();
    }

    @Override
    public Duration minimumOffTime() {
        return drive.minimumOffTime();
    }

    @Override
    public Clock clock() {
        return drive.clock();
    }

    @Override
    public DriveIdentity identity() {
        return drive.identity();
    }

    @Override
    public Capabilities capabilities() {
        return drive.capabilities();
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        meanwhile.run();
        return drive.awaitReady(readyMillis);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return drive.ataPort();
    }

    @Override
    public OptionalInt temperatureCelsius() {
        leaves("a question for the temperature");
        return drive.temperatureCelsius();
    }

    @Override
    public void close() {
        drive.close();
    }
}
