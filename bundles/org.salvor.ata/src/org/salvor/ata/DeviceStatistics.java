package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One page of the device statistics log, 04h (ACS-4 9.5). Each statistic is eight bytes with its flags in the last.
 *
 * @param raw the 512 bytes of the page; copied in and out
 */
public record DeviceStatistics(byte[] raw) {
    public static final int GENERAL_PAGE = 1;
    public static final int ERRORS_PAGE = 4;
    public static final int TEMPERATURE_PAGE = 5;
    /** Offset of the power-on hours in the general page. */
    public static final int POWER_ON_HOURS = 16;
    /** Offset of the reported uncorrectable errors in the error page. */
    public static final int UNCORRECTABLE_ERRORS = 8;
    private static final int CURRENT_TEMPERATURE = 8;

    /** @throws IllegalArgumentException when {@code raw} is not 512 bytes */
    public DeviceStatistics {
        if (raw.length != Pages.BYTES) {
            throw new IllegalArgumentException("a page of device statistics has 512 bytes, not " + raw.length);
        }
        raw = raw.clone();
    }

    /**
     * Reads a page.
     *
     * @param pageNumber the page that was asked for
     * @throws AtaFormatException when it is not 512 bytes, or is not that page
     */
    public static DeviceStatistics decode(MemorySegment page, int pageNumber) throws AtaFormatException {
        byte[] raw = Pages.bytes("page of device statistics", page);
        if ((raw[2] & 0xFF) != pageNumber || Pages.number(raw, 0, 2) == 0) {
            throw new AtaFormatException(
                    "Page " + pageNumber + " of the device statistics was asked for, and page " + (raw[2] & 0xFF) + " came.");
        }
        return new DeviceStatistics(raw);
    }

    @Override
    public byte[] raw() {
        return raw.clone();
    }

    /** Number of this page. */
    public int pageNumber() {
        return raw[2] & 0xFF;
    }

    /**
     * A statistic that is supported and valid.
     *
     * @param offset its place in the page, 8-504, a multiple of 8
     * @param lengthBytes length of its value, 1-7
     */
    public OptionalLong value(int offset, int lengthBytes) {
        if (offset < 8 || offset > Pages.BYTES - 8 || offset % 8 != 0 || lengthBytes < 1 || lengthBytes > 7) {
            throw new IllegalArgumentException("no statistic lies at " + offset + " with " + lengthBytes + " bytes");
        }
        boolean usable = (raw[offset + 7] & 0xC0) == 0xC0;
        return usable ? OptionalLong.of(Pages.number(raw, offset, lengthBytes)) : OptionalLong.empty();
    }

    /** Temperature now in degrees Celsius, from the temperature page. */
    public OptionalInt temperature() {
        OptionalLong value = pageNumber() == TEMPERATURE_PAGE ? value(CURRENT_TEMPERATURE, 1) : OptionalLong.empty();
        return value.isPresent() ? OptionalInt.of((byte) value.getAsLong()) : OptionalInt.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceStatistics page && Arrays.equals(raw, page.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }
}
