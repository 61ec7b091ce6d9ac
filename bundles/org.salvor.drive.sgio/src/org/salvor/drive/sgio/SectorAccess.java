package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.salvor.drive.AtaPort;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;

/** How one kind of drive is spoken to: an ATA drive behind a translator, or a SCSI drive. Owner thread only. */
interface SectorAccess {

    /** Asks the drive who it is. */
    IdentifyOutcome identify(long timeoutMillis);

    /** Read methods beside AUTO. */
    Set<ReadMethod> methods();

    /** Most sectors of one command. */
    int mostSectors();

    /**
     * Reads by one command.
     *
     * @param identity of the drive, for its sectors
     * @param into where the sectors go; only proven ones are put there
     */
    ReadOutcome read(DriveIdentity identity, long lba, int sectors, ReadMethod method, MemorySegment into, long timeoutMillis);

    /** Asks, by a command that disturbs nothing, whether the drive takes commands; empty when it does, else why not. */
    Optional<String> hindrance(long timeoutMillis);

    /** Access to single ATA commands. */
    Optional<AtaPort> ataPort();

    /** What a person should know of this way to the drive, sentences; may be empty. */
    String notes();
}
