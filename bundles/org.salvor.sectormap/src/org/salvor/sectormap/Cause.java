package org.salvor.sectormap;

/** The last kind of error a sector gave. The order is part of the stored form, as with {@link Stage}. */
public enum Cause {
    /** No error seen. */
    NONE,
    /** The drive did not answer within the deadline. */
    TIMED_OUT,
    /** Data could not be corrected (UNC). */
    UNCORRECTABLE,
    /** The sector's header was not found (IDNF). */
    ID_NOT_FOUND,
    /** The address mark was not found (AMNF). */
    ADDRESS_MARK,
    /** The transfer over the cable failed its checksum (ICRC). */
    INTERFACE_CRC,
    /** The drive refused the command (ABRT). */
    ABORTED,
    /** The drive reported a fault of its own (DF). */
    DRIVE_FAULT,
    /** The drive was busy or not ready. */
    NOT_READY,
    /** The drive was no longer there. */
    GONE;

    private static final Cause[] ALL = values();

    /** The cause with this ordinal. */
    static Cause of(int ordinal) {
        return ALL[ordinal];
    }
}
