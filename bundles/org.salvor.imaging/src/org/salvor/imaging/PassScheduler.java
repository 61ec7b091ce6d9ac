package org.salvor.imaging;

import java.util.ArrayList;
import java.util.List;
import org.salvor.drive.Capabilities;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Preparation;
import org.salvor.imaging.plan.PreparationText;
import org.salvor.imaging.plan.Rung;
import org.salvor.imaging.plan.StopConditions;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorMap;

/**
 * All strategy: from what happened and what the map says to what is done next. It does no I/O and reads no clock: the same state, map and events give the
 * same steps. The changes of a step are made in the owner's live map at once, and listed for the journal. Owner thread only.
 */
final class PassScheduler {
    /** Commands refused in a row after which something is wrong with the drive as a whole, not with its sectors. */
    private static final int REFUSALS = 32;
    /** Failed checks of known sectors in a row after which the operator is asked. */
    private static final int KNOWN_FAILURES = 3;
    /** Patience with a drive for which there is no recovery step. */
    private static final long AWAIT_MILLIS = 60_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    /** Ranges of unchecked reads that are kept; beyond that the drive is checked, so that the list stays short. */
    private static final int MOST_PROVISIONAL = 1_000;

    private final PassPlan plan;
    private final SectorMap map;
    private final int sectorBytes;
    private final PassWalk walk;
    private final OutcomeRules rules;
    private final ReadReaction reaction;
    private final RecoveryLadder ladder;
    private final SchedulerState state;
    private int celsius = Integer.MIN_VALUE;

    /** What the scheduler works on. */
    record Setting(PassPlan plan, SectorMap map, PassWalk.HeadMap heads, Capabilities capabilities, boolean powered, int sectorBytes,
            int sectorsPerPhysical, long mostSectors) {
    }

    PassScheduler(Setting setting, SchedulerState state) {
        this.plan = setting.plan();
        this.map = setting.map();
        this.sectorBytes = setting.sectorBytes();
        this.state = state;
        walk = new PassWalk(plan, setting.map(), setting.heads(), setting.capabilities(), setting.sectorsPerPhysical(),
                setting.mostSectors(), state);
        rules = new OutcomeRules(setting.map(), setting.sectorsPerPhysical());
        reaction = new ReadReaction(plan.checks(), walk, rules, state);
        ladder = new RecoveryLadder(setting.capabilities(), setting.powered());
    }

    /** Tells the latest temperature of the source in degrees Celsius. */
    void temperature(int newCelsius) {
        celsius = newCelsius;
    }

    /** The running pass, null when there is none. */
    Pass pass() {
        return walk.pass();
    }

    /** Draws the conclusions from an event. {@code nowNanos}: drive time of the whole job. */
    Step step(Event event, long nowNanos) {
        Draft draft = new Draft();
        switch (event) {
        case Event.Begun _ -> begun();
        case Event.ReadEnded read -> readEnded(read, draft, nowNanos);
        case Event.IdentityChecked identity -> identityChecked(identity, draft, nowNanos);
        case Event.KnownSectorChecked known -> knownSectorChecked(known, draft, nowNanos);
        case Event.RungLeaves(Rung rung) -> {
            ladder.take(rung, state, nowNanos);
            draft.action = new Action.Recover(rung);
        }
        case Event.CutShort(boolean commandLeft) -> {
            if (commandLeft) {
                afterReset();
            }
        }
        case Event.Recovered recovered -> recovered(recovered, draft, nowNanos);
        case Event.Prepared prepared -> prepared(prepared, draft);
        case Event.Rested _ -> state.paid(SchedulerState.REST);
        case Event.PassSkipped _ -> endPass(nowNanos, draft, "the operator ended it");
        case Event.ResetByHand _ -> afterReset();
        }
        draft.changes.forEach(map::apply);
        return draft.step(draft.action != null ? draft.action : next(nowNanos, draft));
    }

    /**
     * Takes sectors back whose data was lost on our own side. They are read again as part of the running pass where it can do that; else the plan goes over them,
     * and nothing else, before it goes on. The changes are made in the live map at once.
     */
    List<MapChange> readAgain(List<LbaRange> lost) {
        List<MapChange> changes = walk.takesBack() ? rules.readAgain(lost, walk.pass().select()) : rules.begunAnew(lost, walk.firstStage());
        changes.forEach(map::apply);
        if (walk.takesBack()) {
            walk.toTheStart();
        } else {
            walk.readAgain(lost);
        }
        return changes;
    }

