package org.salvor.drive.ahci;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What went wrong on link or bus, in words (AHCI 3.3.5 and 3.3.12). */
final class LinkErrors {
    private static final String[] SERIAL = { "data damaged and recovered", "link lost and recovered", null, null, null, null, null, null,
            "data damaged", "link lost", "protocol error", "internal error", null, null, null, null, "ready signal changed",
            "internal error of the interface", "woken up", "bad symbol", "bad disparity", "bad checksum", "handshake refused",
            "wrong sequence", "wrong state of the transport", "unknown frame", "drive exchanged" };

    private LinkErrors() {
    }

    /**
     * @param interrupts PxIS
     * @param errors PxSERR
     * @return such as {@code interface error; bad checksum, handshake refused}; empty when neither tells of anything
     */
    static String words(int interrupts, int errors) {
        List<String> kinds = new ArrayList<>();
        add(kinds, interrupts, 24, "more data than asked for");
        add(kinds, interrupts, 26, "interface error that was recovered");
        add(kinds, interrupts, 27, "interface error");
        add(kinds, interrupts, 28, "bus data error");
        add(kinds, interrupts, 29, "bus error");
        if ((interrupts & PortRegisters.IS_CONNECTION) != 0) {
            kinds.add("the link went and came back");
        }
        List<String> causes = new ArrayList<>();
        for (int bit = 0; bit < SERIAL.length; bit++) {
            if (SERIAL[bit] != null) {
                add(causes, errors, bit, SERIAL[bit]);
            }
        }
        return String.join("; ",
                Stream.of(kinds, causes).filter(words -> !words.isEmpty()).map(words -> String.join(", ", words)).toList());
    }

    private static void add(List<String> words, int value, int bit, String word) {
        if ((value & 1 << bit) != 0) {
            words.add(word);
        }
    }
}
