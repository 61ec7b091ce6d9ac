package org.salvor.ata;

import java.util.Arrays;

/**
 * A SCSI command ready to be sent.
 *
 * @param cdb its bytes, copied in and out
 * @param direction where its data goes
 * @param dataBytes bytes of its data phase, 0 without one
 */
public record ScsiCommand(byte[] cdb, Direction direction, int dataBytes) {
    private static final int MOST_10 = 0xFFFF;

    /** Where data goes. */
    public enum Direction {
        NONE, FROM_DRIVE, TO_DRIVE
    }

    public ScsiCommand {
        if (dataBytes < 0 || dataBytes > 0 != (direction != Direction.NONE)) {
            throw new IllegalArgumentException(direction + " does not go with " + dataBytes + " bytes");
        }
        cdb = cdb.clone();
    }

    @Override
    public byte[] cdb() {
        return cdb.clone();
    }

    /** TEST UNIT READY (00h). */
    public static ScsiCommand testUnitReady() {
        return new ScsiCommand(new byte[6], Direction.NONE, 0);
    }

    /** REQUEST SENSE (03h), in the descriptor format where the drive has it. */
    public static ScsiCommand requestSense(boolean descriptors) {
        return in(bytes(0x03, descriptors ? 1 : 0, 0, 0, 252, 0), 252);
    }

    /** INQUIRY (12h); see {@link InquiryData}. */
    public static ScsiCommand inquiry() {
        return in(bytes(0x12, 0, 0, 0, 96, 0), 96);
    }

    /**
     * INQUIRY of a page of vital product data.
     *
     * @param page 0-255
     * @param length bytes wanted, 4-65,535
     */
    public static ScsiCommand vitalProductData(int page, int length) {
        return in(bytes(0x12, 1, page, length >> 8, length, 0), length);
    }

    /** READ CAPACITY (10); see {@link ReadCapacity}. */
    public static ScsiCommand readCapacity10() {
        return in(bytes(0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0), 8);
    }

    /** READ CAPACITY (16); see {@link ReadCapacity}. */
    public static ScsiCommand readCapacity16() {
        byte[] cdb = new byte[16];
        cdb[0] = (byte) 0x9E;
        cdb[1] = 0x10;
        cdb[13] = 32;
        return in(cdb, 32);
    }

    /** Whether READ (10) reaches these sectors. */
    public static boolean fits10(long lba, int sectors) {
        return sectors <= MOST_10 && lba + sectors <= 1L << 32;
    }

    /** READ (10) where it reaches, else READ (16). */
    public static ScsiCommand read(long lba, int sectors, int sectorBytes) {
        if (sectors < 1 || lba < 0) {
            throw new IllegalArgumentException("impossible read: " + sectors + " sectors at " + lba);
        }
        byte[] cdb = fits10(lba, sectors) ? tenAt(0x28, lba) : sixteenAt(0x88, 0, lba);
        if (cdb.length == 10) {
            BigEndian.put(cdb, 7, 2, sectors);
        } else {
            BigEndian.put(cdb, 10, 4, sectors);
        }
        return in(cdb, Math.multiplyExact(sectors, sectorBytes));
    }

    /** VERIFY (10) or (16) without data: the drive reads for itself. */
    public static ScsiCommand verify(long lba, int sectors) {
        byte[] cdb = fits10(lba, sectors) ? tenAt(0x2F, lba) : sixteenAt(0x8F, 0, lba);
        if (cdb.length == 10) {
            BigEndian.put(cdb, 7, 2, sectors);
        } else {
            BigEndian.put(cdb, 10, 4, sectors);
        }
        return new ScsiCommand(cdb, Direction.NONE, 0);
    }

    /**
     * READ LONG (10), or (16) beyond its reach: one sector with whatever the drive keeps beside it, uncorrected.
     *
     * @param length bytes of such a sector, which the drive insists on: 1-65,535
     */
    public static ScsiCommand readLong(long lba, int length) {
        byte[] cdb = fits10(lba, 1) ? tenAt(0x3E, lba) : sixteenAt(0x9E, 0x11, lba);
        BigEndian.put(cdb, cdb.length == 10 ? 7 : 12, 2, length);
        return in(cdb, length);
    }

    /** MODE SENSE (10) of the control page, current values, without block descriptors. */
    public static ScsiCommand modeSenseControl() {
        return in(bytes(0x5A, 0x08, 0x0A, 0, 0, 0, 0, 0, 64, 0), 64);
    }

    /** MODE SELECT (10) that saves nothing; its data are what {@link ModeControl} makes. */
    public static ScsiCommand modeSelect(int length) {
        return new ScsiCommand(bytes(0x55, 0x10, 0, 0, 0, 0, 0, length >> 8, length, 0), Direction.TO_DRIVE, length);
    }

    /** START STOP UNIT (1Bh): spins up, and waits for it. */
    public static ScsiCommand start() {
        return new ScsiCommand(bytes(0x1B, 0, 0, 0, 1, 0), Direction.NONE, 0);
    }

    /** An ATA command inside a SCSI command. */
    public static ScsiCommand of(SatCdb pass, Protocol protocol, int dataBytes) {
        Direction direction = protocol.sendsData() ? Direction.TO_DRIVE : protocol.receivesData() ? Direction.FROM_DRIVE : Direction.NONE;
        return new ScsiCommand(pass.encode(), direction, direction == Direction.NONE ? 0 : dataBytes);
    }

    private static byte[] tenAt(int opcode, long lba) {
        byte[] cdb = new byte[10];
        cdb[0] = (byte) opcode;
        BigEndian.put(cdb, 2, 4, lba);
        return cdb;
    }

    private static byte[] sixteenAt(int opcode, int second, long lba) {
        byte[] cdb = new byte[16];
        cdb[0] = (byte) opcode;
        cdb[1] = (byte) second;
        BigEndian.put(cdb, 2, 8, lba);
        return cdb;
    }

    private static ScsiCommand in(byte[] cdb, int dataBytes) {
        return new ScsiCommand(cdb, Direction.FROM_DRIVE, dataBytes);
    }

    private static byte[] bytes(int... values) {
        byte[] raw = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            raw[index] = (byte) values[index];
        }
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScsiCommand command && Arrays.equals(cdb, command.cdb) && direction == command.direction
                && dataBytes == command.dataBytes;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(cdb) + dataBytes;
    }
}
