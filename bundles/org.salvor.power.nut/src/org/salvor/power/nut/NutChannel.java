package org.salvor.power.nut;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.salvor.power.Measured;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Host;
import org.salvor.power.device.LabFile;
import org.salvor.power.device.Lines;
import org.salvor.power.device.TcpLines;

/** An outlet behind an upsd, by its line protocol (RFC 9271). What needs a name and a password gets those of the power file. */
record NutChannel(Host host, String ups, int outlet, LabFile lab) implements Channel {
    static final int USUAL_PORT = 3493;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_LIST_LINES = 2_000;

    @Override
    public String address() {
        return "nut:" + ups + "@" + host.text(USUAL_PORT) + "/" + outlet;
    }

    @Override
    public String name() {
        return "outlet " + outlet + " of " + ups + " at " + host.text(USUAL_PORT);
    }

    @Override
    public String intent(boolean on) {
        return "set outlet." + outlet + ".status of " + ups + " to " + word(on) + ", or run outlet." + outlet + ".load." + word(on)
                + ", at "
                + host.text(USUAL_PORT);
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }

    @Override
    public void set(boolean on) throws IOException {
        Optional<String> user = lab.get("nut." + host.name() + ".user");
        Optional<String> password = lab.get("nut." + host.name() + ".password");
        if (user.isEmpty() || password.isEmpty()) {
            throw new IOException("upsd at " + host + " lets nobody switch without a name; set down nut." + host.name() + ".user and nut."
                    + host.name() + ".password in " + lab.file() + ".");
        }
        talk(lines -> {
            requireOk(lines.ask("USERNAME " + quoted(user.get())), "the name");
            requireOk(lines.ask("PASSWORD " + quoted(password.get())), "the password");
            boolean settable = lists(lines, "RW", "outlet." + outlet + ".status");
            requireOk(lines.ask(settable ? "SET VAR " + ups + " outlet." + outlet + ".status " + word(on)
                    : "INSTCMD " + ups + " outlet." + outlet + ".load." + word(on)), "the order");
            return null;
        });
    }

    private static String quoted(String text) throws IOException {
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IOException("A name or password for upsd in the power file has characters that upsd cannot take; use plain letters.");
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private boolean lists(Lines lines, String what, String wanted) throws IOException {
        String line = lines.ask("LIST " + what + " " + ups);
        boolean found = false;
        for (int i = 0; !line.startsWith("END LIST") && i < MOST_LIST_LINES; i++) {
            refuse(line, "the question");
            found |= line.startsWith(what + " " + ups + " " + wanted + " ");
            line = lines.hear();
        }
        return found;
    }

    @Override
    public PowerState ask() throws IOException {
        return talk(lines -> {
            String value = value(lines, "status", true).toLowerCase(Locale.ROOT);
            return switch (value) {
            case "on", "yes", "1" -> PowerState.ON;
            case "off", "no", "0" -> PowerState.OFF;
            default -> PowerState.UNKNOWN;
            };
        });
    }

    @Override
    public Measured measure() throws IOException {
        return talk(lines -> {
            OptionalDouble volts = Answers.number(value(lines, "voltage", false));
            OptionalDouble amperes = Answers.number(value(lines, "current", false));
            return new Measured(volts, amperes);
        });
    }

    private String value(Lines lines, String what, boolean required) throws IOException {
        String prefix = "VAR " + ups + " outlet." + outlet + "." + what + " ";
        String line = lines.ask("GET " + prefix.strip());
        if (line.startsWith(prefix)) {
            return line.substring(prefix.length()).replace("\"", "");
        }
        if (required) {
            refuse(line, "the question");
            throw new IOException("What answers at " + host + " is no upsd: " + Answers.shown(line) + "; check the address.");
        }
        return "";
    }

    private void requireOk(String line, String what) throws IOException {
        refuse(line, what);
        if (!line.startsWith("OK")) {
            throw new IOException("What answers at " + host + " is no upsd: " + Answers.shown(line) + "; check the address.");
        }
    }

    private void refuse(String line, String what) throws IOException {
        if (line.startsWith("ERR ")) {
            String why = switch (line.substring(4).split(" ")[0]) {
            case "ACCESS-DENIED", "INVALID-USERNAME", "INVALID-PASSWORD", "USERNAME-REQUIRED", "PASSWORD-REQUIRED" ->
                    "the name may not do that, or the password is wrong; correct them in " + lab.file();
            case "UNKNOWN-UPS" -> "it knows no " + ups + "; correct the address";
            case "VAR-NOT-SUPPORTED", "CMD-NOT-SUPPORTED" ->
                    ups + " has no outlet " + outlet + " that can be switched; correct the address";
            case "READONLY" -> "outlet " + outlet + " cannot be switched; name another";
            case "DATA-STALE", "DRIVER-NOT-CONNECTED" -> "it has lost " + ups + "; look at the device and its driver";
            default -> "look at upsd and its device";
            };
            throw new IOException("upsd at " + host + " refused " + what + " (" + Answers.shown(line.substring(4)) + "): " + why + ".");
        }
    }

    private <T> T talk(Lines.Talk<T> talk) throws IOException {
        return TcpLines.talk(host, "\n", LIMIT, talk);
    }

    /** A driver polls its device every second or two. */
    @Override
    public Duration settles() {
        return Duration.ofSeconds(8);
    }
}
