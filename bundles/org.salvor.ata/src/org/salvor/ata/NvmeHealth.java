package org.salvor.ata;

import java.math.BigInteger;

/**
 * The SMART / health log of an NVMe drive, 02h (NVMe Base 2.0, figure 207).
 *
 * @param warnings critical warnings: bit 0 spare below threshold, 1 temperature, 2 reliability degraded, 3 read-only, 4 backup of volatile memory failed, 5
 *        persistent memory
 * @param kelvin composite temperature, 0-65,535
 * @param sparePercent spare left, 0-255
 * @param spareThresholdPercent below this it warns, 0-255
 * @param usedPercent of the life that the maker promises; 255 means 255 or more
 * @param unitsRead thousands of 512 bytes that were read
 * @param unitsWritten thousands of 512 bytes that were written
 * @param powerCycles since it was made
 * @param powerOnHours since it was made
 * @param unsafeShutdowns power cuts without warning
 * @param mediaErrors unrecovered errors of the medium
 * @param errorLogEntries errors logged since it was made
 */
public record NvmeHealth(int warnings, int kelvin, int sparePercent, int spareThresholdPercent, int usedPercent, BigInteger unitsRead,
        BigInteger unitsWritten, BigInteger powerCycles, BigInteger powerOnHours, BigInteger unsafeShutdowns, BigInteger mediaErrors,
        BigInteger errorLogEntries) {
    /** Bytes of the log page. */
    public static final int BYTES = 512;
    private static final int ZERO_CELSIUS = 273;

    /** Reads the log page. @throws AtaFormatException when it is not 512 bytes, or all of them are 0 or all FFh */
    public static NvmeHealth decode(byte[] raw) throws AtaFormatException {
        Nvme.require("health log", raw, BYTES);
        return new NvmeHealth(raw[0] & 0xFF, (int) Pages.number(raw, 1, 2), raw[3] & 0xFF, raw[4] & 0xFF, raw[5] & 0xFF, large(raw, 32),
                large(raw, 48), large(raw, 112), large(raw, 128), large(raw, 144), large(raw, 160), large(raw, 176));
    }

    /** Temperature in degrees Celsius. */
    public int celsius() {
        return kelvin - ZERO_CELSIUS;
    }

    /** The bytes of the page. */
    public byte[] encode() {
        byte[] raw = new byte[BYTES];
        raw[0] = (byte) warnings;
        Pages.put(raw, 1, 2, kelvin);
        raw[3] = (byte) sparePercent;
        raw[4] = (byte) spareThresholdPercent;
        raw[5] = (byte) usedPercent;
        put(raw, 32, unitsRead);
        put(raw, 48, unitsWritten);
        put(raw, 112, powerCycles);
        put(raw, 128, powerOnHours);
        put(raw, 144, unsafeShutdowns);
        put(raw, 160, mediaErrors);
        put(raw, 176, errorLogEntries);
        return raw;
    }

    /** 16 bytes, little-endian. */
    private static BigInteger large(byte[] raw, int offset) {
        byte[] big = new byte[16];
        for (int index = 0; index < big.length; index++) {
            big[big.length - 1 - index] = raw[offset + index];
        }
        return new BigInteger(1, big);
    }

    private static void put(byte[] raw, int offset, BigInteger value) {
        Pages.put(raw, offset, 8, value.longValue());
        Pages.put(raw, offset + 8, 8, value.shiftRight(64).longValue());
    }
}
