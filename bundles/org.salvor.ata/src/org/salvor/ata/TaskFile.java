package org.salvor.ata;

/**
 * What a host writes into a drive's registers to start one ATA command.
 *
 * @param command opcode, 0-255
 * @param feature feature register; 8 bits, 16 when {@code extended}
 * @param count count register as written; 8 bits, 16 when {@code extended}; 0 means 256 or 65,536 where the command counts sectors
 * @param lba LBA registers; 28 bits, 48 when {@code extended}
 * @param device device register, 0-255 (40h = LBA mode); the upper four LBA bits of a 28-bit command are merged in by
 *        {@link #deviceRegister()}
 * @param extended whether the previous ("HOB") values are written too: a 48-bit command
 */
public record TaskFile(int command, int feature, int count, long lba, int device, boolean extended) {

    /** LBA mode bit of the device register (ACS-4 6.2.5). */
    public static final int LBA_MODE = 0x40;

    public TaskFile {
        int wide = extended ? 0xFFFF : 0xFF;
        if ((command & ~0xFF) != 0 || (feature & ~wide) != 0 || (count & ~wide) != 0 || (device & ~0xFF) != 0) {
            throw new IllegalArgumentException("a task file register is wider than its register allows");
        }
        if (lba < 0 || lba >>> (extended ? 48 : 28) != 0) {
            throw new IllegalArgumentException("LBA " + lba + " does not fit a " + (extended ? 48 : 28) + "-bit command");
        }
    }

    /** A 28-bit command in LBA mode. */
    public static TaskFile of28(int command, int feature, int count, long lba) {
        return new TaskFile(command, feature, count, lba, LBA_MODE, false);
    }

    /** A 48-bit command in LBA mode. */
    public static TaskFile of48(int command, int feature, int count, long lba) {
        return new TaskFile(command, feature, count, lba, LBA_MODE, true);
    }

    /** A command without LBA, count or feature, such as IDENTIFY DEVICE. */
    public static TaskFile of(int command) {
        return of28(command, 0, 0, 0);
    }

    /** The device register as it goes over the wire. */
    public int deviceRegister() {
        return extended ? device : device & 0xF0 | (int) (lba >> 24) & 0x0F;
    }
}
