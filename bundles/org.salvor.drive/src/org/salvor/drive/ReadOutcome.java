package org.salvor.drive;

/** What became of a read. A failing drive is a value; exceptions are for our own side. */
public sealed interface ReadOutcome {

    /** Raw registers, sense or errno, and the time taken. */
    Evidence evidence();

    /**
     * Sectors from the request's first on whose bytes are proven to be in the buffer: by PIO block by block, by commands of a streak that
     * ended well, by a short read. The rest of the buffer is undefined.
     */
    long provenSectors();

    /** Whether all that was asked for arrived, or as much as a streak that ended early on a slow command: see {@link #provenSectors()}. */
    default boolean good() {
        return this instanceof Read;
    }

    /** Everything asked for arrived; of a streak that a slow command ended, {@code provenSectors} tells how much. */
    record Read(long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /** The medium could not be read. {@code failingLba} is the first failing sector, or -1 where the transport does not tell. */
    record MediaError(MediaFault fault, long failingLba, long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /** The data was damaged between drive and host (interface CRC). */
    record TransferError(long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /** The drive refused the command. */
    record Aborted(long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /** The drive, or the transport that still waits for an earlier command, cannot take commands now. */
    record NotReady(String why, long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /** The drive reports a fault of its own (DF). */
    record DriveFault(long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /**
     * No end within the deadline. {@code stillInKernel}: the transport could not recall the command, and the buffer stays its property
     * until it ends.
     */
    record TimedOut(boolean stillInKernel, long provenSectors, Evidence evidence) implements ReadOutcome {
    }

    /** The drive is no longer there. */
    record Gone(String why, long provenSectors, Evidence evidence) implements ReadOutcome {
    }
}
