package org.salvor.power.scpi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.salvor.linux.SerialLine;
import org.salvor.power.device.Deadline;
import org.salvor.power.device.Lines;

/** An instrument at a serial line. */
record SerialPort(Path line, int baud) implements ScpiPort {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int SLICE_MILLIS = 250;
    private static final int LONGEST_LINE_BYTES = 4_096;

    @Override
    public <T> T talk(Lines.Talk<T> talk) throws IOException {
        String late = "No answer from the instrument at " + line + " within " + LIMIT.toSeconds()
                + " s; check its cable, that its speed is " + baud + " baud and that it is set to remote control.";
        return Deadline.within(LIMIT, late, () -> {
            try (SerialLine open = SerialLine.open(line, baud)) {
                return talk.with(new Conversation(open));
            }
        });
    }

    /** Lines over it. */
    private record Conversation(SerialLine open) implements Lines {
        @Override
        public void say(String text) throws IOException {
            open.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String hear() throws IOException {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            while (heard.size() < LONGEST_LINE_BYTES && !Thread.currentThread().isInterrupted()) {
                byte[] one = open.read(1, SLICE_MILLIS);
                if (one.length == 1 && one[0] == '\n') {
                    return heard.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                heard.writeBytes(one);
            }
            throw new IOException("What answers at the serial line is no instrument: it sends a line without end. Check the address.");
        }
    }

    @Override
    public String text() {
        return line.toString();
    }
}
