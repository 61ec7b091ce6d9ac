package org.salvor.imaging;

import java.util.List;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Reset;
import org.salvor.imaging.plan.Rung;

/** Chooses the next step when a drive has stopped answering. */
final class RecoveryLadder {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final Capabilities capabilities;
    private final boolean powered;

    /** @param powered whether the source's supply can be switched */
    RecoveryLadder(Capabilities capabilities, boolean powered) {
        this.capabilities = capabilities;
        this.powered = powered;
    }

    /** Index of the first rung above {@code state.rung} that this host has and whose budget is not spent; -1 when there is none. */
    int next(List<Rung> rungs, SchedulerState state, long nowNanos) {
        for (int i = state.rung + 1; i < rungs.size(); i++) {
            if (available(rungs.get(i).step()) && withinBudget(rungs.get(i), state, nowNanos)) {
                return i;
            }
        }
        return -1;
    }

    private boolean available(Rung.Step step) {
        return switch (step) {
        case SOFT_RESET -> capabilities.resets().contains(Reset.SOFT);
        case HARD_RESET -> capabilities.resets().contains(Reset.HARD);
        case RE_POWER -> powered;
        };
    }

    private static boolean withinBudget(Rung rung, SchedulerState state, long nowNanos) {
        int step = rung.step().ordinal();
        state.takenAt.get(step).removeIf(at -> at <= nowNanos - HOUR_NANOS);
        return state.taken[step] < rung.perJob() && state.takenAt.get(step).size() < rung.perHour();
    }

    /** Notes that a rung is being taken. */
    void take(Rung rung, SchedulerState state, long nowNanos) {
        int step = rung.step().ordinal();
        state.taken[step]++;
        state.takenAt.get(step).add(nowNanos);
        if (rung.step() == Rung.Step.RE_POWER) {
            state.powerCycles++;
            state.passPowerCycles++;
        } else {
            state.resets++;
        }
    }
}
