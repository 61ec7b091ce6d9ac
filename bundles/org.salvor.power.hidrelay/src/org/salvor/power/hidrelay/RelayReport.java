package org.salvor.power.hidrelay;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Feature reports of USB relay boards with the identity 16c0:05df. There is no standard; this is what their firmware does by common knowledge: an order is report
 * number 0, FF (close) or FD (open), relay from 1; the answer is eight bytes, a serial number of five characters and, in the last, a bit a relay.
 */
final class RelayReport {
    static final int BYTES = 9;
    private static final int CLOSE = 0xFF;
    private static final int OPEN = 0xFD;
    private static final int STATES = 7;
    private static final int SERIAL_BYTES = 5;

    private RelayReport() {
    }

    static byte[] order(int relay, boolean closed) {
        byte[] report = new byte[BYTES];
        report[1] = (byte) (closed ? CLOSE : OPEN);
        report[2] = (byte) relay;
        return report;
    }

    /** What is asked for: any report number but 0, after which the kernel leaves the answer where the device begins it. */
    static byte[] question() {
        byte[] report = new byte[BYTES];
        report[0] = 1;
        return report;
    }

    /** Whether a relay is closed; empty when this is no answer of such a board. */
    static Optional<Boolean> closed(byte[] answer, int relay) {
        return serial(answer).isEmpty() ? Optional.empty() : Optional.of((answer[STATES] >> relay - 1 & 1) == 1);
    }

    /** The serial number of the board; empty when this is no answer of one. */
    static Optional<String> serial(byte[] answer) {
        if (answer.length <= STATES) {
            return Optional.empty();
        }
        String serial = new String(answer, 0, SERIAL_BYTES, StandardCharsets.ISO_8859_1);
        return serial.matches("[!-~]{5}") ? Optional.of(serial) : Optional.empty();
    }
}
