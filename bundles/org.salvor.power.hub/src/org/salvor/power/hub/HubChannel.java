package org.salvor.power.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Program;

/** A port of a USB hub, with uhubctl, which switches both halves of a USB 3 hub. */
record HubChannel(String program, String hub, int port) implements Channel {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Pattern PORT = Pattern.compile("(?m)^ *Port (\\d+): [0-9a-f]{4} (.*)$");

    @Override
    public String address() {
        return "hub:" + hub + "/" + port;
    }

    @Override
    public String name() {
        return "port " + port + " of the USB hub at " + hub;
    }

    @Override
    public String intent(boolean on) {
        return "run " + program + " -l " + hub + " -p " + port + " -a " + (on ? "on" : "off");
    }

    @Override
    public void set(boolean on) throws IOException {
        run("-a", on ? "on" : "off");
    }

    /** It shows all that it does; the last line of the port is the one that counts. */
    @Override
    public PowerState ask() throws IOException {
        Matcher lines = PORT.matcher(run());
        PowerState state = PowerState.UNKNOWN;
        while (lines.find()) {
            if (lines.group(1).equals(Integer.toString(port))) {
                boolean on = List.of(lines.group(2).split("[ \\[]")).contains("power");
                state = on ? PowerState.ON : PowerState.OFF;
            }
        }
        return state;
    }

    private String run(String... order) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-l", hub, "-p", Integer.toString(port)));
        command.addAll(List.of(order));
        Program.Ended ended = Program.run(command, Map.of(), LIMIT);
        if (ended.exit() != 0) {
            String why = ended.output().contains("Permission") ? "this user may not; give it the right by udev, or be root"
                    : "look where the drive is plugged in with \"uhubctl\" alone, and whether that hub can cut the power of its ports";
            throw new IOException(
                    "The USB hub at " + hub + " was asked with uhubctl and did not do it (" + Answers.shown(ended.output()) + "): "
                            + why + ".");
        }
        return ended.output();
    }
}
