package org.salvor.ata;

/** Addresses of logs (ACS-4 9.1). */
public final class LogAddress {
    public static final int DIRECTORY = 0x00;
    public static final int SUMMARY_ERRORS = 0x01;
    public static final int DEVICE_STATISTICS = 0x04;
    public static final int SELECTIVE_SELF_TEST = 0x09;
    public static final int STATISTICS_NOTIFICATION = 0x0A;
    public static final int PENDING_DEFECTS = 0x0C;
    public static final int NCQ_ERROR = 0x10;
    public static final int PHY_COUNTERS = 0x11;
    public static final int REBUILD_ASSIST = 0x15;
    public static final int IDENTIFY_DATA = 0x30;
    /** First of the logs that hosts may fill as they like. */
    public static final int FIRST_HOST = 0x80;
    public static final int LAST_HOST = 0x9F;
    /** First of the logs that mean what the maker likes. */
    public static final int FIRST_VENDOR = 0xA0;
    public static final int LAST_VENDOR = 0xDF;
    public static final int SCT_STATUS = 0xE0;
    public static final int SCT_DATA = 0xE1;

    private LogAddress() {
    }

    /** Whether reading it is known to change nothing: every address that a standard gives a meaning, and the hosts' own. */
    static boolean readable(int address) {
        return switch (address) {
        case 0x00, 0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x0F -> true;
        case 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x18, 0x19 -> true;
        case 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x2F, 0x30, 0x42, 0x47, 0x53, 0x59, 0x61 -> true;
        case SCT_STATUS, SCT_DATA -> true;
        default -> host(address);
        };
    }

    static boolean host(int address) {
        return address >= FIRST_HOST && address <= LAST_HOST;
    }
}
