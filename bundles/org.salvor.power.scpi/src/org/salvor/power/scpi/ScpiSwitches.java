package org.salvor.power.scpi;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.device.Host;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** Laboratory supplies that speak SCPI. They are not looked for in the network. */
@Component(service = PowerSwitchProvider.class)
public final class ScpiSwitches implements PowerSwitchProvider {

    @Override
    public String scheme() {
        return "scpi";
    }

    @Override
    public String usage() {
        return "scpi:HOST[:5025][/OUTPUT] or scpi:/dev/ttyUSB0[/OUTPUT], laboratory supplies; ?dialect=single, select, list or ch (how an output is"
                + " named), ?model=TEXT (what it must call itself), ?baud=9600";
    }

    @Override
    public List<PowerListing> discover() {
        return List.of();
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of("dialect", "model", "baud"));
        boolean serial = parts.device().startsWith("/");
        boolean whole = serial && !parts.channel().matches("\\d*"); // the last part of a path, and no output
        String device = whole ? parts.device() + "/" + parts.channel() : parts.device();
        int channel = whole || parts.channel().isEmpty() ? 0 : parts.number(1, 64, address, usage());
        String baud = parts.option("baud", "9600");
        if (!baud.matches("[1-9]\\d{2,6}")) {
            throw AddressParts.wrong(address, usage());
        }
        ScpiPort port = serial ? new SerialPort(Path.of(device).normalize(), Integer.parseInt(baud))
                : new TcpPort(Host.parse(device, TcpPort.USUAL_PORT));
        return new DeviceSwitch(
                new ScpiChannel(port, channel, dialect(parts.option("dialect", channel == 0 ? "single" : "select"), address),
                        parts.option("model", "")));
    }

    private Dialect dialect(String name, String address) throws PowerOpenException {
        for (Dialect dialect : Dialect.values()) {
            if (dialect.name().toLowerCase(Locale.ROOT).equals(name)) {
                return dialect;
            }
        }
        throw AddressParts.wrong(address, usage());
    }
}
