package org.salvor.ata;

/**
 * The answer to READ CAPACITY (10) or (16) (SBC-4 5.15, 5.16).
 *
 * @param sectorCount logical sectors; 2^32 and more only by (16)
 * @param sectorBytes bytes of one, > 0
 * @param sectorsPerPhysical logical sectors in a physical one, a power of two; 1 by (10)
 * @param overflow whether (10) could not tell, and (16) must be asked
 */
public record ReadCapacity(long sectorCount, int sectorBytes, int sectorsPerPhysical, boolean overflow) {
    private static final int SHORT_BYTES = 8;
    private static final int LONG_BYTES = 32;
    private static final int LARGEST_SECTOR = 1 << 20;

    /** Reads the answer to (10). @throws AtaFormatException when it is no such answer */
    public static ReadCapacity decode10(byte[] raw) throws AtaFormatException {
        need(raw, SHORT_BYTES);
        long last = BigEndian.number(raw, 0, 4);
        return new ReadCapacity(last + 1, sectorBytes(raw, 4), 1, last == 0xFFFF_FFFFL);
    }

    /** Reads the answer to (16). @throws AtaFormatException when it is no such answer */
    public static ReadCapacity decode16(byte[] raw) throws AtaFormatException {
        need(raw, LONG_BYTES);
        long last = BigEndian.number(raw, 0, 8);
        if (last < 0 || last == Long.MAX_VALUE) {
            throw new AtaFormatException("READ CAPACITY names an impossible last sector.");
        }
        return new ReadCapacity(last + 1, sectorBytes(raw, 8), 1 << (raw[13] & 0x0F), false);
    }

    /** The answer to (10). */
    public byte[] encode10() {
        byte[] raw = new byte[SHORT_BYTES];
        BigEndian.put(raw, 0, 4, Math.min(0xFFFF_FFFFL, sectorCount - 1));
        BigEndian.put(raw, 4, 4, sectorBytes);
        return raw;
    }

    /** The answer to (16). */
    public byte[] encode16() {
        byte[] raw = new byte[LONG_BYTES];
        BigEndian.put(raw, 0, 8, sectorCount - 1);
        BigEndian.put(raw, 8, 4, sectorBytes);
        raw[13] = (byte) Integer.numberOfTrailingZeros(sectorsPerPhysical);
        return raw;
    }

    private static int sectorBytes(byte[] raw, int at) throws AtaFormatException {
        long bytes = BigEndian.number(raw, at, 4);
        if (bytes < 1 || bytes > LARGEST_SECTOR) {
            throw new AtaFormatException("READ CAPACITY names sectors of " + bytes + " bytes.");
        }
        return (int) bytes;
    }

    private static void need(byte[] raw, int bytes) throws AtaFormatException {
        if (raw.length < bytes) {
            throw new AtaFormatException("READ CAPACITY answered " + raw.length + " bytes instead of " + bytes + ".");
        }
    }
}
