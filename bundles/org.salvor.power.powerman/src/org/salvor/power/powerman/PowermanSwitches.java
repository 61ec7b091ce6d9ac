package org.salvor.power.powerman;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.device.Host;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** Nodes of powerman, which knows many makes of remote power controllers. */
@Component(service = PowerSwitchProvider.class)
public final class PowermanSwitches implements PowerSwitchProvider {

    @Override
    public String scheme() {
        return "powerman";
    }

    @Override
    public String usage() {
        return "powerman:HOST[:10101]/NODE, nodes of a powermand";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of());
        if (!parts.channel().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) { // one node: no ranges, no lists
            throw AddressParts.wrong(address, usage());
        }
        return new DeviceSwitch(new PowermanChannel(Host.parse(parts.device(), PowermanChannel.USUAL_PORT), parts.channel()));
    }
}
