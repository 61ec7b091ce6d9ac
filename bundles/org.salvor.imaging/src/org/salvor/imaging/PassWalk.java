package org.salvor.imaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.salvor.drive.Capabilities;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Selection;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/** Walks a pass over the map: where it begins, which sectors come next, when it is through. Owner thread only. */
final class PassWalk {
    /** Good blocks in a row after which ground counts as healthy enough for streaks. */
    private static final int HEALTHY_BLOCKS = 8;
    /** Commands of a streak, and how long each may take before it is the streak's last: together well within the second in which a stop must bite. */
    private static final int STREAK_COMMANDS = 16;
    private static final long STREAK_SLOW_MILLIS = 50;

    private final PassPlan plan;
    private final ReadableMap map;
    private final HeadMap heads;
    private final Capabilities capabilities;
    private final int sectorsPerPhysical;
    private final long mostSectors;
    private final SchedulerState state;
    private StateFilter filter;
    private RangeList ranges;
    private int filterNumber = -1;

    /** @param mostSectors longest request, in sectors */
    PassWalk(PassPlan plan, ReadableMap map, HeadMap heads, Capabilities capabilities, int sectorsPerPhysical, long mostSectors,
            SchedulerState state) {
        this.plan = plan;
        this.map = map;
        this.heads = heads;
        this.capabilities = capabilities;
        this.sectorsPerPhysical = sectorsPerPhysical;
        this.mostSectors = mostSectors;
        this.state = state;
    }

    /** The running pass; null before the first and after the last. */
    Pass pass() {
        return state.passIndex >= 0 && state.passIndex < plan.passes().size() ? plan.passes().get(state.passIndex) : null;
    }

    /** What the running pass selects and has not touched yet. */
    StateFilter filter() {
        if (filterNumber != state.passNumber) {
            Selection select = pass().select();
            StateFilter wanted = StateFilter.of(select.stages());
            wanted = select.causes().isEmpty() ? wanted : wanted.withCauses(select.causes());
            filter = wanted.notTouchedByPass(state.passNumber);
            ranges = parts(select);
            filterNumber = state.passNumber;
        }
        return filter;
    }

    /** The parts of the drive that a selection is about: its ranges, its heads, and what was lost if that is being read again. */
    private RangeList parts(Selection select) {
        RangeList parts = RangeList.of(List.of(map.wholeRange()));
        parts = select.ranges().isEmpty() ? parts : parts.and(RangeList.of(select.ranges()));
        parts = select.heads().isEmpty() ? parts : parts.and(heads.of(select.heads()));
        return state.lost.isEmpty() ? parts : parts.and(RangeList.of(state.lost));
    }

    /** Begins the next enabled pass that has something to do. False when there is none. */
    boolean beginNextPass(long nowNanos, List<Step.Note> notes) {
        for (int index = state.passIndex + 1; index < plan.passes().size(); index++) {
            state.passIndex = index;
            state.round = 0;
            if (pass().enabled() && beginRound()) {
                countAnew(nowNanos);
                notes.add(new Step.Note("pass-begins",
                        "Pass " + (index + 1) + " of " + plan.passes().size() + ", " + pass().name() + ", begins."));
                return true;
            }
        }
        return state.lost.isEmpty() ? end() : backToThePlan(nowNanos, notes);
    }

    private void countAnew(long nowNanos) {
        state.passErrors = 0;
        state.passPowerCycles = 0;
        state.passStartNanos = nowNanos;
        state.minuteStartNanos = nowNanos;
        state.minuteSectors = 0;
    }

    private boolean end() {
        state.passIndex = plan.passes().size();
        return false;
    }

    /**
     * Reads sectors again that were lost and that the running pass cannot read: the plan begins anew over them alone, then goes on where it was.
     */
    void readAgain(List<LbaRange> lost) {
        if (state.lost.isEmpty()) {
            state.keptIndex = state.passIndex;
            state.keptRound = state.round;
            state.keptNumber = state.passNumber;
        }
        List<LbaRange> all = new ArrayList<>(state.lost);
        all.addAll(lost);
        state.lost.clear();
        state.lost.addAll(RangeList.of(all).ranges());
        state.passIndex = -1;
    }

    private boolean backToThePlan(long nowNanos, List<Step.Note> notes) {
        state.lost.clear();
        state.passIndex = state.keptIndex;
        state.round = state.keptRound;
        state.passNumber = state.keptNumber;
        filterNumber = -1;
        if (pass() == null) {
            return state.passIndex < 0 ? beginNextPass(nowNanos, notes) : end();
        }
        startOver();
        countAnew(nowNanos);
        notes.add(new Step.Note("pass-goes-on", "Pass " + (state.passIndex + 1) + ", " + pass().name() + ", goes on."));
        return true;
    }

    /** Begins another round of the running pass. False when it has had all its rounds or nothing is selected any more. */
    boolean beginRound() {
        if (state.round >= pass().rounds()) {
            return false;
        }
        state.round++;
        state.latestNumber = state.latestNumber % 255 + 1;
        state.passNumber = state.latestNumber;
        startOver();
        return state.passTotalSectors > 0 && next() != null;
    }

    private void startOver() {
        toTheStart();
        state.slowInRow = 0;
        state.passDoneSectors = 0;
        state.passTotalSectors = selectedSectors();
    }

    private long selectedSectors() {
        filter();
        long sectors = 0;
        for (Stage stage : pass().select().stages()) {
            sectors += map.totals().of(stage);
        }
        if (sectors == 0 || ranges.ranges().equals(List.of(map.wholeRange()))) {
            return sectors;
        }
        sectors = 0;
        for (LbaRange part : ranges.ranges()) {
            RunCursor cursor = map.runs(part);
            while (cursor.next()) {
                sectors += pass().select().stages().contains(cursor.state().stage()) ? cursor.endLba() - cursor.firstLba() : 0;
            }
        }
        return sectors;
    }

