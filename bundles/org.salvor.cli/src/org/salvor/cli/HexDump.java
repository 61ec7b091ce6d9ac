package org.salvor.cli;

import java.io.PrintWriter;
import java.util.Arrays;

/** Bytes for a person: sixteen a line, as hex digits and as letters. Lines that repeat the one above are told once. */
final class HexDump {
    private static final int WIDTH = 16;

    private HexDump() {
    }

    static void print(PrintWriter out, byte[] bytes) {
        boolean repeating = false;
        for (int at = 0; at < bytes.length; at += WIDTH) {
            boolean repeats = at > 0 && at + WIDTH < bytes.length && Arrays.equals(bytes, at - WIDTH, at, bytes, at, at + WIDTH);
            if (!repeats) {
                out.println(line(bytes, at));
            } else if (!repeating) {
                out.println("*");
            }
            repeating = repeats;
        }
    }

    private static String line(byte[] bytes, int at) {
        StringBuilder digits = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        for (int i = at; i < at + WIDTH; i++) {
            if (i < bytes.length) {
                digits.append("%02x ".formatted(bytes[i]));
                letters.append(bytes[i] >= 0x20 && bytes[i] < 0x7F ? (char) bytes[i] : '.');
            } else {
                digits.append("   ");
            }
            if (i == at + WIDTH / 2 - 1) {
                digits.append(' ');
            }
        }
        return "%06x  %s |%s|".formatted(at, digits, letters);
    }
}
