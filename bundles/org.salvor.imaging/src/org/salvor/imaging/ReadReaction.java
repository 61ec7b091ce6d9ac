package org.salvor.imaging;

import java.util.ArrayList;
import java.util.List;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.AfterError;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Rest;
import org.salvor.imaging.plan.SlowSkip;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.Stage;

/** Draws the conclusions from a read: what the map learns, where the pass goes on, what is owed before the next read. Owner thread only. */
final class ReadReaction {
    /** Interface CRC errors say nothing of the medium: the same block is asked for again so often. */
    private static final int TRANSFER_RETRIES = 3;

    private final PassPlan.Checks checks;
    private final PassWalk walk;
    private final OutcomeRules rules;
    private final SchedulerState state;

    ReadReaction(PassPlan.Checks checks, PassWalk walk, OutcomeRules rules, SchedulerState state) {
        this.checks = checks;
        this.walk = walk;
        this.rules = rules;
        this.state = state;
    }

    /** What a read came to: changes of the map, and whether its data is irreplaceable. */
    record Result(List<MapChange> changes, boolean precious) {
    }

    Result to(Event.ReadEnded event) {
        List<MapChange> changes = new ArrayList<>(2);
        boolean precious = event.outcome().provenSectors() > 0 && good(event, changes);
        if (!event.outcome().good()) {
            failed(event.request(), event.outcome(), changes);
        } else {
            slow(event.request(), event.outcome(), changes);
        }
        return new Result(changes, precious);
    }

    private boolean good(Event.ReadEnded event, List<MapChange> changes) {
        ReadRequest request = event.request();
        LbaRange range = LbaRange.ofCount(request.firstLba(), event.outcome().provenSectors());
        boolean precious = request.method() != ReadMethod.VERIFY && rules.failedBefore(range);
        if (event.differing() != null) {
            changes.addAll(rules.compared(range, event.differing(), state.passNumber));
        } else {
            changes.addAll(rules.good(range, request.method(), !state.distrust, state.passNumber));
        }
        if (request.method() != ReadMethod.VERIFY) {
            state.addProvisional(range);
        }
        boolean forward = walk.pass().direction() == Direction.FORWARD;
        state.position = forward ? range.endLba() : event.outcome().good() ? range.firstLba() : request.endLba();
        state.passDoneSectors += range.sectorCount();
        state.minuteSectors += range.sectorCount();
        state.goodInRow += (int) Math.min(1_000_000, (range.sectorCount() + request.blockSectors() - 1) / request.blockSectors());
        state.goodInRow = Math.min(state.goodInRow, 1_000_000);
        if (event.outcome().good()) {
            state.jump = 0; // a good start of a block that fails all the same is no sign that the bad ground is crossed
        }
        state.failedInRow = 0;
        state.refusedInRow = 0;
        state.transferRetries = 0;
        return precious;
    }

    private void slow(ReadRequest request, ReadOutcome outcome, List<MapChange> changes) {
        SlowSkip slow = walk.pass().slow();
        if (slow.millis() == 0 || outcome.evidence().slowestNanos() < slow.millis() * 1_000_000) {
            state.slowInRow = 0;
        } else if (++state.slowInRow >= slow.blocks()) {
            state.slowInRow = 0;
            state.goodInRow = 0;
            LbaRange jumped = walk.jumpFrom(state.position, slow.sectors());
            passOver(jumped, null, changes);
        }
    }

