package org.salvor.power.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.device.Host;
import org.salvor.power.device.LabFile;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** Plugs that are switched over HTTP. They are not looked for in the network. */
@Component(service = PowerSwitchProvider.class)
public final class PlugSwitches implements PowerSwitchProvider {
    private final LabFile lab;

    @Activate
    public PlugSwitches() {
        this(LabFile.usual());
    }

    PlugSwitches(LabFile lab) {
        this.lab = lab;
    }

    @Override
    public String scheme() {
        return "plug";
    }

    @Override
    public String usage() {
        return "plug:HOST[:80]/OUTLET?kind=tasmota, plugs in the network, outlets from 1; kinds are tasmota, shelly (second generation and later) and"
                + " shelly1; passwords are set down in " + lab.file() + " as plug.HOST.user and plug.HOST.password";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of("kind"));
        for (PlugKind kind : PlugKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(parts.option("kind", ""))) {
                return new DeviceSwitch(new PlugChannel(Host.parse(parts.device(), PlugChannel.USUAL_PORT),
                        parts.number(1, 32, address, usage()), kind, lab));
            }
        }
        throw AddressParts.wrong(address, usage());
    }
}
