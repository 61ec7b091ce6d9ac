package org.salvor.drive;

import org.salvor.ata.Registers;

/** What became of a single command. */
public sealed interface CommandOutcome {

    /** The command ended; {@link Registers#failed()} tells how. */
    record Ended(Registers registers, long elapsedNanos) implements CommandOutcome {
    }

    /** The gate refused; nothing was sent. {@code why} is a sentence for the operator. */
    record Refused(String why) implements CommandOutcome {
    }

    /** No end within the deadline. */
    record TimedOut(long elapsedNanos) implements CommandOutcome {
    }

    /** The drive is not there, or the transport cannot take commands now. */
    record Unavailable(String why) implements CommandOutcome {
    }
}
