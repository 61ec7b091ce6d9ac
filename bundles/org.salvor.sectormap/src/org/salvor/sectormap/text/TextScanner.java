package org.salvor.sectormap.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a map text byte by byte in memory that does not depend on the length of its lines. */
final class TextScanner {
    static final int END_OF_LINE = '\n';
    static final int END_OF_TEXT = -1;

    static final byte NO_DIGIT = 16;
    /** The value of each byte as a hexadecimal digit. */
    static final byte[] DIGITS = digitValues();

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MOST_QUOTED = 24;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long line = 1;

    TextScanner(InputStream in) {
        this.in = in;
    }

    /** Moves past the mark that some editors put before UTF-8; says so when the text is in UTF-16. */
    void skipByteOrderMark() throws IOException {
        int first = peek();
        if (first != 0xEF && first != 0xFE && first != 0xFF) {
            return;
        }
        while (limit < 3) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count <= 0) {
                break;
            }
            limit += count;
        }
        int second = limit > 1 ? buffer[1] & 0xFF : 0;
        if (first == 0xEF && second == 0xBB && limit > 2 && (buffer[2] & 0xFF) == 0xBF) {
            position = 3;
        } else if (first + second == 0xFE + 0xFF) {
            throw error("is in UTF-16; save it as plain text");
        }
    }

    /** Number of the current line, from 1. */
    long line() {
        return line;
    }

    /** The byte under the cursor; {@link #END_OF_TEXT} after the last. */
    int peek() throws IOException {
        return position < limit || fill() ? buffer[position] & 0xFF : END_OF_TEXT;
    }

    /** Moves past the byte under the cursor. */
    void advance() {
        if (buffer[position++] == '\n') {
            line++;
        }
    }

    /** Takes a line in the plain form, from its beginning on, if that is how it is written and it lies in the buffer; otherwise nothing. */
    boolean take(PlainLine block) {
        int next = limit - position < PlainLine.LONGEST ? -1 : block.take(buffer, position);
        if (next < 0) {
            return false;
        }
        position = next;
        line++;
        return true;
    }

    /** Moves past blanks within the line; gives the byte that follows. */
    int skipBlanks() throws IOException {
        int next = peek();
        while (next == ' ' || next == '\t' || next == '\r') {
            position++;
            next = peek();
        }
        return next;
    }

    /** Moves past blanks and empty lines; gives the byte that follows. */
    int skipEmptyLines() throws IOException {
        int next = skipBlanks();
        while (next == END_OF_LINE) {
            advance();
            next = skipBlanks();
        }
        return next;
    }

    /** The rest of the line without its end, at most this many bytes of it; the cursor is on the next line then. */
    String restOfLine(int mostBytes) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = peek();
        while (next != END_OF_LINE && next != END_OF_TEXT) {
            if (text.length() < mostBytes) {
                text.append((char) next);
            }
            position++;
            next = peek();
        }
        if (next == END_OF_LINE) {
            advance();
        }
        int end = text.length();
        return end > 0 && text.charAt(end - 1) == '\r' ? text.substring(0, end - 1) : text.toString();
    }

    /** Moves to the next line if only blanks and a comment are left of this one. */
    void expectEndOfLine(String after) throws IOException {
        int next = skipBlanks();
        if (next == '#') {
            restOfLine(0);
        } else if (next == END_OF_LINE) {
            advance();
        } else if (next != END_OF_TEXT) {
            throw error("has '" + word() + "' after " + after + "; remove it or check that this is a map file");
        }
    }

    /** An integer as C writes it: decimal, 0x hexadecimal or 0 octal. */
    long number(String what) throws IOException {
        int next = skipBlanks();
        if (next == '-') {
            throw error("gives a negative " + what + "; positions and sizes are 0 or more");
        }
        if (next != '0') {
            return digits(what, 10, false);
        }
        position++;
        next = peek();
        if (next == 'x' || next == 'X') {
            position++;
            return digits(what, 16, false);
        }
        return digits(what, 8, true);
    }

    /** An integer in hexadecimal digits, with or without 0x before them. */
    long hexNumber(String what) throws IOException {
        long value = unsignedHexNumber(what);
        if (value < 0) {
            throw error("gives a " + what + " of 2^63 or more; no drive is that large, so check that this is a map file");
        }
        return value;
    }

    /** Up to 16 hexadecimal digits, whose top bit may be set. */
    long unsignedHexNumber(String what) throws IOException {
        int next = skipBlanks();
        if (next == '-') {
            throw error("gives a negative " + what + "; positions and sizes are 0 or more");
        }
        boolean oneSeen = next == '0';
        if (oneSeen) {
            position++;
            next = peek();
            if (next == 'x' || next == 'X') {
                position++;
                oneSeen = false;
            }
        }
        long value = 0;
        int count = 0;
        for (int digit = digit(peek()); digit < NO_DIGIT; digit = digit(peek())) {
            if (value >>> 60 != 0) {
                throw error("gives a " + what + " of more than 16 digits; check that this is a map file");
            }
            value = value << 4 | digit;
            count++;
            position++;
        }
        if (count == 0 && !oneSeen) {
            throw error("has '" + word() + "' where a number (" + what + ") is expected; check that this is a map file");
        }
        return value;
    }

    private long digits(String what, int base, boolean oneSeen) throws IOException {
        long value = 0;
        boolean any = oneSeen;
        long most = Long.MAX_VALUE / base;
        int digit;
        do {
            byte[] bytes = buffer;
            int end = limit;
            int at = position;
            digit = -1;
            while (at < end) {
                digit = DIGITS[bytes[at] & 0xFF];
                if (digit >= base) {
                    break;
                }
                if (value >= most && (value > most || value * base > Long.MAX_VALUE - digit)) {
                    throw error("gives a " + what + " of 2^63 or more; no drive is that large, so check that this is a map file");
                }
                value = value * base + digit;
                at++;
            }
            any |= at > position;
            position = at;
        } while (position == limit && fill());
        int after = peek();
        if (!any || !endsNumber(after)) {
            throw error("has '" + word() + "' where a number (" + what + ") is expected; check that this is a map file");
        }
        return value;
    }

    private static int digit(int letter) {
        return letter < 0 ? NO_DIGIT : DIGITS[letter];
    }

    private static boolean endsNumber(int after) {
        return after == ' ' || after == '\t' || after == '\r' || after == END_OF_LINE || after == END_OF_TEXT || after == '#'
                || BlockStatus.of(after) != null;
    }

    private static byte[] digitValues() {
        byte[] values = new byte[256];
        Arrays.fill(values, NO_DIGIT);
        for (int digit = 0; digit < 16; digit++) {
            values[Character.forDigit(digit, 16)] = (byte) digit;
            values[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
        }
        return values;
    }

    /** A few bytes from the cursor on, to be quoted. */
    String word() throws IOException {
        StringBuilder text = new StringBuilder();
        int next = peek();
        while (next != END_OF_TEXT && next != ' ' && next != '\t' && next != '\r' && next != '\n' && text.length() < MOST_QUOTED) {
            text.append(next > ' ' && next < 127 ? (char) next : '.');
            position++;
            next = peek();
        }
        return text.isEmpty() ? "nothing" : text.toString();
    }

    MapFormatException error(String message) {
        return new MapFormatException(line, message);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
