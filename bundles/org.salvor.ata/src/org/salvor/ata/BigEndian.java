package org.salvor.ata;

/** SCSI's numbers: the most significant byte first. */
final class BigEndian {
    private BigEndian() {
    }

    /** A number of 1 to 8 bytes. */
    static long number(byte[] raw, int offset, int length) {
        long value = 0;
        for (int index = 0; index < length; index++) {
            value = value << 8 | raw[offset + index] & 0xFF;
        }
        return value;
    }

    /** Writes a number of 1 to 8 bytes. */
    static void put(byte[] raw, int offset, int length, long value) {
        for (int index = 0; index < length; index++) {
            raw[offset + index] = (byte) (value >>> 8 * (length - 1 - index));
        }
    }

    /** ASCII text; what is not printable reads as a blank, blanks around it are dropped. */
    static String text(byte[] raw, int offset, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int index = offset; index < offset + length; index++) {
            int each = raw[index] & 0xFF;
            text.append(each >= 0x20 && each < 0x7F ? (char) each : ' ');
        }
        return text.toString().strip();
    }

    /** Writes ASCII text, filled up with blanks. */
    static void putText(byte[] raw, int offset, int length, String text) {
        for (int index = 0; index < length; index++) {
            raw[offset + index] = (byte) (index < text.length() ? text.charAt(index) : ' ');
        }
    }
}