    private void begun() {
        state.rung = -1;
        state.refusedInRow = 0;
        state.knownFailures = 0;
        state.owe(SchedulerState.IDENTITY);
        state.owe(SchedulerState.PREPARE);
    }

    private void readEnded(Event.ReadEnded read, Draft draft, long nowNanos) {
        ReadReaction.Result result = reaction.to(read);
        draft.changes.addAll(result.changes());
        draft.precious = result.precious();
        if (state.provisional.size() > MOST_PROVISIONAL) {
            state.owe(SchedulerState.KNOWN_SECTOR);
        }
        switch (read.outcome()) {
        case ReadOutcome.TimedOut _,ReadOutcome.NotReady _,ReadOutcome.DriveFault _,ReadOutcome.Gone _ -> trouble(draft, nowNanos);
        case ReadOutcome.Aborted _ when state.refusedInRow >= REFUSALS ->
                draft.action = new Action.AskOperator("The source refused " + REFUSALS
                        + " commands in a row; it may be locked by a password, asleep or in a fault state. Look into it, then continue.");
        case ReadOutcome.Aborted _,ReadOutcome.Read _,ReadOutcome.MediaError _,ReadOutcome.TransferError _ -> {
        }
        }
    }

    private void identityChecked(Event.IdentityChecked identity, Draft draft, long nowNanos) {
        switch (identity.answer()) {
        case SAME, NOTHING_KNOWN -> {
            state.paid(SchedulerState.IDENTITY);
            state.errorsSinceIdentity = 0;
            state.rung = -1;
        }
        case OTHER -> {
            demote(draft);
            draft.action = new Action.AskOperator("The source answers as another drive: " + identity.words()
                    + ". What was read since its last check is marked suspect; connect the right drive, then continue.");
        }
        case SILENT -> trouble(draft, nowNanos);
        }
    }

    private void knownSectorChecked(Event.KnownSectorChecked known, Draft draft, long nowNanos) {
        state.errorsSinceKnown = 0;
        switch (known.answer()) {
        case SAME -> {
            state.paid(SchedulerState.KNOWN_SECTOR);
            state.provisional.clear();
            state.knownFailures = 0;
        }
        case SILENT, NOTHING_KNOWN -> state.paid(SchedulerState.KNOWN_SECTOR);
        case OTHER -> {
            demote(draft);
            state.distrust = plan.checks().distrustAfterReset();
            if (++state.knownFailures >= KNOWN_FAILURES) {
                draft.action = new Action.AskOperator("The source returned other bytes than before for a sector it had read, "
                        + KNOWN_FAILURES
                        + " times in a row. What it read since the last good check is marked suspect; look into it, then continue.");
            } else {
                trouble(draft, nowNanos);
            }
        }
        }
    }

    private void recovered(Event.Recovered recovered, Draft draft, long nowNanos) {
        afterReset(); // also when it did not come back: it may do so later, whatever the operator does meanwhile
        if (!recovered.ready()) {
            draft.notes.add(new Step.Note("not-recovered", "The source did not come back: " + recovered.words() + "."));
            trouble(draft, nowNanos);
        }
    }

    private void afterReset() {
        state.distrust |= plan.checks().distrustAfterReset();
        state.goodInRow = 0;
        state.owe(SchedulerState.PREPARE | SchedulerState.IDENTITY | SchedulerState.KNOWN_SECTOR);
    }

    private void prepared(Event.Prepared prepared, Draft draft) {
        state.paid(SchedulerState.PREPARE);
        if (!prepared.problem().isEmpty()) {
            draft.action = new Action.AskOperator(prepared.problem() + " Continue to image without it, or change the plan.");
        }
    }

    private void demote(Draft draft) {
        draft.changes.addAll(rules.demoted(state.provisional));
        draft.demoted.addAll(state.provisional);
        if (!state.provisional.isEmpty()) {
            long sectors = state.provisional.stream().mapToLong(LbaRange::sectorCount).sum();
            draft.notes.add(
                    new Step.Note("demoted", sectors + " sectors read since the last good check of the source are not believed any more."));
        }
        state.provisional.clear();
    }

