package org.salvor.power.snmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Host;
import org.salvor.power.device.LabFile;
import org.salvor.power.device.Program;

/** An outlet of an APC power strip, by the objects of PowerNet-MIB, with the programs of net-snmp. */
record SnmpChannel(Host host, int outlet, Objects objects, LabFile lab) implements Channel {
    static final int USUAL_PORT = 161;
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final String SYS_OBJECT_ID = ".1.3.6.1.2.1.1.2.0";
    private static final String APC = ".1.3.6.1.4.1.318.";

    /** Objects of an outlet: 1 is on and 2 is off, to tell and to be told. */
    enum Objects {
        /** rPDUOutletControlOutletCommand, rPDUOutletStatusOutletState: strips of the 7900 family. */
        RPDU(".1.3.6.1.4.1.318.1.1.12.3.3.1.1.4.", ".1.3.6.1.4.1.318.1.1.12.3.5.1.1.4."),
        /** sPDUOutletCtl: MasterSwitch, and most later ones too. */
        SPDU(".1.3.6.1.4.1.318.1.1.4.4.2.1.3.", ".1.3.6.1.4.1.318.1.1.4.4.2.1.3.");

        private final String command;
        private final String state;

        Objects(String command, String state) {
            this.command = command;
            this.state = state;
        }
    }

    @Override
    public String address() {
        return "snmp:" + host.text(USUAL_PORT) + "/" + outlet;
    }

    @Override
    public String name() {
        return "outlet " + outlet + " of the power strip at " + host.text(USUAL_PORT);
    }

    @Override
    public String intent(boolean on) {
        return "set " + objects.command + outlet + " at " + host.text(USUAL_PORT) + " to " + (on ? 1 : 2);
    }

    @Override
    public void set(boolean on) throws IOException {
        String maker = run("snmpget", SYS_OBJECT_ID);
        if (!maker.startsWith(APC)) {
            throw new IOException("What answers at " + host + " is no APC power strip: its kind is " + Answers.shown(maker)
                    + "; it was not told to switch. Check the address.");
        }
        run("snmpset", objects.command + outlet, "i", on ? "1" : "2");
    }

    @Override
    public PowerState ask() throws IOException {
        return switch (run("snmpget", objects.state + outlet)) {
        case "1" -> PowerState.ON;
        case "2" -> PowerState.OFF;
        default -> PowerState.UNKNOWN;
        };
    }

    private String run(String program, String... arguments) throws IOException {
        Optional<String> community = lab.get("snmp." + host.name() + ".community");
        if (community.isPresent() && !community.get().matches("[!-~&&[^\"#\\\\]]{1,64}")) {
            throw new IOException(
                    "snmp." + host.name() + ".community in " + lab.file() + " has characters that net-snmp cannot take; change it.");
        }
        if (community.isEmpty()) { // what the user has set down for net-snmp itself, version 3 among it
            return answer(program, Map.of(), arguments);
        }
        // On a command line every user could read it.
        Path folder = Files.createTempDirectory("salvor-snmp");
        try {
            Files.writeString(folder.resolve("snmp.conf"),
                    "defVersion " + lab.get("snmp." + host.name() + ".version").filter(v -> v.matches("1|2c")).orElse("1")
                            + "\ndefCommunity " + community.get() + "\n");
            return answer(program, Map.of("SNMPCONFPATH", folder.toString(), "SNMP_PERSISTENT_DIR", folder.toString()), arguments);
        } finally {
            delete(folder);
        }
    }

    /** net-snmp puts files of its own beside. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private String answer(String program, Map<String, String> environment, String... arguments) throws IOException {
        String transport = host.name().contains(":") ? "udp6:" : "udp:";
        List<String> command = new ArrayList<>(List.of(program, "-m", "", "-t", "2", "-r", "1", "-Oqvne", transport + host));
        command.addAll(List.of(arguments));
        Program.Ended ended = Program.run(command, environment, LIMIT);
        String said = ended.output().strip();
        String last = said.substring(said.lastIndexOf('\n') + 1); // it may speak of folders that it made before
        if (ended.exit() == 0 && !last.startsWith("No Such")) {
            return last;
        }
        String why = said.contains("Timeout") ? "it does not answer; check the address, and the community in " + lab.file()
                + " as snmp." + host.name() + ".community"
                : said.contains("noSuchName") || last.startsWith("No Such")
                        ? "it has no outlet " + outlet + " of this kind; check the outlet and ?objects= (rpdu, spdu)"
                : "it refused; check that the community may write";
        throw new IOException("The power strip at " + host + " was asked with " + program + " (" + Answers.shown(said) + "): " + why + ".");
    }

    /** Strips carry out orders in their own time. */
    @Override
    public Duration settles() {
        return Duration.ofSeconds(10);
    }
}