    /** Whether the running pass can read any sector again that was lost. */
    boolean takesBack() {
        Pass pass = pass();
        return pass != null && !pass.confirm() && pass.method() != ReadMethod.VERIFY && pass.select().ranges().isEmpty()
                && pass.select().heads().isEmpty() && state.lost.isEmpty();
    }

    /** The stage with which the plan begins on a sector. */
    Stage firstStage() {
        return plan.passes().stream().filter(pass -> pass.enabled() && !pass.confirm() && pass.method() != ReadMethod.VERIFY)
                .flatMap(pass -> pass.select().stages().stream()).min(Comparator.naturalOrder()).orElse(Stage.UNTRIED);
    }

    /** Walks the round once more from its start; what it has touched it does not select again. */
    void toTheStart() {
        state.position = pass().direction() == Direction.FORWARD ? 0 : map.sectorCount();
        state.jump = 0;
    }

    /** The next read of the running pass; null when the round is through. */
    ReadRequest next() {
        Pass pass = pass();
        int block = blockSectors(pass);
        LbaRange area = pass.direction() == Direction.FORWARD ? nextForward(pass, block) : nextBackward(block);
        if (area == null) {
            return null;
        }
        boolean streak = capabilities.movesBytes() && area.sectorCount() > block;
        long slowMillis = streak && (pass.slow().millis() == 0 || pass.slow().millis() > STREAK_SLOW_MILLIS) ? STREAK_SLOW_MILLIS
                : pass.slow().millis();
        return new ReadRequest(area.firstLba(), area.sectorCount(), (int) Math.min(block, area.sectorCount()), pass.method(),
                pass.timeoutMillis(), slowMillis);
    }

    private int blockSectors(Pass pass) {
        if (pass.method() == ReadMethod.LONG) {
            return 1;
        }
        long physical = (pass.blockSectors() + sectorsPerPhysical - 1L) / sectorsPerPhysical * sectorsPerPhysical;
        return (int) Math.min(physical, Math.min(mostSectors, capabilities.maxSectorsPerCommand()));
    }

    private LbaRange nextForward(Pass pass, int block) {
        StateFilter wanted = filter();
        boolean streak = capabilities.streaks() && state.goodInRow >= HEALTHY_BLOCKS && pass.method() != ReadMethod.LONG && !pass.confirm();
        long longest = capabilities.movesBytes() ? Math.min(mostSectors, (long) STREAK_COMMANDS * block) : mostSectors;
        long most = streak ? longest / block * block : block;
        List<LbaRange> parts = ranges.ranges();
        for (int i = ranges.firstEndingAfter(state.position); i < parts.size(); i++) {
            long from = Math.max(state.position, parts.get(i).firstLba());
            LbaRange area = map.nextStretch(new LbaRange(from, parts.get(i).endLba()), wanted, most);
            if (area != null) {
                long end = area.firstLba() - area.firstLba() % block + (streak ? most : block);
                return new LbaRange(area.firstLba(), Math.min(area.endLba(), end));
            }
        }
        return null;
    }

    private LbaRange nextBackward(int block) {
        StateFilter wanted = filter();
        List<LbaRange> parts = ranges.ranges();
        for (int i = Math.min(ranges.firstEndingAfter(state.position), parts.size() - 1); i >= 0; i--) {
            LbaRange before = parts.get(i).intersect(new LbaRange(0, state.position));
            LbaRange area = before.isEmpty() ? null : map.previousStretch(before, wanted, block);
            if (area != null) {
                long last = area.endLba() - 1;
                return new LbaRange(Math.max(area.firstLba(), last - last % block), area.endLba());
            }
        }
        return null;
    }

    /** The selected, untouched sectors that begin at {@code lba} (forward) or end there (backward); null when there are none right there. */
    LbaRange restOfArea(long lba) {
        boolean forward = pass().direction() == Direction.FORWARD;
        List<LbaRange> parts = within(forward ? new LbaRange(lba, map.sectorCount()) : new LbaRange(0, lba));
        if (parts.isEmpty()) {
            return null;
        }
        LbaRange rest = forward ? map.nextStretch(parts.getFirst(), filter(), Long.MAX_VALUE)
                : map.previousStretch(parts.getLast(), filter(), Long.MAX_VALUE);
        return rest != null && (forward ? rest.firstLba() : rest.endLba()) == lba ? rest : null;
    }

    /** The parts of a range that the running pass is about. */
    List<LbaRange> within(LbaRange range) {
        filter();
        return ranges.within(range);
    }

    /** Sectors a pass jumps over behind {@code lba}, in its direction. */
    LbaRange jumpFrom(long lba, long sectors) {
        return pass().direction() == Direction.FORWARD ? new LbaRange(lba, Math.min(map.sectorCount(), lba + sectors))
                : new LbaRange(Math.max(0, lba - sectors), lba);
    }

    /** Sectors of the drive whose heads are known, head by head. */
    record HeadMap(List<List<LbaRange>> rangesOfHead) {
        static final HeadMap NONE = new HeadMap(List.of());

        RangeList of(Iterable<Integer> heads) {
            List<LbaRange> all = new ArrayList<>();
            for (int head : heads) {
                all.addAll(head < rangesOfHead.size() ? rangesOfHead.get(head) : List.of());
            }
            return RangeList.of(all);
        }
    }
}