    private void failed(ReadRequest request, ReadOutcome outcome, List<MapChange> changes) {
        countError();
        if (outcome instanceof ReadOutcome.NotReady
                || outcome instanceof ReadOutcome.TransferError && ++state.transferRetries < TRANSFER_RETRIES) {
            return; // nothing was learned of the medium: the same sectors are asked for again
        }
        if (outcome instanceof ReadOutcome.Aborted) {
            state.refusedInRow++;
        }
        state.transferRetries = 0;
        LbaRange block = OutcomeRules.failedBlock(request, outcome);
        LbaRange alone = rules.failedPhysical(request, outcome);
        boolean gone = outcome instanceof ReadOutcome.Gone;
        Stage ofBlock = gone ? Stage.SKIPPED : walk.pass().failedBlock();
        if (alone == null) {
            changes.addAll(rules.failed(block, outcome, ofBlock, false, state.passNumber));
            goOnBehind(request, block, block, changes);
            return;
        }
        changes.addAll(rules.failed(alone, outcome, gone ? Stage.SKIPPED : Stage.BAD, true, state.passNumber));
        LbaRange failure = leavesTheBlock(block, alone) ? new LbaRange(alone.firstLba(), block.endLba()) : alone;
        if (failure.endLba() > alone.endLba()) {
            changes.addAll(rules.failed(new LbaRange(alone.endLba(), failure.endLba()), outcome, ofBlock, false, state.passNumber));
        }
        goOnBehind(request, block, failure, changes);
    }

    /**
     * Whether what comes after a sector that is known to be bad is left to finer passes, to the end of its block. Where a pass jumps anyway, and where the sector behind a
     * bad one failed as well, its neighbours are under suspicion, and to ask for them one by one costs an error each.
     */
    private boolean leavesTheBlock(LbaRange block, LbaRange alone) {
        Pass pass = walk.pass();
        boolean goesOn = pass.skip().firstSectors() == 0 && pass.afterError() == AfterError.CONTINUE;
        return !goesOn || state.failedInRow > 1 && alone.firstLba() == block.firstLba();
    }

    private void countError() {
        state.errors++;
        state.passErrors++;
        state.failedInRow++;
        state.goodInRow = 0;
        state.slowInRow = 0;
        if (checks.identityAfterErrors() > 0 && ++state.errorsSinceIdentity >= checks.identityAfterErrors()) {
            state.owe(SchedulerState.IDENTITY);
        }
        if (checks.knownSectorAfterErrors() > 0 && ++state.errorsSinceKnown >= checks.knownSectorAfterErrors()) {
            state.owe(SchedulerState.KNOWN_SECTOR);
        }
        Rest rest = walk.pass().rest();
        if (rest.afterErrors() > 0 && state.failedInRow % rest.afterErrors() == 0) {
            state.owe(SchedulerState.REST);
        }
    }

    /** The position stays before sectors of the block that are still wanted; what is behind the failure in walking direction may be passed over. */
    private void goOnBehind(ReadRequest request, LbaRange block, LbaRange failure, List<MapChange> changes) {
        Pass pass = walk.pass();
        boolean forward = pass.direction() == Direction.FORWARD;
        state.passDoneSectors += failure.sectorCount();
        state.position = forward ? block.firstLba() : block.endLba();
        long behind = forward ? failure.endLba() : failure.firstLba();
        if (pass.skip().firstSectors() > 0) {
            state.jump = state.jump == 0 ? pass.skip().firstSectors()
                    : Math.min(pass.skip().limitSectors(), (long) Math.ceil(state.jump * pass.skip().growth()));
            passOver(walk.jumpFrom(behind, state.jump), null, request, block, changes);
        }
        if (pass.afterError() == AfterError.NEXT_AREA) {
            LbaRange rest = walk.restOfArea(behind);
            if (rest != null) {
                passOver(rest, pass.restOfArea(), request, block, changes);
            }
        }
    }

    /** All but the part of the request that is proven, which a backward pass has in its way. */
    private void passOver(LbaRange range, Stage stage, ReadRequest request, LbaRange block, List<MapChange> changes) {
        passOver(range.intersect(new LbaRange(0, request.firstLba())), stage, changes);
        passOver(range.intersect(new LbaRange(block.firstLba(), Long.MAX_VALUE)), stage, changes);
    }

    private void passOver(LbaRange range, Stage stage, List<MapChange> changes) {
        for (LbaRange part : walk.within(range)) {
            List<MapChange> over = rules.passedOver(part, walk.filter(), stage, state.passNumber);
            for (MapChange change : over) {
                state.passDoneSectors += change.range().sectorCount();
            }
            changes.addAll(over);
        }
    }
}
