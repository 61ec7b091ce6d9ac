package org.salvor.power.ipmi;

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

/** Computers with a management controller, such as a rig of drives that is a host of its own. */
@Component(service = PowerSwitchProvider.class)
public final class IpmiSwitches implements PowerSwitchProvider {
    private final LabFile lab;

    @Activate
    public IpmiSwitches() {
        this(LabFile.usual());
    }

    IpmiSwitches(LabFile lab) {
        this.lab = lab;
    }

    @Override
    public String scheme() {
        return "ipmi";
    }

    @Override
    public String usage() {
        return "ipmi:HOST[:623], the power of a whole computer, with ipmitool; ?cipher=3; name and password are set down in " + lab.file()
                + " as ipmi.HOST.user and ipmi.HOST.password";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of("cipher"));
        String cipher = parts.option("cipher", "");
        if (!parts.channel().isEmpty() || !cipher.matches("|\\d{1,2}")) {
            throw AddressParts.wrong(address, usage());
        }
        return new DeviceSwitch(new IpmiChannel(Host.parse(parts.device(), IpmiChannel.USUAL_PORT), cipher, lab));
    }
}
