package org.salvor.ata;

/**
 * What sense data say about the command that they came with, in the words that matter for reading a failing drive (SPC-5 annex F, SBC-4 4.18, SAT-4
 * table 156).
 */
public enum SenseMeaning {
    /** Nothing is wrong; registers may have come with it. */
    GOOD,
    /** The data arrived after the drive's own recovery. */
    RECOVERED,
    /** ECC could not correct the data. */
    UNCORRECTABLE,
    /** The sector was not found. */
    ID_NOT_FOUND,
    /** The address mark or sync mark was not found. */
    ADDRESS_MARK,
    /** The data was damaged between drive and host. */
    TRANSFER,
    /** The drive or its bridge gave the command up. */
    ABORTED,
    /** The command, or a field of it, is not known or not allowed there. */
    ILLEGAL,
    /** Asked for sectors behind the end. */
    OUT_OF_RANGE,
    /** It is getting ready by itself. */
    BECOMING_READY,
    /** It waits for START STOP UNIT. */
    NEEDS_START,
    /** It is not ready for another reason. */
    NOT_READY,
    /** There is no medium in it. */
    NO_MEDIUM,
    /** Only a hard reset brings it back. */
    NEEDS_HARD_RESET,
    /** Only a power cycle brings it back. */
    NEEDS_POWER_CYCLE,
    /** A fault of mechanics or electronics. */
    FAULT,
    /** The drive was reset, or got power. The command was not executed. */
    WAS_RESET,
    /** Something else changed; the command was not executed. */
    ATTENTION,
    /** Locked or protected. */
    PROTECTED;

    /** The meaning of a key with its additional code and qualifier; any numbers. */
    public static SenseMeaning of(SenseKey key, int asc, int ascq) {
        return switch (key) {
        case NO_SENSE, COMPLETED -> GOOD;
        case RECOVERED_ERROR -> asc == 0x00 && ascq == 0x1D ? GOOD : RECOVERED;
        case NOT_READY -> notReady(asc, ascq);
        case MEDIUM_ERROR -> medium(asc, ascq);
        case HARDWARE_ERROR -> asc == 0x47 || asc == 0x08 && ascq == 0x03 ? TRANSFER : stuck(asc, ascq, FAULT);
        case ILLEGAL_REQUEST -> asc == 0x21 ? OUT_OF_RANGE : stuck(asc, ascq, ILLEGAL);
        case UNIT_ATTENTION -> asc == 0x29 ? WAS_RESET : ATTENTION;
        case DATA_PROTECT -> PROTECTED;
        case ABORTED_COMMAND -> aborted(asc, ascq);
        case BLANK_CHECK, VENDOR_SPECIFIC, COPY_ABORTED, RESERVED, VOLUME_OVERFLOW, MISCOMPARE -> ABORTED;
        };
    }

    private static SenseMeaning notReady(int asc, int ascq) {
        if (asc == 0x3A) {
            return NO_MEDIUM;
        }
        if (asc == 0x04 && ascq == 0x01) {
            return BECOMING_READY;
        }
        return asc == 0x04 && ascq == 0x02 ? NEEDS_START : stuck(asc, ascq, NOT_READY);
    }

    private static SenseMeaning medium(int asc, int ascq) {
        return switch (asc) {
        case 0x10, 0x12, 0x13, 0x16 -> asc == 0x10 ? UNCORRECTABLE : ADDRESS_MARK;
        case 0x14 -> ID_NOT_FOUND;
        default -> stuck(asc, ascq, UNCORRECTABLE);
        };
    }

    private static SenseMeaning aborted(int asc, int ascq) {
        return switch (asc) {
        case 0x47, 0x4B -> TRANSFER;
        case 0x08 -> ascq == 0x03 ? TRANSFER : ABORTED;
        case 0x14 -> ID_NOT_FOUND;
        case 0x13 -> ADDRESS_MARK;
        case 0x11 -> UNCORRECTABLE;
        default -> stuck(asc, ascq, ABORTED);
        };
    }

    /** 04/21 and 04/22 mean the same under every key. */
    private static SenseMeaning stuck(int asc, int ascq, SenseMeaning otherwise) {
        if (asc == 0x04 && ascq == 0x21) {
            return NEEDS_HARD_RESET;
        }
        return asc == 0x04 && ascq == 0x22 ? NEEDS_POWER_CYCLE : otherwise;
    }
}
