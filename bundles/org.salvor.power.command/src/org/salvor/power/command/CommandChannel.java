package org.salvor.power.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.salvor.power.Measured;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Program;

/**
 * A switch behind programs. Exit code 0 of "on" and "off" means done. "state" prints on or off; without it the exit code has to do. "measure" prints volts and
 * amperes.
 */
record CommandChannel(String id, List<String> on, List<String> off, List<String> state, List<String> measures, int seconds, int offSeconds)
        implements Channel {

    @Override
    public String address() {
        return "command:" + id;
    }

    @Override
    public String name() {
        return "own programs " + id;
    }

    @Override
    public String intent(boolean switchOn) {
        return "run " + String.join(" ", switchOn ? on : off);
    }

    @Override
    public void set(boolean switchOn) throws IOException {
        List<String> program = switchOn ? on : off;
        Program.Ended ended = run(program);
        if (ended.exit() != 0) {
            throw new IOException(
                    program.getFirst() + " ended with exit code " + ended.exit() + " and said " + Answers.shown(ended.output())
                            + "; nobody knows what the supply does now. Look at it.");
        }
    }

    @Override
    public PowerState ask() throws IOException {
        Program.Ended ended = run(state);
        String word = ended.output().strip().toLowerCase(Locale.ROOT);
        return ended.exit() != 0 ? PowerState.UNKNOWN : switch (word) {
        case "on", "1" -> PowerState.ON;
        case "off", "0" -> PowerState.OFF;
        default -> PowerState.UNKNOWN;
        };
    }

    @Override
    public Measured measure() throws IOException {
        if (measures.isEmpty()) {
            return Measured.NONE;
        }
        Program.Ended ended = run(measures);
        String[] words = ended.output().strip().split("\\s+");
        if (ended.exit() != 0 || words.length != 2) {
            return Measured.NONE;
        }
        OptionalDouble volts = Answers.number(words[0]);
        OptionalDouble amperes = Answers.number(words[1]);
        return new Measured(volts, amperes);
    }

    private Program.Ended run(List<String> program) throws IOException {
        return Program.run(program, Map.of("SALVOR_SWITCH", id), Duration.ofSeconds(seconds));
    }

    @Override
    public boolean tells() {
        return !state.isEmpty();
    }

    @Override
    public Duration minimumOff() {
        return Duration.ofSeconds(offSeconds);
    }
}
