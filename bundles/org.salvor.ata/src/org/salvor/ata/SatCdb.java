package org.salvor.ata;

import java.util.Arrays;

/**
 * An ATA command inside a SCSI command: ATA PASS-THROUGH of 12, 16 or 32 bytes (SAT-4 12.2).
 *
 * @param size which of the three
 * @param taskFile the registers; of 28 bits with {@link Size#TWELVE}
 * @param protocol the PROTOCOL field, 0-15; 3 non-data, 4 PIO in, 5 PIO out, 6 DMA, 10 and 11 UDMA in and out, 12 FPDMA
 * @param multipleCount MULTIPLE_COUNT, 0-7: the power of two of sectors in a DRQ block
 * @param offLine OFF_LINE, 0-3
 * @param checkCondition CK_COND: the registers come back even when the command ended well
 * @param logicalSectors T_TYPE: lengths count logical sectors, not 512 bytes
 * @param fromDevice T_DIR: data comes from the drive
 * @param inBlocks BYT_BLOK: lengths count blocks, not bytes
 * @param lengthAt T_LENGTH: 0 no data, 1 the feature register, 2 the count register, 3 the transport tells
 * @param commandCompletionLimit ICC, 0-255; 0 but in {@link Size#THIRTY_TWO}
 * @param auxiliary AUXILIARY, 32 bits; 0 but in {@link Size#THIRTY_TWO}
 */
