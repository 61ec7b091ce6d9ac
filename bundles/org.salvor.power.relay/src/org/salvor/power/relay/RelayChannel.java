package org.salvor.power.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.salvor.linux.SerialLine;
import org.salvor.power.PowerState;
import org.salvor.power.device.Channel;

/**
 * A relay of a board.
 *
 * @param line the serial line
 * @param relay from 1
 * @param inverted whether the supply runs through the closed contact at rest, so that a relay that is on cuts it
 * @param answers whether the board answers; one that does not is never believed to have switched by itself, the drive has to confirm it
 */
record RelayChannel(Path line, int relay, int baud, boolean inverted, boolean answers) implements Channel {
    private static final int ANSWER_MILLIS = 1_000;
    private static final int MOST_BYTES = 64;
    private static final int MOST_READS = 8; // an answer comes in one or two pieces; a line that drips must not hold anybody up

    @Override
    public String address() {
        return "relay:" + line + "/" + relay;
    }

    @Override
    public String name() {
        return "relay " + relay + " at " + line;
    }

    @Override
    public String intent(boolean on) {
        return "send " + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(RelayFrame.set(relay, on != inverted, answers)) + " to "
                + line;
    }

    @Override
    public void set(boolean on) throws IOException {
        exchange(RelayFrame.set(relay, on != inverted, answers), answers);
    }

    @Override
    public PowerState ask() throws IOException {
        return RelayFrame.supply(exchange(RelayFrame.ask(relay), true) == 1, inverted);
    }

    private int exchange(byte[] frame, boolean answer) throws IOException {
        try (SerialLine open = SerialLine.open(line, baud)) {
            open.write(frame);
            return answer ? hear(open) : 0;
        }
    }

    /** What came in, until it ends with an answer: some boards repeat the order before it. */
    private int hear(SerialLine open) throws IOException {
        byte[] heard = new byte[0];
        for (int reads = 0; reads < MOST_READS && heard.length < MOST_BYTES; reads++) {
            byte[] more = open.read(MOST_BYTES - heard.length, ANSWER_MILLIS);
            if (more.length == 0) {
                break;
            }
            byte[] longer = Arrays.copyOf(heard, heard.length + more.length);
            System.arraycopy(more, 0, longer, heard.length, more.length);
            heard = longer;
            OptionalInt state = heard.length < RelayFrame.BYTES ? OptionalInt.empty()
                    : RelayFrame.state(Arrays.copyOfRange(heard, heard.length - RelayFrame.BYTES, heard.length), relay);
            if (state.isPresent()) {
                return state.getAsInt();
            }
        }
        throw new IOException(heard.length == 0
                ? "No answer from the relay board at " + line + " within " + ANSWER_MILLIS / 1_000
                        + " s; check its cable and its speed. If boards of this kind never answer, add ?answers=no to the address."
                : "What answers at " + line + " is no relay board (" + HexFormat.of().formatHex(heard, 0, Math.min(16, heard.length))
                        + "); check the address and the speed.");
    }

    @Override
    public boolean tells() {
        return answers;
    }
}
