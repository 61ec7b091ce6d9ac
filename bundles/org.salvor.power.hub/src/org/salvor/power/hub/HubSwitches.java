package org.salvor.power.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.Answers;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.device.Program;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** USB hubs that can cut the power of their ports. */
@Component(service = PowerSwitchProvider.class)
public final class HubSwitches implements PowerSwitchProvider {
    private static final Pattern HUB = Pattern.compile("^Current status for hub (\\d+(-[\\d.]+)?) \\[");
    private static final Pattern PORT = Pattern.compile("^ *Port (\\d{1,2}): [0-9a-f]{4} [^\\[]*(\\[.*\\])?.*$");

    private final String program;

    @Activate
    public HubSwitches() {
        this("uhubctl");
    }

    HubSwitches(String program) {
        this.program = program;
    }

    @Override
    public String scheme() {
        return "hub";
    }

    @Override
    public String usage() {
        return "hub:LOCATION/PORT, ports of USB hubs, with uhubctl: hub:1-1.4/2";
    }

    /** What uhubctl shows when it is told nothing: the hubs that can do it. */
    @Override
    public List<PowerListing> discover() {
        List<PowerListing> ports = new ArrayList<>();
        try {
            String hub = "";
            for (String line : Program.run(List.of(program), Map.of(), Duration.ofSeconds(5)).output().lines().limit(1_000).toList()) {
                Matcher head = HUB.matcher(line);
                Matcher port = PORT.matcher(line);
                if (head.find()) {
                    hub = head.group(1);
                } else if (!hub.isEmpty() && port.matches()) {
                    String device = port.group(2) == null ? ""
                            : ", " + Answers.shown(port.group(2).substring(1, port.group(2).length() - 1));
                    ports.add(new PowerListing("hub:" + hub + "/" + port.group(1),
                            "port " + port.group(1) + " of the USB hub at " + hub + device,
                            ""));
                }
            }
        } catch (IOException notInstalled) {
            return List.of();
        }
        return ports;
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of());
        if (!parts.device().matches("\\d{1,3}(-\\d{1,2}(\\.\\d{1,2}){0,6})?")) {
            throw AddressParts.wrong(address, usage());
        }
        return new DeviceSwitch(new HubChannel(program, parts.device(), parts.number(1, 31, address, usage())));
    }
}
