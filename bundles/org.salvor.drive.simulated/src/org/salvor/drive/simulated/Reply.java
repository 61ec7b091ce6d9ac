package org.salvor.drive.simulated;

import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;

/**
 * How a command ends that does not read the medium.
 *
 * @param registers what it leaves in the registers
 * @param data what it hands to the host; null for none
 * @param extraNanos time that it takes beyond that of any command
 */
record Reply(Registers registers, byte[] data, long extraNanos) {
    static final int GOOD = Status.DRDY | Status.DSC;

    static Reply good() {
        return registers(0, 0);
    }

    /** Good, after so much time. */
    static Reply after(long extraNanos) {
        return new Reply(new Registers(GOOD, 0, 0, 0, TaskFile.LBA_MODE), null, extraNanos);
    }

    /** Good, with values in the registers. */
    static Reply registers(int count, long lba) {
        return new Reply(new Registers(GOOD, 0, count, lba, TaskFile.LBA_MODE), null, 0);
    }

    static Reply data(byte[] data) {
        return new Reply(new Registers(GOOD, 0, 0, 0, TaskFile.LBA_MODE), data, 0);
    }

    static Reply aborted() {
        return new Reply(failed(ErrorBits.ABRT, 0), null, 0);
    }

    /** What stands in the registers after a reset, power-on or diagnostic (ACS-4 6.3: the signature of an ATA drive). */
    static Registers signature() {
        return new Registers(GOOD, 1, 1, 1, 0);
    }

    /** Registers of a command that failed. */
    static Registers failed(int error, long lba) {
        return new Registers(GOOD | Status.ERR, error, 0, lba, TaskFile.LBA_MODE);
    }
}
