package org.salvor.power.nut;

import java.util.List;
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

/** Outlets of Network UPS Tools. */
@Component(service = PowerSwitchProvider.class)
public final class NutSwitches implements PowerSwitchProvider {
    private final LabFile lab;

    @Activate
    public NutSwitches() {
        this(LabFile.usual());
    }

    NutSwitches(LabFile lab) {
        this.lab = lab;
    }

    @Override
    public String scheme() {
        return "nut";
    }

    @Override
    public String usage() {
        return "nut:UPS@HOST[:3493]/OUTLET, outlets behind an upsd; names and passwords are set down in " + lab.file()
                + " as nut.HOST.user and nut.HOST.password";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of());
        String[] device = parts.device().split("@", -1);
        if (device.length != 2 || !device[0].matches("[A-Za-z0-9._-]{1,64}")) {
            throw AddressParts.wrong(address, usage());
        }
        return new DeviceSwitch(new NutChannel(Host.parse(device[1], NutChannel.USUAL_PORT), device[0],
                parts.number(1, 128, address, usage()), lab));
    }
}
