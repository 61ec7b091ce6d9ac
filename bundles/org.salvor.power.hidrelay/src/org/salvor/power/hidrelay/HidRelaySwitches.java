package org.salvor.power.hidrelay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.AddressParts;
import org.salvor.power.device.Answers;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** USB relay boards, found by what the kernel knows of HID devices. */
@Component(service = PowerSwitchProvider.class)
public final class HidRelaySwitches implements PowerSwitchProvider {
    private static final Pattern IDENTITY = Pattern.compile("(?mi)^HID_ID=[0-9a-f]+:0000(16c0):0000(05df)$");
    private static final Pattern NAME = Pattern.compile("(?m)^HID_NAME=(.*USBRelay([1-8]).*)$");

    private final Path hidraw;

    @Activate
    public HidRelaySwitches() {
        this(Path.of("/sys/class/hidraw"));
    }

    HidRelaySwitches(Path hidraw) {
        this.hidraw = hidraw;
    }

    @Override
    public String scheme() {
        return "hidrelay";
    }

    @Override
    public String usage() {
        return "hidrelay:/dev/hidraw0/RELAY, USB relay boards (16c0:05df), relays from 1; ?rest=closed when the supply runs through the contact that is"
                + " closed at rest";
    }

    /** Boards are told by identity and name; other makers share the identity. */
    @Override
    public List<PowerListing> discover() {
        List<PowerListing> relays = new ArrayList<>();
        try (Stream<Path> devices = Files.list(hidraw)) {
            for (Path device : devices.sorted().toList()) {
                Path event = device.resolve("device/uevent");
                String text = Files.isReadable(event) ? Files.readString(event) : "";
                Matcher name = NAME.matcher(text);
                if (IDENTITY.matcher(text).find() && name.find()) {
                    add(relays, "/dev/" + device.getFileName(), Answers.shown(name.group(1)), Integer.parseInt(name.group(2)));
                }
            }
        } catch (IOException noSuchKernel) {
            return List.of();
        }
        return relays;
    }

    private static void add(List<PowerListing> relays, String node, String name, int count) {
        String problem = Files.isWritable(Path.of(node)) ? ""
                : "This user may not write to " + node + "; give it the right by udev, or be root.";
        for (int relay = 1; relay <= count; relay++) {
            relays.add(new PowerListing("hidrelay:" + node + "/" + relay, "relay " + relay + " of the USB board " + name, problem));
        }
    }

    @Override
    public PowerSwitch open(String address) throws PowerOpenException {
        AddressParts parts = AddressParts.of(address, usage(), Set.of("rest"));
        String rest = parts.option("rest", "open");
        if (!parts.device().startsWith("/") || !rest.matches("open|closed")) {
            throw AddressParts.wrong(address, usage());
        }
        Path node = Path.of(parts.device()).normalize();
        return new DeviceSwitch(new HidRelayChannel(node.toString(), parts.number(1, 8, address, usage()), rest.equals("closed"),
                () -> new HidrawReports(node)));
    }
}