public record SatCdb(Size size, TaskFile taskFile, int protocol, int multipleCount, int offLine, boolean checkCondition,
        boolean logicalSectors, boolean fromDevice, boolean inBlocks, int lengthAt, int commandCompletionLimit, int auxiliary) {

    /** No data. */
    public static final int NO_LENGTH = 0;
    /** The feature register counts, as for READ FPDMA QUEUED. */
    public static final int LENGTH_IN_FEATURE = 1;
    /** The count register counts. */
    public static final int LENGTH_IN_COUNT = 2;
    /** The length of the SCSI transfer counts. */
    public static final int LENGTH_OF_TRANSFER = 3;

    private static final int OPCODE_12 = 0xA1;
    private static final int OPCODE_16 = 0x85;
    private static final int OPCODE_VARIABLE = 0x7F;
    private static final int SERVICE_ACTION_32 = 0x1FF0;
    /** Length behind byte 7 of a command of 32 bytes. */
    private static final int ADDITIONAL_32 = 24;

    /** The three forms. */
    public enum Size {
        TWELVE(12), SIXTEEN(16), THIRTY_TWO(32);

        private final int bytes;

        Size(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of the command. */
        public int bytes() {
            return bytes;
        }
    }

    public SatCdb {
        if (protocol < 0 || protocol > 15 || multipleCount < 0 || multipleCount > 7 || offLine < 0 || offLine > 3 || lengthAt < 0
                || lengthAt > 3 || commandCompletionLimit < 0 || commandCompletionLimit > 255) {
            throw new IllegalArgumentException("a field of an ATA pass-through command is wider than its place");
        }
        if (size == Size.TWELVE && taskFile.extended()) {
            throw new IllegalArgumentException("a 48-bit command does not fit ATA PASS-THROUGH (12)");
        }
        if (size != Size.THIRTY_TWO && (commandCompletionLimit != 0 || auxiliary != 0)) {
            throw new IllegalArgumentException("only ATA PASS-THROUGH (32) has ICC and AUXILIARY");
        }
    }

    /**
     * A command as this project sends it: with CK_COND where no data moves (the registers are the answer then), lengths where the standard
     * puts them.
     *
     * @param dataBytes bytes of the data phase; what is no whole number of blocks (READ LONG) is told by the transfer's own length
     * @param blockBytes bytes of the blocks that the drive counts for this command: a logical sector for commands that move sectors, else 512
     */
    public static SatCdb of(Size size, TaskFile taskFile, Protocol protocol, long dataBytes, int blockBytes) {
        boolean data = protocol.sendsData() || protocol.receivesData();
        boolean queued = protocol == Protocol.FPDMA_IN || protocol == Protocol.FPDMA_OUT;
        boolean counted = dataBytes > 0 && dataBytes % blockBytes == 0
                && (queued ? taskFile.feature() : taskFile.count()) == dataBytes / blockBytes;
        int lengthAt = !data ? NO_LENGTH : !counted ? LENGTH_OF_TRANSFER : queued ? LENGTH_IN_FEATURE : LENGTH_IN_COUNT;
        return new SatCdb(size, taskFile, fieldOf(protocol), 0, 0, !data, counted && blockBytes != 512, protocol.receivesData(), counted,
                lengthAt, 0, 0);
    }

    /** Whether a SCSI command is one of the three, by its opcode (and service action). */
    public static boolean isPassThrough(byte[] cdb) {
        return cdb.length > 0 && switch (cdb[0] & 0xFF) {
        case OPCODE_12, OPCODE_16 -> true;
        case OPCODE_VARIABLE -> cdb.length >= 10 && BigEndian.number(cdb, 8, 2) == SERVICE_ACTION_32;
        default -> false;
        };
    }

    /** The bytes of the command. */
    public byte[] encode() {
        byte[] cdb = new byte[size.bytes];
        int first = protocol << 1 | multipleCount << 5 | (taskFile.extended() ? 1 : 0);
        int second = offLine << 6 | (checkCondition ? 0x20 : 0) | (logicalSectors ? 0x10 : 0) | (fromDevice ? 0x08 : 0)
                | (inBlocks ? 0x04 : 0) | lengthAt;
        switch (size) {
        case TWELVE -> encode12(cdb, first, second);
        case SIXTEEN -> encode16(cdb, first, second);
        case THIRTY_TWO -> encode32(cdb, first, second);
        }
        return cdb;
    }

    private void encode12(byte[] cdb, int first, int second) {
        BigEndian.put(cdb, 0, 3, OPCODE_12 << 16 | first << 8 | second);
        cdb[3] = (byte) taskFile.feature();
        cdb[4] = (byte) taskFile.count();
        for (int index = 0; index < 3; index++) {
            cdb[5 + index] = (byte) (taskFile.lba() >> 8 * index);
        }
        cdb[8] = (byte) taskFile.deviceRegister();
        cdb[9] = (byte) taskFile.command();
    }

    private void encode16(byte[] cdb, int first, int second) {
        BigEndian.put(cdb, 0, 3, OPCODE_16 << 16 | first << 8 | second);
        BigEndian.put(cdb, 3, 2, taskFile.feature());
        BigEndian.put(cdb, 5, 2, taskFile.count());
        for (int index = 0; index < 3; index++) {
            cdb[8 + 2 * index] = (byte) (taskFile.lba() >> 8 * index);
            cdb[7 + 2 * index] = (byte) (taskFile.extended() ? taskFile.lba() >> 24 + 8 * index : 0);
        }
        cdb[13] = (byte) taskFile.deviceRegister();
        cdb[14] = (byte) taskFile.command();
    }

    private void encode32(byte[] cdb, int first, int second) {
        cdb[0] = OPCODE_VARIABLE;
        cdb[7] = ADDITIONAL_32;
        BigEndian.put(cdb, 8, 2, SERVICE_ACTION_32);
        cdb[10] = (byte) first;
        cdb[11] = (byte) second;
        BigEndian.put(cdb, 14, 6, taskFile.extended() ? taskFile.lba() : taskFile.lba() & 0xFFFFFF);
        BigEndian.put(cdb, 20, 2, taskFile.feature());
        BigEndian.put(cdb, 22, 2, taskFile.count());
        cdb[24] = (byte) taskFile.deviceRegister();
        cdb[25] = (byte) taskFile.command();
        cdb[27] = (byte) commandCompletionLimit;
        BigEndian.put(cdb, 28, 4, auxiliary);
    }

    /**
     * Reads a command. What {@link #encode} would not write exactly so, such as a reserved bit that is set, is refused.
     *
     * @throws AtaFormatException when it is no ATA pass-through command, or says what none can say
     */
    public static SatCdb decode(byte[] cdb) throws AtaFormatException {
        if (!isPassThrough(cdb)) {
            throw new AtaFormatException("This SCSI command is no ATA PASS-THROUGH.");
        }
        Size size = switch (cdb[0] & 0xFF) {
        case OPCODE_12 -> Size.TWELVE;
        case OPCODE_16 -> Size.SIXTEEN;
        default -> Size.THIRTY_TWO;
        };
        if (cdb.length != size.bytes) {
            throw new AtaFormatException("An ATA PASS-THROUGH (" + size.bytes + ") has " + cdb.length + " bytes.");
        }
        int flags = size == Size.THIRTY_TWO ? 10 : 1;
        int first = cdb[flags] & 0xFF;
        int second = cdb[flags + 1] & 0xFF;
        SatCdb read;
        try {
            boolean extended = size != Size.TWELVE && (first & 1) != 0;
            read = new SatCdb(size, taskFile(size, cdb, extended), first >> 1 & 15, first >> 5, second >> 6, (second & 0x20) != 0,
                    (second & 0x10) != 0, (second & 0x08) != 0, (second & 0x04) != 0, second & 3,
                    size == Size.THIRTY_TWO ? cdb[27] & 0xFF : 0, size == Size.THIRTY_TWO ? (int) BigEndian.number(cdb, 28, 4) : 0);
        } catch (IllegalArgumentException e) {
            throw new AtaFormatException(
                    "The ATA PASS-THROUGH (" + size.bytes + ") holds registers that cannot be: " + e.getMessage() + ".");
        }
        if (!Arrays.equals(read.encode(), cdb)) {
            throw new AtaFormatException("The ATA PASS-THROUGH (" + size.bytes + ") sets bits that have no meaning in it.");
        }
        return read;
    }

    private static TaskFile taskFile(Size size, byte[] cdb, boolean extended) {
        int device = cdb[switch (size) {
        case TWELVE -> 8;
        case SIXTEEN -> 13;
        case THIRTY_TWO -> 24;
        }] & 0xFF;
        long lba = switch (size) {
        case TWELVE -> lowFirst(cdb, 5, 1);
        case SIXTEEN -> lowFirst(cdb, 8, 2) | (extended ? lowFirst(cdb, 7, 2) << 24 : 0);
        case THIRTY_TWO -> BigEndian.number(cdb, 14, 6);
        };
        int feature = size == Size.TWELVE ? cdb[3] & 0xFF : (int) BigEndian.number(cdb, size == Size.SIXTEEN ? 3 : 20, 2);
        int count = size == Size.TWELVE ? cdb[4] & 0xFF : (int) BigEndian.number(cdb, size == Size.SIXTEEN ? 5 : 22, 2);
        int command = cdb[size == Size.TWELVE ? 9 : size == Size.SIXTEEN ? 14 : 25] & 0xFF;
        return extended ? new TaskFile(command, feature, count, lba, device, true)
                : new TaskFile(command, feature, count, lba | (long) (device & 0x0F) << 24, device & 0xF0, false);
    }

    private static long lowFirst(byte[] cdb, int offset, int step) {
        return cdb[offset] & 0xFFL | (cdb[offset + step] & 0xFFL) << 8 | (cdb[offset + 2 * step] & 0xFFL) << 16;
    }

    /** The protocol as the rest of the project names it. @throws AtaFormatException when it moves no single command's data */
    public Protocol dataProtocol() throws AtaFormatException {
        return switch (protocol) {
        case 0, 1 -> Protocol.RESET;
        case 3 -> Protocol.NON_DATA;
        case 4 -> Protocol.PIO_IN;
        case 5 -> Protocol.PIO_OUT;
        case 6 -> fromDevice ? Protocol.DMA_IN : Protocol.DMA_OUT;
        case 8, 9 -> Protocol.DIAGNOSTIC;
        case 10 -> Protocol.DMA_IN;
        case 11 -> Protocol.DMA_OUT;
        case 12 -> fromDevice ? Protocol.FPDMA_IN : Protocol.FPDMA_OUT;
        default -> throw new AtaFormatException("Protocol " + protocol + " of an ATA PASS-THROUGH sends no command.");
        };
    }

    private static int fieldOf(Protocol protocol) {
        return switch (protocol) {
        case NON_DATA -> 3;
        case PIO_IN -> 4;
        case PIO_OUT -> 5;
        case DMA_IN, DMA_OUT -> 6;
        case FPDMA_IN, FPDMA_OUT -> 12;
        case DIAGNOSTIC -> 8;
        case RESET -> 1;
        };
    }
}
