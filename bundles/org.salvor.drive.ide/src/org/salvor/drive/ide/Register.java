package org.salvor.drive.ide;

/** The eight-bit registers of a channel's command block (ATA/ATAPI-7 volume 2, 5.2). */
enum Register {
    /** Error register when read, feature register when written. */
    ERROR_FEATURE(1),
    COUNT(2),
    LBA_LOW(3),
    LBA_MID(4),
    LBA_HIGH(5),
    DEVICE(6),
    /** Status when read, which also ends a pending interrupt; the command when written, which starts it. */
    STATUS_COMMAND(7);

    private final int offset;

    Register(int offset) {
        this.offset = offset;
    }

    /** Ports between the first of the command block, the data port, and this one. */
    int offset() {
        return offset;
    }
}
