package org.salvor.drive.sgio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;

/** Opens {@code sg:/dev/sg1}, or {@code sg:/dev/sdb}, and lists the disks that have a pass-through from {@code /sys} alone. Any thread. */
@Component
public final class SgDriveProvider implements DriveProvider {
    private final Path sys;
    private final Path dev;
    private static final long PROBE_MILLIS = 5_000;
    private static final long LOOK_EVERY_NANOS = 50_000_000;
    private final BlockDevices blocks;
    private final KernelHold hold;

    /** Opens drives of this machine, and gives back to the kernel what a killed process had taken. */
    @Activate
    public SgDriveProvider() {
        this(Path.of("/sys"), Path.of("/dev"), BlockDevices.ofThisMachine(), new KernelHold(Path.of("/sys"),
                Path.of("/run/udev/rules.d"), Path.of("/run/salvor/scsi"), SysOrders.ofThisMachine()));
    }

    SgDriveProvider(Path sys, Path dev, BlockDevices blocks, KernelHold hold) {
        this.sys = sys;
        this.dev = dev;
        this.blocks = blocks;
        this.hold = hold;
    }

    @Override
    public String scheme() {
        return "sg";
    }

    @Override
    public List<DriveListing> list() {
        hold.repair(Optional.empty());
        List<DriveListing> listings = new ArrayList<>();
        for (SgDevice device : SgDevice.all(sys)) {
            if (device.isDisk()) {
                Path node = dev.resolve(device.name());
                Optional<BlockDevice> disk = device.disk().flatMap(blocks::byName);
                String transport = "SCSI pass-through" + disk.map(each -> " of " + each.node()).orElse("");
                listings.add(new DriveListing(new DriveAddress(scheme(), node.toString(), Map.of()), transport,
                        disk.map(each -> identity(device, each)).or(() -> device.identify().map(DriveIdentity::of)),
                        problem(device, node)));
            }
        }
        return listings;
    }

    private static DriveIdentity identity(SgDevice device, BlockDevice disk) {
        int sector = disk.logicalSectorBytes();
        return new DriveIdentity(device.model(), device.serial(), device.firmware(), disk.sizeBytes() / sector, sector,
                Math.max(sector, disk.physicalSectorBytes()));
    }

    private String problem(SgDevice device, Path node) {
        if (!device.alive()) {
            return "The kernel has taken " + node + " offline; delete it in /sys and scan its host again, or plug the drive in again.";
        }
        if (!Files.isReadable(node) || !Files.isWritable(node)) {
            return "This user may not command " + node + "; start Salvor as root.";
        }
        return hold.held(device) ? "A running job holds the drive at " + node + "; wait for its end, or end it."
                : DiskUse.of(blocks, device.disk()).orElse("");
    }

    @Override
    public boolean opensQuietly() {
        return true;
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        if (!address.options().isEmpty()) {
            throw new DriveOpenException("The address " + address + " has options, and drives at sg: have none.");
        }
        SgDevice device = device(address);
        Optional<String> user = DiskUse.of(blocks, device.disk());
        if (user.isPresent()) {
            throw new DriveOpenException(user.get());
        }
        if (hold.held(device)) {
            throw new DriveOpenException("A running job holds the drive at " + address.path() + "; wait for its end, or end it.");
        }
        hold.repair(context.held() ? Optional.of(device) : Optional.empty());
        return DriveOpening.open(port(address, device, context), context.clock(), context.gate());
    }

    /** Opens the line; while udev looks at a drive that was just plugged in, this waits for it. */
    private SgPort port(DriveAddress address, SgDevice device, DriveContext context) throws DriveOpenException {
        long end = context.clock().nanos() + PROBE_MILLIS * 1_000_000;
        while (true) {
            try {
                return SgPort.open(sys, dev, device, context.held() ? Optional.of(hold) : Optional.empty());
            } catch (LinuxException e) {
                if (!e.is(Errno.EAGAIN) || context.clock().nanos() >= end) {
                    throw new DriveOpenException(DiskUse.sentence(address, e), e);
                }
                context.clock().sleep(LOOK_EVERY_NANOS);
            } catch (IOException e) {
                throw new DriveOpenException(
                        "The drive at " + address.path() + " cannot be held for the job alone: " + e.getMessage() + ".",
                        e);
            }
        }
    }

    private Optional<SgDevice> named(String name) {
        return name.matches("sg\\d+") ? SgDevice.of(sys, name)
                : SgDevice.all(sys).stream().filter(each -> each.disk().filter(name::equals).isPresent()).findFirst();
    }

    private SgDevice device(DriveAddress address) throws DriveOpenException {
        String name;
        try {
            Path file = Path.of(address.path()).getFileName();
            name = file == null ? "" : file.toString();
        } catch (InvalidPathException e) {
            throw new DriveOpenException("\"" + address.path() + "\" cannot be a path here: " + e.getReason() + ".", e);
        }
        Optional<SgDevice> device = named(name);
        if (device.isEmpty()) {
            hold.repair(Optional.empty()); // a killed process may have left the disk without its name
            device = named(name);
        }
        if (device.isEmpty()) {
            boolean partition = blocks.byName(name).filter(BlockDevice::isPartition).isPresent();
            throw new DriveOpenException(partition ? address.path() + " is a partition; name the whole drive."
                    : "There is no SCSI device " + address.path()
                            + "; list the drives with \"salvor drives\", and load the kernel's sg module "
                            + "if none has an sg: address.");
        }
        return device.get();
    }
}
