package org.salvor.power.scpi;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.salvor.power.Measured;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Lines;

/**
 * An output of a supply.
 *
 * @param channel from 1; 0 for a supply with one output
 * @param model what its {@code *IDN?} must contain; empty for anything
 */
record ScpiChannel(ScpiPort port, int channel, Dialect dialect, String model) implements Channel {

    @Override
    public String address() {
        return "scpi:" + port.text() + (channel == 0 ? "" : "/" + channel);
    }

    @Override
    public String name() {
        return (channel == 0 ? "output of the supply at " : "output " + channel + " of the supply at ") + port.text();
    }

    @Override
    public String intent(boolean on) {
        return "send \"" + String.join("; ", dialect.order(channel, on)) + "\" to " + port.text();
    }

    @Override
    public void set(boolean on) throws IOException {
        talk(lines -> {
            lines.say("*CLS"); // errors of others before
            say(lines, dialect.order(channel, on));
            String error = lines.ask("SYST:ERR?");
            if (!error.strip().matches("[+-]?0+(\\D.*)?")) {
                throw new IOException(name() + " refused the order: " + Answers.shown(error)
                        + "; check the channel, and whether the supply wants another ?dialect= (single, select, list, ch).");
            }
            return null;
        });
    }

    @Override
    public PowerState ask() throws IOException {
        return talk(lines -> {
            String answer = ask(lines, "OUTP").strip().toUpperCase(Locale.ROOT);
            return switch (answer) {
            case "1", "ON" -> PowerState.ON;
            case "0", "OFF" -> PowerState.OFF;
            default -> PowerState.UNKNOWN;
            };
        });
    }

    @Override
    public Measured measure() throws IOException {
        return talk(lines -> {
            OptionalDouble volts = Answers.number(ask(lines, "MEAS:VOLT"));
            OptionalDouble amperes = Answers.number(ask(lines, "MEAS:CURR"));
            return new Measured(volts, amperes);
        });
    }

    private String ask(Lines lines, String what) throws IOException {
        List<String> all = dialect.ask(channel, what);
        say(lines, all);
        return lines.hear();
    }

    private static void say(Lines lines, List<String> all) throws IOException {
        for (String line : all) {
            lines.say(line);
        }
    }

    /** Each conversation begins with who it is: an address may have gone to another device. */
    private <T> T talk(Lines.Talk<T> talk) throws IOException {
        return port.talk(lines -> {
            String identity = lines.ask("*IDN?");
            if (identity.split(",", -1).length < 3) { // IEEE 488.2 10.14: maker, model, serial number, firmware
                throw new IOException("What answers at " + port.text() + " is no instrument: it calls itself " + Answers.shown(identity)
                        + "; check the address.");
            }
            if (!identity.toUpperCase(Locale.ROOT).contains(model.toUpperCase(Locale.ROOT))) {
                throw new IOException("At " + port.text() + " answers " + Answers.shown(identity) + " and not a " + model
                        + "; it was not told to switch. Check the address.");
            }
            return talk.with(lines);
        });
    }
}
