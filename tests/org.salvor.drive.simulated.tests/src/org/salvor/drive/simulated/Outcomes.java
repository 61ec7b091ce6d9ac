package org.salvor.drive.simulated;

import org.salvor.drive.Evidence;
import org.salvor.drive.ReadOutcome;

/** Outcomes with some of their numbers replaced. */
final class Outcomes {

    private Outcomes() {
    }

    static ReadOutcome with(ReadOutcome outcome, long proven, long slowestNanos) {
        Evidence old = outcome.evidence();
        Evidence evidence = new Evidence(old.elapsedNanos(), slowestNanos, old.registers(), old.sense(), old.errno());
        return switch (outcome) {
        case ReadOutcome.Read _ -> new ReadOutcome.Read(proven, evidence);
        case ReadOutcome.MediaError error -> new ReadOutcome.MediaError(error.fault(), error.failingLba(), proven, evidence);
        case ReadOutcome.TransferError _ -> new ReadOutcome.TransferError(proven, evidence);
        case ReadOutcome.Aborted _ -> new ReadOutcome.Aborted(proven, evidence);
        case ReadOutcome.NotReady notReady -> new ReadOutcome.NotReady(notReady.why(), proven, evidence);
        case ReadOutcome.DriveFault _ -> new ReadOutcome.DriveFault(proven, evidence);
        case ReadOutcome.TimedOut timedOut -> new ReadOutcome.TimedOut(timedOut.stillInKernel(), proven, evidence);
        case ReadOutcome.Gone gone -> new ReadOutcome.Gone(gone.why(), proven, evidence);
        };
    }
}
