package org.salvor.power.relay;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** Relay boards on a serial line. They cannot be told from other serial devices without sending them something, so that none is listed. */
@Component(service = PowerSwitchProvider.class)
public final class RelaySwitches implements PowerSwitchProvider {

    @Override
    public String scheme() {
        return "relay";
    }

    @Override
    public String usage() {
        return "relay:/dev/ttyUSB0/RELAY, serial relay boards, relays from 1; ?baud=9600, ?rest=closed when the supply runs through the contact that is"
                + " closed at rest, ?answers=no for boards that never answer";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of("baud", "rest", "answers"));
        int relay = parts.number(1, 32, address, usage());
        String baud = parts.option("baud", "9600");
        String rest = parts.option("rest", "open");
        String answers = parts.option("answers", "yes");
        if (!parts.device().startsWith("/") || !baud.matches("[1-9]\\d{2,6}") || !rest.matches("open|closed")
                || !answers.matches("yes|no")) {
            throw AddressParts.wrong(address, usage());
        }
        return new DeviceSwitch(new RelayChannel(Path.of(parts.device()).normalize(), relay, Integer.parseInt(baud), rest.equals("closed"),
                answers.equals("yes")));
    }
}
