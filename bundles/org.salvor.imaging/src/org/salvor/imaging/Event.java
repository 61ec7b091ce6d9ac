package org.salvor.imaging;

import java.util.List;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.plan.Rung;
import org.salvor.sectormap.LbaRange;

/** What the engine tells the scheduler. */
sealed interface Event {

    /** The job begins, goes on after a stop, or goes on after the operator was asked. */
    record Begun() implements Event {
    }

    /**
     * A read ended.
     *
     * @param differing for a confirming read: the proven sectors that differ from what the destination has; null for any other
     */
    record ReadEnded(ReadRequest request, ReadOutcome outcome, List<LbaRange> differing) implements Event {
    }

    /** The drive was asked who it is. */
    record IdentityChecked(Answer answer, String words) implements Event {
    }

    /** A sector whose bytes are known was read again. */
    record KnownSectorChecked(Answer answer) implements Event {
    }

    /** A rung of the ladder is being taken: its command leaves now. */
    record RungLeaves(Rung rung) implements Event {
    }

    /** The job stops while the drive is being brought back; {@code commandLeft}: whether anything was done to the drive. */
    record CutShort(boolean commandLeft) implements Event {
    }

    /** A recovery step ended; {@code ready}: the drive takes commands. */
    record Recovered(boolean ready, String words) implements Event {
    }

    /** Preparation commands were sent; {@code problem} is empty when all went well. */
    record Prepared(String problem) implements Event {
    }

    /** A rest is over. */
    record Rested() implements Event {
    }

    /** The operator wants the next pass. */
    record PassSkipped() implements Event {
    }

    /** The operator reset the drive by hand. */
    record ResetByHand() implements Event {
    }

    /** Result of a check. */
    enum Answer {
        /** As it should be. */
        SAME,
        /** Another drive, or other bytes. */
        OTHER,
        /** No usable answer. */
        SILENT,
        /** Nothing is known yet that could be checked. */
        NOTHING_KNOWN
    }
}
