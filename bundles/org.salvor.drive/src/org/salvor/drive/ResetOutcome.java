package org.salvor.drive;

/** What became of a reset, or of waiting for a drive after power came back. */
public sealed interface ResetOutcome {

    /** Time until the answer, in nanoseconds of the drive's clock. */
    long elapsedNanos();

    /** The drive takes commands again. Who it is has not been checked. */
    record Ready(long elapsedNanos) implements ResetOutcome {
    }

    /** The reset went out, and the drive was still busy or silent at the deadline. */
    record StillBusy(String why, long elapsedNanos) implements ResetOutcome {
    }

    /** The transport has no such reset; nothing went out. */
    record Unavailable(String why, long elapsedNanos) implements ResetOutcome {
    }

    /** There is no drive. */
    record Gone(String why, long elapsedNanos) implements ResetOutcome {
    }
}
