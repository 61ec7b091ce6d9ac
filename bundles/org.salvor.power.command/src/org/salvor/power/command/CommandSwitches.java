package org.salvor.power.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.Answers;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.device.LabFile;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** Switches behind programs that the lab has set down in its power file. */
@Component(service = PowerSwitchProvider.class)
public final class CommandSwitches implements PowerSwitchProvider {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";

    private final LabFile lab;

    @Activate
    public CommandSwitches() {
        this(LabFile.usual());
    }

    /** @param lab where the programs are set down */
    public CommandSwitches(LabFile lab) {
        this.lab = lab;
    }

    @Override
    public String scheme() {
        return "command";
    }

    @Override
    public String usage() {
        return "command:NAME, programs set down in " + lab.file() + " as command.NAME.on and command.NAME.off";
    }

    @Override
    public List<PowerListing> discover() {
        try {
            Set<String> names = new TreeSet<>();
            for (String key : lab.keys()) {
                String[] parts = key.split("\\.");
                if (parts.length == 3 && parts[0].equals("command") && parts[1].matches(NAME)) {
                    names.add(parts[1]);
                }
            }
            List<PowerListing> listings = new ArrayList<>();
            for (String name : names) {
                listings.add(new PowerListing("command:" + name, "own programs " + name, problem(name)));
            }
            return listings;
        } catch (IOException e) {
            return List.of(new PowerListing("command:", "own programs", e.getMessage()));
        }
    }

    private String problem(String name) {
        try {
            open("command:" + name);
            return "";
        } catch (PowerOpenException e) {
            return e.getMessage();
        }
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of());
        if (!parts.device().matches(NAME) || !parts.channel().isEmpty()) {
            throw AddressParts.wrong(address, usage());
        }
        try {
            return new DeviceSwitch(new CommandChannel(parts.device(), program(parts.device(), "on"), program(parts.device(), "off"),
                    optional(parts.device(), "state"), optional(parts.device(), "measure"),
                    seconds(parts.device(), "seconds", 10), seconds(parts.device(), "offSeconds", 3)));
        } catch (IOException e) {
            throw new PowerOpenException(e.getMessage(), e);
        }
    }

    private List<String> program(String name, String what) throws IOException, PowerOpenException {
        List<String> program = optional(name, what);
        if (program.isEmpty()) {
            throw new PowerOpenException(
                    "No program is set down for command." + name + "." + what + " in " + lab.file() + "; add the line \"command."
                            + name + "." + what + " = PROGRAM ARGUMENTS\".");
        }
        return program;
    }

    private List<String> optional(String name, String what) throws IOException {
        Optional<String> line = lab.get("command." + name + "." + what);
        return line.isEmpty() ? List.of() : Words.of(line.get());
    }

    private int seconds(String name, String what, int usual) throws IOException, PowerOpenException {
        String text = lab.get("command." + name + "." + what).orElse(Integer.toString(usual));
        if (!text.matches("[1-9]\\d?|1[01]\\d|120")) {
            throw new PowerOpenException("command." + name + "." + what + " in " + lab.file() + " is " + Answers.shown(text)
                    + "; write whole seconds from 1 to 120.");
        }
        return Integer.parseInt(text);
    }
}
