package org.salvor.ata;

/** Sense keys in the order of their numbers (SPC-5 4.4.8). */
public enum SenseKey {
    NO_SENSE, RECOVERED_ERROR, NOT_READY, MEDIUM_ERROR, HARDWARE_ERROR, ILLEGAL_REQUEST, UNIT_ATTENTION, DATA_PROTECT, BLANK_CHECK,
    VENDOR_SPECIFIC, COPY_ABORTED, ABORTED_COMMAND, RESERVED, VOLUME_OVERFLOW, MISCOMPARE, COMPLETED;

    private static final SenseKey[] BY_NUMBER = values();

    /** The key of the low four bits of a number. */
    public static SenseKey of(int number) {
        return BY_NUMBER[number & 0x0F];
    }
}
