package org.salvor.imaging;

import java.util.List;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.Preparation;
import org.salvor.imaging.plan.Rung;

/** What the scheduler wants done next. */
sealed interface Action {

    /** Something that is done with the source. */
    sealed interface AtSource extends Action {
    }

    /** Read from the source. {@code confirm}: compare with the destination first, and store only what differs. */
    record Read(ReadRequest request, boolean confirm) implements AtSource {
    }

    /** Ask the drive who it is. */
    record CheckIdentity() implements AtSource {
    }

    /** Read a sector again whose bytes are known. */
    record CheckKnownSector() implements AtSource {
    }

    /** Take a step of the recovery ladder. */
    record Recover(Rung rung) implements AtSource {
    }

    /** Wait for the drive to take commands, in milliseconds. */
    record AwaitReady(long millis) implements AtSource {
    }

    /** Send preparation commands. */
    record Prepare(List<Preparation> commands, long timeoutMillis) implements AtSource {
    }

    /** Leave the drive alone, in milliseconds. */
    record Rest(long millis, String why) implements AtSource {
    }

    /** Pause until the operator says so. */
    record AskOperator(String sentence) implements Action {
    }

    /** Every pass is through. */
    record Finish() implements Action {
    }
}
