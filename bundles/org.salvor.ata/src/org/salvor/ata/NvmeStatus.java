package org.salvor.ata;

/**
 * The status of an NVMe completion as the kernel's pass-through answers it: bits 7:0 code, 10:8 type, 12:11 retry delay, 13 more, 14 do not
 * retry (NVMe Base 2.0, 3.3.3.2.1, without the phase bit).
 *
 * @param type status code type, 0-7: 0 generic, 1 command specific, 2 media and data integrity, 3 path, 7 vendor
 * @param code status code, 0-255
 * @param retryDelay command retry delay, 0-3
 * @param more whether the error log tells more
 * @param doNotRetry whether the drive says that another try ends the same way
 */
public record NvmeStatus(int type, int code, int retryDelay, boolean more, boolean doNotRetry) {

    /** Reads the status; no value of 15 bits is refused. @throws AtaFormatException when it is wider than 15 bits */
    public static NvmeStatus decode(int status) throws AtaFormatException {
        if (status >>> 15 != 0) {
            throw new AtaFormatException("%Xh is no NVMe status.".formatted(status));
        }
        return new NvmeStatus(status >> 8 & 7, status & 0xFF, status >> 11 & 3, (status & 1 << 13) != 0, (status & 1 << 14) != 0);
    }

    /** The status as one number. */
    public int encode() {
        return type << 8 | code | retryDelay << 11 | (more ? 1 << 13 : 0) | (doNotRetry ? 1 << 14 : 0);
    }

    /** What it says about the command, in the words of SCSI. */
    public SenseMeaning meaning() {
        return switch (type) {
        case 0 -> generic();
        case 2 -> switch (code) {
        case 0x80 -> SenseMeaning.FAULT;
        case 0x81, 0x82, 0x83, 0x84, 0x87 -> SenseMeaning.UNCORRECTABLE;
        case 0x86 -> SenseMeaning.PROTECTED;
        default -> SenseMeaning.ABORTED;
        };
        case 3 -> SenseMeaning.TRANSFER;
        default -> SenseMeaning.ABORTED;
        };
    }

    private SenseMeaning generic() {
        return switch (code) {
        case 0x00 -> SenseMeaning.GOOD;
        case 0x01, 0x02, 0x0B -> SenseMeaning.ILLEGAL;
        case 0x04, 0x22 -> SenseMeaning.TRANSFER;
        case 0x06 -> SenseMeaning.FAULT;
        case 0x15, 0x20 -> SenseMeaning.PROTECTED;
        case 0x80 -> SenseMeaning.OUT_OF_RANGE;
        case 0x24, 0x82 -> SenseMeaning.NOT_READY;
        default -> SenseMeaning.ABORTED;
        };
    }
}
