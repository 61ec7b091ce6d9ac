package org.salvor.ata;

/**
 * The registers a drive leaves behind when a command has ended.
 *
 * @param status status register, see {@link Status}
 * @param error error register, see {@link ErrorBits}; meaningful only while {@link Status#ERR} is set
 * @param count count register, 16 bits
 * @param lba LBA registers, 48 bits; after an uncorrectable read the first failing LBA
 * @param device device register
 */
public record Registers(int status, int error, int count, long lba, int device) {

    /** No registers were seen: the transport has none, or the drive never answered. */
    public static final Registers NONE = new Registers(0, 0, 0, 0, 0);

    /** Whether the command ended in an error or a device fault. */
    public boolean failed() {
        return (status & (Status.ERR | Status.DF)) != 0;
    }

    /** Status in the high and error in the low byte: the form that a sector map keeps. */
    public int packed() {
        return (status & 0xFF) << 8 | error & 0xFF;
    }
}
