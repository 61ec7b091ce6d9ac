package org.salvor.power.snmp;

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

/** Power strips that speak SNMP. */
@Component(service = PowerSwitchProvider.class)
public final class SnmpSwitches implements PowerSwitchProvider {
    private final LabFile lab;

    @Activate
    public SnmpSwitches() {
        this(LabFile.usual());
    }

    SnmpSwitches(LabFile lab) {
        this.lab = lab;
    }

    @Override
    public String scheme() {
        return "snmp";
    }

    @Override
    public String usage() {
        return "snmp:HOST[:161]/OUTLET, APC power strips, with the programs of net-snmp; ?objects=rpdu or spdu; the community is set down in "
                + lab.file()
                + " as snmp.HOST.community";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of("objects"));
        String objects = parts.option("objects", "rpdu");
        if (!objects.matches("rpdu|spdu")) {
            throw AddressParts.wrong(address, usage());
        }
        return new DeviceSwitch(new SnmpChannel(Host.parse(parts.device(), SnmpChannel.USUAL_PORT), parts.number(1, 128, address, usage()),
                SnmpChannel.Objects.valueOf(objects.toUpperCase(Locale.ROOT)), lab));
    }
}
