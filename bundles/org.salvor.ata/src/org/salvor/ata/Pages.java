package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What the 512-byte pages of drives have in common: little-endian fields, and a last byte that makes all bytes sum up to 0. */
final class Pages {
    static final int BYTES = 512;

    private Pages() {
    }

    /** The bytes of a page, exactly 512. */
    static byte[] bytes(String what, MemorySegment page) throws AtaFormatException {
        if (page.byteSize() != BYTES) {
            throw new AtaFormatException("The " + what + " has " + page.byteSize() + " bytes instead of 512.");
        }
        return page.toArray(ValueLayout.JAVA_BYTE);
    }

    /** The bytes of a page whose checksum is right. */
    static byte[] checked(String what, MemorySegment page) throws AtaFormatException {
        byte[] raw = bytes(what, page);
        if (sum(raw) != 0) {
            throw new AtaFormatException("The checksum of the " + what + " is wrong.");
        }
        return raw;
    }

    /** Puts the checksum into the last byte. */
    static byte[] seal(byte[] raw) {
        raw[BYTES - 1] = 0;
        raw[BYTES - 1] = (byte) -sum(raw);
        return raw;
    }

    /** A little-endian number of 1 to 8 bytes. */
    static long number(byte[] raw, int offset, int length) {
        long value = 0;
        for (int index = length - 1; index >= 0; index--) {
            value = value << 8 | raw[offset + index] & 0xFF;
        }
        return value;
    }

    /** Writes a little-endian number of 1 to 8 bytes. */
    static void put(byte[] raw, int offset, int length, long value) {
        for (int index = 0; index < length; index++) {
            raw[offset + index] = (byte) (value >>> 8 * index);
        }
    }

    private static int sum(byte[] raw) {
        int sum = 0;
        for (byte each : raw) {
            sum += each;
        }
        return sum & 0xFF;
    }
}
