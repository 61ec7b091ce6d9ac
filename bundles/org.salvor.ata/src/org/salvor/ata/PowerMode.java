package org.salvor.ata;

/** What a drive answers to CHECK POWER MODE (ACS-4 7.3). */
public enum PowerMode {
    STANDBY, IDLE, ACTIVE, UNKNOWN;

    /** Reads the count register. */
    public static PowerMode of(Registers registers) {
        return switch (registers.count() & 0xFF) {
        case 0x00, 0x01 -> STANDBY;
        case 0x80, 0x81, 0x82, 0x83 -> IDLE;
        case 0x40, 0x41, 0xFF -> ACTIVE;
        default -> UNKNOWN;
        };
    }
}
