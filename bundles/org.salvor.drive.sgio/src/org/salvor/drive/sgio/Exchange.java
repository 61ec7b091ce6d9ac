package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;

/** What became of one SCSI command. */
sealed interface Exchange {

    /**
     * It ended.
     *
     * @param data what came, valid until the next command; as long as was asked for, the residual part undefined
     */
    record Ended(ScsiReply reply, MemorySegment data, long elapsedNanos) implements Exchange {
    }

    /** No end within the deadline; the kernel still has it. */
    record TimedOut(long elapsedNanos) implements Exchange {
    }

    /** The gate did not let it out. */
    record Refused(String why) implements Exchange {
    }

    /** An earlier command is still in the kernel; nothing went out. */
    record Busy(String why) implements Exchange {
    }

    /** The device is no longer there. */
    record Gone(String why) implements Exchange {
    }
}
