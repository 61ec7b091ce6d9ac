package org.salvor.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.Selection;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorRun;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/** What an outcome means for the map. Pure. */
final class OutcomeRules {
    private static final StateFilter FAILED_BEFORE = StateFilter.all().withTries(1, SectorState.MOST_TRIES);

    private final ReadableMap map;
    private final int sectorsPerPhysical;

    OutcomeRules(ReadableMap map, int sectorsPerPhysical) {
        this.map = map;
        this.sectorsPerPhysical = sectorsPerPhysical;
    }

    /** Kind of error that an outcome stands for. */
    static Cause causeOf(ReadOutcome outcome) {
        return switch (outcome) {
        case ReadOutcome.Read _ -> Cause.NONE;
        case ReadOutcome.MediaError media -> switch (media.fault()) {
        case UNCORRECTABLE -> Cause.UNCORRECTABLE;
        case ID_NOT_FOUND -> Cause.ID_NOT_FOUND;
        case ADDRESS_MARK -> Cause.ADDRESS_MARK;
        };
        case ReadOutcome.TransferError _ -> Cause.INTERFACE_CRC;
        case ReadOutcome.Aborted _ -> Cause.ABORTED;
        case ReadOutcome.NotReady _ -> Cause.NOT_READY;
        case ReadOutcome.DriveFault _ -> Cause.DRIVE_FAULT;
        case ReadOutcome.TimedOut _ -> Cause.TIMED_OUT;
        case ReadOutcome.Gone _ -> Cause.GONE;
        };
    }

    /** The physical sector that surely failed: the one named, or the only one asked for; null when that is not known. */
    LbaRange failedPhysical(ReadRequest request, ReadOutcome outcome) {
        long command = commandStart(request, outcome);
        long commandEnd = Math.min(request.endLba(), command + request.blockSectors());
        if (outcome instanceof ReadOutcome.MediaError media && media.failingLba() >= request.firstLba() + outcome.provenSectors()
                && media.failingLba() < commandEnd) {
            long first = media.failingLba() - media.failingLba() % sectorsPerPhysical;
            return new LbaRange(Math.max(request.firstLba() + outcome.provenSectors(), first),
                    Math.min(commandEnd, first + sectorsPerPhysical));
        }
        return commandEnd - command <= sectorsPerPhysical ? new LbaRange(command, commandEnd) : null;
    }

    /** The sectors whose command failed: behind what is proven, to the end of that command. */
    static LbaRange failedBlock(ReadRequest request, ReadOutcome outcome) {
        long first = request.firstLba() + outcome.provenSectors();
        return new LbaRange(first, Math.max(first, Math.min(request.endLba(), commandStart(request, outcome) + request.blockSectors())));
    }

    private static long commandStart(ReadRequest request, ReadOutcome outcome) {
        return request.firstLba() + outcome.provenSectors() / request.blockSectors() * request.blockSectors();
    }

    /** Sectors that became good. Their tries and first registers stay on record. */
    List<MapChange> good(LbaRange range, ReadMethod method, boolean believed, int passNumber) {
        List<MapChange> changes = new ArrayList<>(1);
        forEachRun(range, run -> {
            Stage stage = switch (method) {
            case VERIFY -> run.state().stage();
            case LONG -> Stage.READ_IGNORING_ECC;
            case AUTO, PIO, DMA, FPDMA -> believed ? Stage.READ : Stage.SUSPECT;
            };
            changes.add(new MapChange(run.range(), run.state().withStage(stage).withLastPass(passNumber)));
        });
        return changes;
    }

    /** Sectors that failed. {@code alone}: they are one physical sector, asked for by name. */
    List<MapChange> failed(LbaRange range, ReadOutcome outcome, Stage stage, boolean alone, int passNumber) {
        int registers = outcome.evidence().registers().packed();
        Cause cause = causeOf(outcome);
        List<MapChange> changes = new ArrayList<>(1);
        forEachRun(range, run -> {
            SectorState state = run.state().withStage(worseOf(run.state().stage(), stage)).withCause(cause).withLastPass(passNumber);
            state = registers == 0 ? state : state.withFirstRegisters(registers);
            changes.add(new MapChange(run.range(), alone ? state.withOneMoreTry() : state));
        });
        return changes;
    }

