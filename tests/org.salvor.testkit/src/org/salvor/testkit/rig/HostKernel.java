package org.salvor.testkit.rig;

import java.lang.foreign.MemorySegment;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.SimulatedDrive;

/**
 * What a Linux kernel does for a program that reads a disk: a command that fails on the medium is an error at once, one that does not end is given 30 s
 * (the SCSI layer's usual timeout), then a hard reset with 60 s to get ready (libata's four tries of 10, 10, 35 and 5 s), then five more tries
 * (the SCSI disk driver's). A drive that a reset does not bring back is taken off line: every read fails from then on, at once.
 */
final class HostKernel {
    private static final long COMMAND_MILLIS = 30_000;
    private static final long RESET_MILLIS = 60_000;
    private static final int RETRIES = 5;
    private final SimulatedDrive drive;
    private final long mostSectors;
    private volatile boolean offLine;

    /** @param mostSectors longest command; longer reads are several commands */
    HostKernel(SimulatedDrive drive, long mostSectors) {
        this.drive = drive;
        this.mostSectors = mostSectors;
    }

    /** Whether the drive was given up. Any thread. */
    boolean offLine() {
        return offLine;
    }

    /** Reads sectors, all of them or none. */
    boolean read(long firstLba, long sectorCount, MemorySegment into) {
        long stride = drive.capabilities().movesBytes() ? drive.identity().sectorBytes() : 0;
        for (long done = 0; done < sectorCount;) {
            int count = (int) Math.min(mostSectors, sectorCount - done);
            if (!command(firstLba + done, count, stride == 0 ? MemorySegment.NULL : into.asSlice(done * stride, count * stride))) {
                return false;
            }
            done += count;
        }
        return true;
    }

    private boolean command(long lba, int count, MemorySegment into) {
        for (int attempt = 0; attempt <= RETRIES && !offLine; attempt++) {
            ReadOutcome outcome = drive.read(ReadRequest.of(lba, count, ReadMethod.DMA, COMMAND_MILLIS), into);
            if (outcome.good() || outcome instanceof ReadOutcome.MediaError) {
                return outcome.good();
            }
            offLine = !(drive.reset(Reset.HARD, RESET_MILLIS) instanceof ResetOutcome.Ready);
        }
        return false;
    }
}
