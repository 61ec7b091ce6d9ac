package org.salvor.power.relay;

import java.util.OptionalInt;
import org.salvor.power.PowerState;

/**
 * Frames of serial relay boards: A0, relay from 1, order, and the low byte of the sum of these three. What the boards take is not in any standard; this is what
 * their makers' sheets have in common.
 */
final class RelayFrame {
    static final int BYTES = 4;
    private static final int START = 0xA0;
    private static final int OPEN_AND_TELL = 2;
    private static final int CLOSE_AND_TELL = 3;
    private static final int TELL = 5;

    private RelayFrame() {
    }

    /** Orders a relay. @param tell whether the board is to answer; older ones know only orders without */
    static byte[] set(int relay, boolean closed, boolean tell) {
        return frame(relay, tell ? closed ? CLOSE_AND_TELL : OPEN_AND_TELL : closed ? 1 : 0);
    }

    /** Asks a relay. */
    static byte[] ask(int relay) {
        return frame(relay, TELL);
    }

    static byte[] frame(int relay, int order) {
        return new byte[] { (byte) START, (byte) relay, (byte) order, (byte) (START + relay + order) };
    }

    /** The state of a relay in an answer: 0 open, 1 closed; empty when this is no answer of that relay. */
    static OptionalInt state(byte[] frame, int relay) {
        boolean good = frame.length == BYTES && (frame[0] & 0xFF) == START && frame[1] == (byte) relay && (frame[2] == 0 || frame[2] == 1)
                && frame[3] == (byte) (frame[0] + frame[1] + frame[2]);
        return good ? OptionalInt.of(frame[2]) : OptionalInt.empty();
    }

    static PowerState supply(boolean closed, boolean inverted) {
        return closed != inverted ? PowerState.ON : PowerState.OFF;
    }
}
