package org.salvor.drive;

import java.lang.foreign.MemorySegment;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

/** Sends single ATA commands to a drive, through its {@link CommandGate}. Owner thread only. */
public interface AtaPort {

    /**
     * Sends one command and waits for its end.
     *
     * @param data receives or holds the data phase; a multiple of 512 bytes, {@link MemorySegment#NULL} for none
     * @param timeoutMillis deadline in milliseconds, ≥ 1
     * @return never null; {@link CommandOutcome.Refused} when the gate did not let it out, and then nothing was sent
     */
    CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis);
}
