package org.salvor.imaging;

import java.util.List;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.Preparation;
import org.salvor.imaging.plan.Rung;

/** What the scheduler wants done next. */
sealed interface Action {

    /** Read from the source. {@code confirm}: compare with the destination first, and store only what differs. */
    record Read(ReadRequest request, boolean confirm) implements Action {
    }

    /** Ask the drive who it is. */
    record CheckIdentity() implements Action {
    }

    /** Read a sector again whose bytes are known. */
    record CheckKnownSector() implements Action {
    }

    /** Take a step of the recovery ladder. */
    record Recover(Rung rung) implements Action {
    }

    /** Wait for the drive to take commands, in milliseconds. */
    record AwaitReady(long millis) implements Action {
    }

    /** Send preparation commands. */
    record Prepare(List<Preparation> commands, long timeoutMillis) implements Action {
    }

    /** Leave the drive alone, in milliseconds. */
    record Rest(long millis, String why) implements Action {
    }

    /** Pause until the operator says so. */
    record AskOperator(String sentence) implements Action {
    }

    /** Every pass is through. */
    record Finish() implements Action {
    }
}
