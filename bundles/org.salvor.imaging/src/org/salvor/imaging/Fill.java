package org.salvor.imaging;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What sectors that could not be read hold on the destination at the end. Immutable.
 *
 * @param kind what they hold
 * @param pattern bytes that are repeated from the start of each sector; empty but for {@link Kind#PATTERN}; not to be changed
 */
public record Fill(Kind kind, byte[] pattern) {

    /** Kinds of filling. */
    public enum Kind {
        /** They are left as they are. */
        NONE,
        /** Zero bytes. */
        ZEROS,
        /** A line of text that names the sector, then zero bytes. */
        MARKS,
        /** A pattern. */
        PATTERN
    }

    /** Leaves unread sectors alone. */
    public static final Fill NONE = new Fill(Kind.NONE, new byte[0]);

    /**
     * Reads {@code none}, {@code zeros}, {@code marks} or a pattern of hex digits; an empty text is {@code none}.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static Fill parse(String text) {
        return switch (text) {
        case "", "none" -> NONE;
        case "zeros" -> new Fill(Kind.ZEROS, new byte[0]);
        case "marks" -> new Fill(Kind.MARKS, new byte[0]);
        default -> {
            try {
                yield new Fill(Kind.PATTERN, HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Unread sectors cannot be filled with \"" + text
                        + "\"; give none, zeros, marks or an even number of hex digits.", e);
            }
        }
        };
    }

    /** Fills whole sectors. */
    void into(MemorySegment sectors, long firstLba, int sectorBytes) {
        sectors.fill((byte) 0);
        for (long offset = 0; kind != Kind.ZEROS && offset < sectors.byteSize(); offset += sectorBytes) {
            byte[] bytes = kind == Kind.MARKS ? mark(firstLba + offset / sectorBytes) : pattern;
            for (int at = 0; at < sectorBytes; at += bytes.length) {
                MemorySegment.copy(bytes, 0, sectors, ValueLayout.JAVA_BYTE, offset + at, Math.min(bytes.length, sectorBytes - at));
                if (kind == Kind.MARKS) {
                    break;
                }
            }
        }
    }

    private static byte[] mark(long lba) {
        return ("SALVOR: SECTOR " + lba + " COULD NOT BE READ\n").getBytes(StandardCharsets.US_ASCII);
    }
}
