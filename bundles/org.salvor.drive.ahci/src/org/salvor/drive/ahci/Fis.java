package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;

/** The frames of the link: registers to the drive, and registers from it (Serial ATA 10.5). */
final class Fis {
    static final int REGISTERS_TO_DRIVE = 0x27;
    static final int REGISTERS_FROM_DRIVE = 0x34;
    static final int PIO_SETUP = 0x5F;
    static final int LENGTH_BYTES = 20;
    private static final int COMMAND_BIT = 0x80;
    private static final int SRST = 0x04;

    private Fis() {
    }

    /** A command. */
    static byte[] command(TaskFile taskFile) {
        byte[] fis = empty();
        fis[1] = (byte) COMMAND_BIT;
        fis[2] = (byte) taskFile.command();
        fis[3] = (byte) taskFile.feature();
        fis[7] = (byte) taskFile.deviceRegister();
        fis[11] = (byte) (taskFile.feature() >> 8);
        fis[12] = (byte) taskFile.count();
        fis[13] = (byte) (taskFile.count() >> 8);
        for (int index = 0; index < 3; index++) {
            fis[4 + index] = (byte) (taskFile.lba() >> 8 * index);
            fis[8 + index] = taskFile.extended() ? (byte) (taskFile.lba() >> 8 * (index + 3)) : 0;
        }
        return fis;
    }

    /** The device control register with SRST on or off. */
    static byte[] softReset(boolean on) {
        byte[] fis = empty();
        fis[15] = (byte) (on ? SRST : 0);
        return fis;
    }

    /**
     * The registers that a frame from the drive carries, with status and error as the port's task file data shows them: a PIO setup frame
     * tells the status before its data, not behind it.
     *
     * @param taskFileData PxTFD: status in the low byte, error in the next
     */
    static Registers registers(MemorySegment frame, int taskFileData, boolean extended) {
        int device = at(frame, 7);
        long lba = at(frame, 4) | at(frame, 5) << 8 | (long) at(frame, 6) << 16;
        lba |= extended ? (long) at(frame, 8) << 24 | (long) at(frame, 9) << 32 | (long) at(frame, 10) << 40 : (device & 0x0FL) << 24;
        int count = at(frame, 12) | (extended ? at(frame, 13) << 8 : 0);
        return new Registers(taskFileData & 0xFF, taskFileData >> 8 & 0xFF, count, lba, device);
    }

    static int at(MemorySegment frame, int index) {
        return Byte.toUnsignedInt(frame.get(ValueLayout.JAVA_BYTE, index));
    }

    private static byte[] empty() {
        byte[] fis = new byte[LENGTH_BYTES];
        fis[0] = REGISTERS_TO_DRIVE;
        return fis;
    }
}