    private void trouble(Draft draft, long nowNanos) {
        List<Rung> rungs = walk.pass() == null || walk.pass().ladder().isEmpty() ? plan.ladder() : walk.pass().ladder();
        int next = ladder.next(rungs, state, nowNanos);
        if (next >= 0) {
            state.rung = next;
            draft.action = new Action.Recover(rungs.get(next));
        } else if (state.rung < rungs.size()) {
            state.rung = rungs.size();
            draft.action = new Action.AwaitReady(AWAIT_MILLIS);
        } else {
            draft.action = new Action.AskOperator("The source does not answer, and no step of the recovery ladder is left. "
                    + "Check its cable and power, cut the power by hand if need be, then continue.");
        }
    }

    private Action next(long nowNanos, Draft draft) {
        while (true) {
            Action owed = walk.pass() == null ? null : owed();
            if (owed != null) {
                return owed;
            }
            if (walk.pass() != null) {
                String reason = endCondition(nowNanos);
                ReadRequest request = reason != null ? null : walk.next();
                if (request != null) {
                    return new Action.Read(request, walk.pass().confirm());
                }
                if (reason != null || !walk.beginRound()) {
                    endPass(nowNanos, draft, reason);
                }
            } else if (state.passIndex >= plan.passes().size()) {
                return new Action.Finish();
            } else {
                endPass(nowNanos, draft, null);
            }
        }
    }

    private Action owed() {
        Pass pass = walk.pass();
        if (state.owes(SchedulerState.IDENTITY)) { // before preparation: another drive must not get our commands
            return new Action.CheckIdentity();
        }
        if (state.owes(SchedulerState.PREPARE)) {
            List<Preparation> commands = preparations(pass);
            if (!commands.isEmpty()) {
                return new Action.Prepare(commands, Math.max(1_000, pass.timeoutMillis()));
            }
            state.paid(SchedulerState.PREPARE);
        }
        if (state.owes(SchedulerState.KNOWN_SECTOR)) {
            return new Action.CheckKnownSector();
        }
        boolean hot = pass.rest().aboveCelsius() > 0 && celsius > pass.rest().aboveCelsius();
        if (hot || state.owes(SchedulerState.REST)) {
            return new Action.Rest(Math.max(1_000, pass.rest().millis()),
                    hot ? "the source is at " + celsius + " °C" : "to spare the source after errors");
        }
        return null;
    }

    private static List<Preparation> preparations(Pass pass) {
        if (pass.transferMode().isEmpty()) {
            return pass.prepare();
        }
        List<Preparation> commands = new ArrayList<>(pass.prepare());
        commands.add(PreparationText.parse("transfer-mode " + pass.transferMode()));
        return commands;
    }

    private String endCondition(long nowNanos) {
        StopConditions stop = walk.pass().stop();
        if (stop.errors() > 0 && state.passErrors >= stop.errors()) {
            return "it met " + state.passErrors + " errors";
        }
        if (stop.millis() > 0 && nowNanos - state.passStartNanos >= stop.millis() * 1_000_000) {
            return "its time is over";
        }
        if (stop.powerCycles() > 0 && state.passPowerCycles >= stop.powerCycles()) {
            return "it took " + state.passPowerCycles + " power cycles";
        }
        if (nowNanos - state.minuteStartNanos >= MINUTE_NANOS) {
            double rate = state.minuteSectors * (double) sectorBytes * 1e9 / (nowNanos - state.minuteStartNanos);
            state.minuteStartNanos = nowNanos;
            state.minuteSectors = 0;
            if (rate < stop.bytesPerSecond()) {
                return "it fell to " + Math.round(rate) + " bytes a second";
            }
        }
        return null;
    }

    private void endPass(long nowNanos, Draft draft, String reason) {
        if (walk.pass() != null) {
            draft.notes.add(new Step.Note("pass-ends", "Pass " + (state.passIndex + 1) + ", " + walk.pass().name() + ", ends"
                    + (reason == null ? "." : " early: " + reason + ".")));
        }
        if (walk.beginNextPass(nowNanos, draft.notes)) {
            state.owe(SchedulerState.PREPARE);
        }
    }

    /** A step in the making. */
    private static final class Draft {
        private final List<MapChange> changes = new ArrayList<>(2);
        private final List<LbaRange> demoted = new ArrayList<>(0);
        private final List<Step.Note> notes = new ArrayList<>(0);
        private boolean precious;
        private Action action;

        private Step step(Action next) {
            return new Step(changes, precious, demoted, notes, next);
        }
    }
}
