package org.salvor.station;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.imaging.DestinationProvider;
import org.salvor.power.PowerSwitch;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.power.spi.PowerSwitchProvider;

/** The capabilities that are installed now. Any thread. */
public final class Providers {
    private final List<DriveProvider> drives = new CopyOnWriteArrayList<>();
    private final List<DestinationProvider> destinations = new CopyOnWriteArrayList<>();
    private final List<PowerSwitchProvider> power = new CopyOnWriteArrayList<>();

    /** Adds a transport. */
    public Providers add(DriveProvider provider) {
        drives.add(provider);
        return this;
    }

    /** Adds a kind of destination. */
    public Providers add(DestinationProvider provider) {
        destinations.add(provider);
        return this;
    }

    /** Adds a kind of power device. */
    public Providers add(PowerSwitchProvider provider) {
        power.add(provider);
        return this;
    }

    /** Takes a capability away; jobs that use it go on. */
    public void remove(Object provider) {
        drives.remove(provider);
        destinations.remove(provider);
        power.remove(provider);
    }

    /** Transports that are installed. */
    public List<DriveProvider> drives() {
        return drives;
    }

    /** Whether opening the drive for a few commands takes it from nobody. */
    public boolean opensQuietly(String address) {
        return drives.stream().anyMatch(provider -> address.startsWith(provider.scheme() + ":") && provider.opensQuietly());
    }

    /** Address as the operator gave it. */
    public static DriveAddress address(String text) throws StationException {
        try {
            return DriveAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StationException(StationException.Kind.INPUT, e.getMessage(), e);
        }
    }

    /** Opens a drive for a few commands, read-only. */
    public Drive openDrive(String text, Clock clock) throws StationException {
        return open(text, new DriveContext(clock, CommandGate.readOnly(), false));
    }

    /** Opens the source of a job, read-only: until it is closed nobody else sends it commands, as far as its transport can see to that. */
    public Drive openSource(String text, Clock clock) throws StationException {
        return open(text, new DriveContext(clock, CommandGate.readOnly(), true));
    }

    private Drive open(String text, DriveContext context) throws StationException {
        DriveAddress address = address(text);
        for (DriveProvider provider : drives) {
            if (provider.scheme().equals(address.scheme())) {
                try {
                    return provider.open(address, context);
                } catch (DriveOpenException e) {
                    throw new StationException(StationException.Kind.INPUT, e.getMessage(), e);
                }
            }
        }
        throw new StationException(StationException.Kind.INPUT, "No installed transport serves \"" + address.scheme() + ":\" (installed: "
                + drives.stream().map(provider -> provider.scheme() + ":").sorted().collect(Collectors.joining(", ")) + ").");
    }

    /** The provider that serves a destination. */
    public DestinationProvider destination(String address) throws StationException {
        return destinations.stream().filter(provider -> provider.serves(address)).findFirst()
                .orElseThrow(() -> new StationException(StationException.Kind.INPUT, "Nothing installed can write to \"" + address
                        + "\"; give a path to a file or a block device."));
    }

    /** Kinds of power devices that are installed. */
    public List<PowerSwitchProvider> power() {
        return power;
    }

    /** The switch at an address. */
    public PowerSwitch power(String address) throws StationException {
        int colon = address.indexOf(':');
        String scheme = colon < 0 ? address : address.substring(0, colon);
        for (PowerSwitchProvider provider : power) {
            if (provider.scheme().equals(scheme)) {
                try {
                    return provider.open(address);
                } catch (PowerOpenException e) {
                    throw new StationException(StationException.Kind.INPUT, e.getMessage(), e);
                }
            }
        }
        throw new StationException(StationException.Kind.INPUT, "No installed power device serves \"" + address + "\" (installed: "
                + power.stream().map(provider -> provider.scheme() + ":").sorted().collect(Collectors.joining(", ")) + ").");
    }
}
