package org.salvor.imaging;

import java.util.ArrayList;
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
    private List<LbaRange> ranges;
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
            List<LbaRange> parts = select.ranges().isEmpty() ? List.of(map.wholeRange()) : select.ranges();
            ranges = select.heads().isEmpty() ? parts : heads.intersect(parts, select.heads());
            filterNumber = state.passNumber;
        }
        return filter;
    }

    /** Begins the next enabled pass that has something to do. False when there is none. */
    boolean beginNextPass(long nowNanos, List<Step.Note> notes) {
        for (int index = state.passIndex + 1; index < plan.passes().size(); index++) {
            state.passIndex = index;
            state.round = 0;
            if (pass().enabled() && beginRound()) {
                state.passErrors = 0;
                state.passPowerCycles = 0;
                state.passStartNanos = nowNanos;
                state.minuteStartNanos = nowNanos;
                state.minuteSectors = 0;
                notes.add(new Step.Note("pass-begins",
                        "Pass " + (index + 1) + " of " + plan.passes().size() + ", " + pass().name() + ", begins."));
                return true;
            }
        }
        state.passIndex = plan.passes().size();
        return false;
    }

    /** Begins another round of the running pass. False when it has had all its rounds or nothing is selected any more. */
    boolean beginRound() {
        if (state.round >= pass().rounds()) {
            return false;
        }
        state.round++;
        state.passNumber = state.passNumber % 255 + 1;
        toTheStart();
        state.slowInRow = 0;
        state.passDoneSectors = 0;
        state.passTotalSectors = 0;
        for (Stage stage : pass().select().stages()) {
            state.passTotalSectors += map.totals().of(stage);
        }
        return state.passTotalSectors > 0 && next() != null;
    }

    /** Whether the running pass can read any sector again that was lost. */
    boolean takesBack() {
        Pass pass = pass();
        return pass != null && !pass.confirm() && pass.method() != ReadMethod.VERIFY && pass.select().ranges().isEmpty()
                && pass.select().heads().isEmpty();
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
        for (LbaRange part : ranges) {
            if (part.endLba() > state.position) {
                LbaRange area = map.nextStretch(new LbaRange(Math.max(state.position, part.firstLba()), part.endLba()), wanted, most);
                if (area != null) {
                    long end = area.firstLba() - area.firstLba() % block + (streak ? most : block);
                    return new LbaRange(area.firstLba(), Math.min(area.endLba(), end));
                }
            }
        }
        return null;
    }

    private LbaRange nextBackward(int block) {
        StateFilter wanted = filter();
        for (LbaRange part : ranges.reversed()) {
            if (part.firstLba() < state.position) {
                LbaRange area = map.previousStretch(new LbaRange(part.firstLba(), Math.min(state.position, part.endLba())), wanted, block);
                if (area != null) {
                    long last = area.endLba() - 1;
                    return new LbaRange(Math.max(area.firstLba(), last - last % block), area.endLba());
                }
            }
        }
        return null;
    }

    /** The selected, untouched sectors that begin at {@code lba} (forward) or end there (backward); null when there are none right there. */
    LbaRange restOfArea(long lba) {
        if (pass().direction() == Direction.FORWARD) {
            LbaRange rest = lba < map.sectorCount() ? map.nextStretch(new LbaRange(lba, map.sectorCount()), filter(), Long.MAX_VALUE)
                    : null;
            return rest != null && rest.firstLba() == lba ? rest : null;
        }
        LbaRange rest = lba > 0 ? map.previousStretch(new LbaRange(0, lba), filter(), Long.MAX_VALUE) : null;
        return rest != null && rest.endLba() == lba ? rest : null;
    }

    /** Sectors a pass jumps over behind {@code lba}, in its direction. */
    LbaRange jumpFrom(long lba, long sectors) {
        return pass().direction() == Direction.FORWARD ? new LbaRange(lba, Math.min(map.sectorCount(), lba + sectors))
                : new LbaRange(Math.max(0, lba - sectors), lba);
    }

    /** Physical sectors of the drive whose heads are known. */
    record HeadMap(List<List<LbaRange>> rangesOfHead) {
        static final HeadMap NONE = new HeadMap(List.of());

        List<LbaRange> intersect(List<LbaRange> parts, Iterable<Integer> heads) {
            List<LbaRange> common = new ArrayList<>();
            for (int head : heads) {
                for (LbaRange range : head < rangesOfHead.size() ? rangesOfHead.get(head) : List.<LbaRange>of()) {
                    for (LbaRange part : parts) {
                        if (part.overlaps(range)) {
                            common.add(part.intersect(range));
                        }
                    }
                }
            }
            common.sort(null);
            return common;
        }
    }
}