    /** What was learned of a sector before is not forgotten because a larger block around it failed. */
    private static Stage worseOf(Stage was, Stage becomes) {
        return switch (was) {
        case UNTRIED, SKIPPED, READ, IMPORTED, EXCLUDED -> becomes;
        case NON_TRIMMED, NON_SCRAPED, BAD -> was.compareTo(becomes) > 0 ? was : becomes;
        case READ_IGNORING_ECC, SUSPECT -> was;
        };
    }

    /** Sectors that were read and are not believed any more. */
    List<MapChange> demoted(List<LbaRange> ranges) {
        List<MapChange> changes = new ArrayList<>();
        for (LbaRange range : ranges) {
            forEachRun(range, run -> {
                if (run.state().stage() == Stage.READ) {
                    changes.add(new MapChange(run.range(), run.state().withStage(Stage.SUSPECT)));
                }
            });
        }
        return changes;
    }

    /** Sectors whose data was lost, so that the plan begins with them anew. Their tries and first registers stay on record. */
    List<MapChange> begunAnew(List<LbaRange> lost, Stage stage) {
        List<MapChange> changes = new ArrayList<>();
        for (LbaRange range : lost) {
            forEachRun(range, run -> changes.add(new MapChange(run.range(), run.state().withStage(stage).withLastPass(0))));
        }
        return changes;
    }

    /** Sectors whose data was lost, so that a pass with this selection takes them. Their tries and first registers stay on record. */
    List<MapChange> readAgain(List<LbaRange> lost, Selection select) {
        Stage stage = select.stages().stream().min(Comparator.naturalOrder()).orElseThrow();
        List<MapChange> changes = new ArrayList<>();
        for (LbaRange range : lost) {
            forEachRun(range, run -> {
                SectorState state = run.state().withStage(stage).withLastPass(0);
                boolean selected = select.causes().isEmpty() || select.causes().contains(state.cause());
                changes.add(new MapChange(run.range(), selected ? state : state.withCause(select.causes().iterator().next())));
            });
        }
        return changes;
    }

    /** Sectors of a confirming read: those that equal the destination are believed, the others stay suspect with one more try. */
    List<MapChange> compared(LbaRange range, List<LbaRange> differing, int passNumber) {
        List<MapChange> changes = new ArrayList<>(1);
        long at = range.firstLba();
        for (LbaRange other : differing) {
            believe(new LbaRange(at, other.firstLba()), true, passNumber, changes);
            believe(other, false, passNumber, changes);
            at = other.endLba();
        }
        believe(new LbaRange(at, range.endLba()), true, passNumber, changes);
        return changes;
    }

    private void believe(LbaRange range, boolean equal, int passNumber, List<MapChange> changes) {
        forEachRun(range, run -> {
            SectorState state = run.state().withLastPass(passNumber);
            changes.add(new MapChange(run.range(), equal ? state.withStage(Stage.READ) : state.withStage(Stage.SUSPECT).withOneMoreTry()));
        });
    }

    /** Sectors that this pass leaves to later ones. Untried ones become skipped. */
    List<MapChange> passedOver(LbaRange range, StateFilter selected, Stage stage, int passNumber) {
        List<MapChange> changes = new ArrayList<>(1);
        forEachRun(range, run -> {
            if (selected.matches(run.state())) {
                Stage was = run.state().stage();
                Stage becomes = stage != null ? stage : was == Stage.UNTRIED ? Stage.SKIPPED : was;
                changes.add(new MapChange(run.range(), run.state().withStage(becomes).withLastPass(passNumber)));
            }
        });
        return changes;
    }

    /** Whether any of these sectors failed when it was asked for by name: a success now may never come again. */
    boolean failedBefore(LbaRange range) {
        return map.nextRun(range, FAILED_BEFORE) != null;
    }

    private void forEachRun(LbaRange range, Consumer<SectorRun> consumer) {
        RunCursor cursor = map.runs(range);
        while (cursor.next()) {
            consumer.accept(cursor.run());
        }
    }
}
