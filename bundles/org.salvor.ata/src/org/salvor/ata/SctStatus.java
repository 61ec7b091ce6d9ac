package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/**
 * The SCT status, log E0h as read (ACS-4 8.2.6). Temperatures are degrees Celsius.
 *
 * @param formatVersion 2 or 3 in practice
 * @param state 0 waiting, 1 standby, 2 sleep, 3 self-test, 4 off-line collection, 5 an SCT command runs
 * @param extendedStatus how the last SCT command ended, FFFFh while it runs
 * @param action action code of that command
 * @param function function code of that command
 * @param lba sector that a command in the background has reached
 * @param temperature now; empty where the drive does not know
 * @param maxTemperature highest since power came
 * @param lifeMaxTemperature highest ever
 */
public record SctStatus(int formatVersion, int state, int extendedStatus, int action, int function, long lba, OptionalInt temperature,
        OptionalInt maxTemperature, OptionalInt lifeMaxTemperature) {
    private static final byte NO_TEMPERATURE = (byte) 0x80;

    /**
     * Reads the page.
     *
     * @throws AtaFormatException when it is not 512 bytes or its format version is none that is known
     */
    public static SctStatus decode(MemorySegment page) throws AtaFormatException {
        byte[] raw = Pages.bytes("SCT status", page);
        int version = (int) Pages.number(raw, 0, 2);
        if (version != 2 && version != 3) {
            throw new AtaFormatException("The SCT status has the unknown format version " + version + ".");
        }
        return new SctStatus(version, raw[10] & 0xFF, (int) Pages.number(raw, 14, 2), (int) Pages.number(raw, 16, 2),
                (int) Pages.number(raw, 18, 2),
                Pages.number(raw, 40, 6), celsius(raw[200]), celsius(raw[202]), celsius(raw[204]));
    }

    /** The 512 bytes of the page. */
    public byte[] encode() {
        byte[] raw = new byte[Pages.BYTES];
        Pages.put(raw, 0, 2, formatVersion);
        Pages.put(raw, 4, 2, 1);
        raw[10] = (byte) state;
        Pages.put(raw, 14, 2, extendedStatus);
        Pages.put(raw, 16, 2, action);
        Pages.put(raw, 18, 2, function);
        Pages.put(raw, 40, 6, lba);
        raw[200] = (byte) temperature.orElse(NO_TEMPERATURE);
        raw[201] = NO_TEMPERATURE;
        raw[202] = (byte) maxTemperature.orElse(NO_TEMPERATURE);
        raw[203] = NO_TEMPERATURE;
        raw[204] = (byte) lifeMaxTemperature.orElse(NO_TEMPERATURE);
        return raw;
    }

    private static OptionalInt celsius(byte field) {
        return field == NO_TEMPERATURE ? OptionalInt.empty() : OptionalInt.of(field);
    }
}
