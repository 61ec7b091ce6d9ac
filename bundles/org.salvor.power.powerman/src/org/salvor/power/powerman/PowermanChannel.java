package org.salvor.power.powerman;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Host;
import org.salvor.power.device.Lines;
import org.salvor.power.device.TcpLines;

/** A node of a powermand, by the protocol that its own client speaks: lines that begin with a number, and a prompt that has no end of line. */
record PowermanChannel(Host host, String node) implements Channel {
    static final int USUAL_PORT = 10101;
    /** A device behind it may be slow; powermand gives up by itself before that. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PROMPT = "powerman> ";
    private static final int MOST_LINES = 1_000;

    @Override
    public String address() {
        return "powerman:" + host.text(USUAL_PORT) + "/" + node;
    }

    @Override
    public String name() {
        return "node " + node + " of powerman at " + host.text(USUAL_PORT);
    }

    @Override
    public String intent(boolean on) {
        return "tell powerman at " + host.text(USUAL_PORT) + " \"" + (on ? "on " : "off ") + node + "\"";
    }

    @Override
    public void set(boolean on) throws IOException {
        talk((on ? "on " : "off ") + node);
    }

    @Override
    public PowerState ask() throws IOException {
        return talk("status " + node).orElse(PowerState.UNKNOWN);
    }

    /** Sends a line and reads until it is answered: 1xx is done, 2xx refused, 3xx tells something, and what is in progress (208) goes on. */
    private Optional<PowerState> talk(String line) throws IOException {
        return TcpLines.talk(host, "\r\n", LIMIT, lines -> {
            String banner = lines.hear();
            if (!banner.matches("001 .*")) {
                throw new IOException(
                        "What answers at " + host + " is no powerman: it says " + Answers.shown(banner) + "; check the address.");
            }
            lines.say(line);
            return answer(lines);
        });
    }

    private Optional<PowerState> answer(Lines lines) throws IOException {
        Optional<PowerState> state = Optional.empty();
        for (int i = 0; i < MOST_LINES; i++) {
            String said = lines.hear();
            String heard = said.startsWith(PROMPT) ? said.substring(PROMPT.length()) : said;
            if (heard.startsWith("1")) {
                return state;
            }
            if (heard.startsWith("2") && !heard.startsWith("208")) {
                throw new IOException("powerman at " + host + " refused node " + node + ": " + Answers.shown(heard)
                        + "; check the name, and look at the device behind it.");
            }
            if (heard.startsWith("302 ") && names(heard)) {
                state = Optional.of(heard.startsWith("302 on:") ? PowerState.ON
                        : heard.startsWith("302 off:") ? PowerState.OFF : PowerState.UNKNOWN);
            }
        }
        throw new IOException("powerman at " + host + " does not come to an end; check the address.");
    }

    private boolean names(String line) {
        return Arrays.asList(line.substring(line.indexOf(':') + 1).strip().split("[,\\s]+")).contains(node);
    }

    @Override
    public Duration settles() {
        return Duration.ofSeconds(5);
    }
}
