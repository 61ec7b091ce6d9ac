package org.salvor.drive.ahci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;

/**
 * Opens {@code ahci:0000:00:1f.2/PORT}: the drive at a port, counted from 0, of a controller that is taken from the kernel for as long as one of
 * its drives is open. The option {@code speed=1}, {@code 2} or {@code 3} limits the generation of the link: 1.5, 3 or 6 Gbit/s. Any thread.
 */
@Component
public final class AhciDriveProvider implements DriveProvider {
    private static final String SCHEME = "ahci";
    private static final Pattern PATH = Pattern.compile("(" + PciController.ADDRESS + ")/(\\d|[12]\\d|3[01])");
    private final Path pci;
    private final BlockDevices devices;
    private final Controllers controllers;

    /** Serves this machine, and gives back what a killed process had taken. */
    @Activate
    public AhciDriveProvider() {
        this(Path.of("/sys/bus/pci"), Path.of("/dev"), BlockDevices.ofThisMachine(),
                new Binding(Path.of("/sys/bus/pci"), Path.of("/run/salvor"),
                        (file, text) -> Files.writeString(file, text, StandardOpenOption.WRITE)));
    }

    AhciDriveProvider(Path pci, Path dev, BlockDevices devices, Binding binding) {
        this.pci = pci;
        this.devices = devices;
        controllers = new Controllers(pci, dev.resolve("vfio"), new Obstacles(devices, dev), binding);
        List<String> repaired = binding.repair();
        if (!repaired.isEmpty()) {
            System.getLogger(AhciDriveProvider.class.getName()).log(System.Logger.Level.INFO,
                    "Gave back to the kernel what a process that ended too early had taken: " + String.join(", ", repaired));
        }
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public List<DriveListing> list() {
        List<DriveListing> listings = new ArrayList<>();
        for (PciController controller : PciController.all(pci)) {
            String problem = controllers.problem(controller).orElse("");
            for (Map.Entry<Integer, List<String>> port : controller.disks().entrySet()) {
                for (String disk : port.getValue()) {
                    devices.byName(disk).ifPresent(device -> listings.add(listing(controller, port.getKey(), device, problem)));
                }
            }
        }
        return listings;
    }

    private static DriveListing listing(PciController controller, int port, BlockDevice device, String problem) {
        int sector = device.logicalSectorBytes();
        DriveIdentity identity = new DriveIdentity(device.modelWords(), device.serialWords(), device.firmware(),
                device.sizeBytes() / sector,
                sector, Math.max(sector, device.physicalSectorBytes()));
        return new DriveListing(new DriveAddress(SCHEME, controller.address() + "/" + port, Map.of()),
                "AHCI controller of our own (now " + device.name() + ")", Optional.of(identity), problem);
    }

    /** The registers are looked at every millisecond, and what a look costs is measured once a drive is open. */
    @Override
    public Optional<TimeoutFloor> usualFloor() {
        return Optional.of(new TimeoutFloor(2, "the registers are looked at every millisecond"));
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        Matcher matcher = PATH.matcher(address.path());
        if (!matcher.matches()) {
            throw new DriveOpenException("\"" + address + "\" names no port of a controller; write it as ahci:0000:00:1f.2/0, with the "
                    + "controller's PCI address and its port from 0 to 31.");
        }
        int speedLimit = speedLimit(address);
        int port = Integer.parseInt(matcher.group(2));
        Hba hba = controllers.take(matcher.group(1), port, context.clock());
        AhciDrive drive = AhciDrive.open(hba, port, speedLimit, context, controllers.tenancy(matcher.group(1), port));
        return drive.switchesPower() ? new SwitchedDrive(drive, "port " + port + " of the controller " + matcher.group(1)) : drive;
    }

    private static int speedLimit(DriveAddress address) throws DriveOpenException {
        for (Map.Entry<String, String> option : address.options().entrySet()) {
            if (!option.getKey().equals("speed") || !option.getValue().matches("[123]")) {
                throw new DriveOpenException("\"" + address + "\" has " + option.getKey() + "=" + option.getValue()
                        + "; the only option is speed=1, 2 or 3 (1.5, 3 or 6 Gbit/s).");
            }
        }
        return Integer.parseInt(address.options().getOrDefault("speed", "0"));
    }
}
