package org.salvor.casework;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON as UTF-8 into a growing array, without an object a value. Strings never hold a raw line break, so a line break in the bytes
 * always ends a line. One thread at a time.
 */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final DateTimeFormatter TO_SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private byte[] bytes;
    private int length;
    private long cachedSecond = Long.MIN_VALUE;
    private String cachedText = "";

    JsonText(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Text that is already JSON, ASCII only. */
    @SuppressWarnings("deprecation")
    JsonText raw(String ascii) {
        int count = ascii.length();
        room(count);
        ascii.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    JsonText raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonText copy(byte[] from, int start, int count) {
        room(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
        return this;
    }

    /** A member of the object being written, with its leading comma: {@code ,"name":}. */
    JsonText key(String asciiName) {
        return raw(",\"").raw(asciiName).raw("\":");
    }

    JsonText number(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return raw("-9223372036854775808");
            }
            raw('-');
            return number(-value);
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--, rest /= 10) {
            bytes[at] = (byte) ('0' + rest % 10);
        }
        length += digits;
        return this;
    }

    /** Nanoseconds as milliseconds with three decimals, cut off below a microsecond. */
    JsonText millis(long nanos) {
        long micros = nanos / 1_000;
        if (micros < 0) {
            raw('-');
            micros = -micros;
        }
        number(micros / 1_000).raw('.');
        int rest = (int) (micros % 1_000);
        room(3);
        bytes[length++] = (byte) ('0' + rest / 100);
        bytes[length++] = (byte) ('0' + rest / 10 % 10);
        bytes[length++] = (byte) ('0' + rest % 10);
        return this;
    }

    /** Calendar time as ISO 8601 in UTC to the millisecond, in quotes. */
    JsonText time(Instant time) {
        if (time.getEpochSecond() != cachedSecond) {
            cachedText = TO_SECONDS.format(time);
            cachedSecond = time.getEpochSecond();
        }
        int millis = time.getNano() / 1_000_000;
        raw('"').raw(cachedText).raw('.');
        return raw((char) ('0' + millis / 100)).raw((char) ('0' + millis / 10 % 10)).raw((char) ('0' + millis % 10)).raw("Z\"");
    }

    /** The low {@code digits} hex digits of a number, lower case, in quotes. */
    JsonText hex(long value, int digits) {
        raw('"');
        room(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return raw('"');
    }

    /** Bytes as hex digits without separators, in quotes. */
    JsonText hex(byte[] value) {
        return raw('"').rawHex(value).raw('"');
    }

    /** Bytes as hex digits without separators. */
    JsonText rawHex(byte[] value) {
        room(2 * value.length);
        for (byte each : value) {
            bytes[length++] = HEX[each >> 4 & 15];
            bytes[length++] = HEX[each & 15];
        }
        return this;
    }

    /** A string in quotes. A surrogate without its partner becomes U+FFFD. */
    JsonText string(String text) {
        raw('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            room(6);
            if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (c < 0x80) {
                escape(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                utf8(Character.isSurrogate(c) ? 0xFFFD : c);
            }
        }
        return raw('"');
    }

    /** Any value: null, strings, numbers, booleans, lists and maps of them; everything else as the string that it says of itself. */
    JsonText value(Object value) {
        return switch (value) {
        case null -> raw("null");
        case Boolean truth -> raw(truth.toString());
        case Double number when number.isNaN() || number.isInfinite() -> string(number.toString());
        case Float number when number.isNaN() || number.isInfinite() -> string(number.toString());
        case Double number -> raw(number.toString());
        case Float number -> raw(number.toString());
        case Integer number -> number(number);
        case Long number -> number(number);
        case Short number -> number(number);
        case Byte number -> number(number);
        case Map<?, ?> map -> object(map);
        case Iterable<?> list -> list(list);
        default -> string(value.toString());
        };
    }

    /** Members in the order of their names, so that equal maps give equal bytes. */
    private JsonText object(Map<?, ?> map) {
        raw('{');
        boolean first = true;
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            if (!first) {
                raw(',');
            }
            string(entry.getKey()).raw(':').value(entry.getValue());
            first = false;
        }
        return raw('}');
    }

    private JsonText list(Iterable<?> list) {
        raw('[');
        boolean first = true;
        for (Object each : list) {
            if (!first) {
                raw(',');
            }
            value(each);
            first = false;
        }
        return raw(']');
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        switch (c) {
        case '"', '\\' -> bytes[length++] = (byte) c;
        case '\n' -> bytes[length++] = 'n';
        case '\r' -> bytes[length++] = 'r';
        case '\t' -> bytes[length++] = 't';
        default -> {
            bytes[length++] = 'u';
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[c >> 4];
            bytes[length++] = HEX[c & 15];
        }
        }
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                bytes[length++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                bytes[length++] = (byte) (0xF0 | codePoint >> 18);
                bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            }
            bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        }
        bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.addExact(length, Math.max(count, length)));
        }
    }
}
