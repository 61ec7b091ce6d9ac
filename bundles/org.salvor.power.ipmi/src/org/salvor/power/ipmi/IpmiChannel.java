package org.salvor.power.ipmi;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Host;
import org.salvor.power.device.LabFile;
import org.salvor.power.device.Program;

/** The chassis power of a computer, by its management controller and ipmitool. The password goes by the environment, which other users cannot read. */
record IpmiChannel(Host host, String cipher, LabFile lab) implements Channel {
    static final int USUAL_PORT = 623;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Override
    public String address() {
        return "ipmi:" + host.text(USUAL_PORT);
    }

    @Override
    public String name() {
        return "chassis power at " + host.text(USUAL_PORT);
    }

    @Override
    public String intent(boolean on) {
        return "run ipmitool -H " + host.name() + " chassis power " + (on ? "on" : "off");
    }

    @Override
    public void set(boolean on) throws IOException {
        run(on ? "on" : "off");
    }

    @Override
    public PowerState ask() throws IOException {
        String said = run("status");
        return said.contains("Chassis Power is on") ? PowerState.ON : said.contains("Chassis Power is off") ? PowerState.OFF
                : PowerState.UNKNOWN;
    }

    private String run(String order) throws IOException {
        Optional<String> user = lab.get("ipmi." + host.name() + ".user");
        Optional<String> password = lab.get("ipmi." + host.name() + ".password");
        if (user.isEmpty() || password.isEmpty()) {
            throw new IOException("The management controller at " + host + " lets nobody in without a name; set down ipmi." + host.name()
                    + ".user and ipmi." + host.name() + ".password in " + lab.file() + ".");
        }
        List<String> command = new ArrayList<>(
                List.of("ipmitool", "-I", "lanplus", "-H", host.name(), "-p", Integer.toString(host.port()), "-U",
                        user.get(), "-E", "-N", "2", "-R", "2"));
        if (!cipher.isEmpty()) {
            command.addAll(List.of("-C", cipher));
        }
        command.addAll(List.of("chassis", "power", order));
        Program.Ended ended = Program.run(command, Map.of("IPMI_PASSWORD", password.get()), LIMIT);
        if (ended.exit() != 0) {
            throw new IOException("The management controller at " + host + " was asked with ipmitool and did not do it ("
                    + Answers.shown(ended.output()) + "); check the address, name and password in " + lab.file()
                    + ", and the cipher suite, which ?cipher=3 sets.");
        }
        return ended.output();
    }

    /** A computer takes its time. */
    @Override
    public Duration settles() {
        return Duration.ofSeconds(10);
    }

    /** The supply of a computer holds its voltage for longer than a drive's. */
    @Override
    public Duration minimumOff() {
        return Duration.ofSeconds(10);
    }
}
