package org.salvor.drive.sgio;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.ata.NvmeCommand;
import org.salvor.ata.NvmeController;
import org.salvor.ata.NvmeNamespace;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
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

/** Opens {@code nvme:/dev/ng0n1}, or {@code nvme:/dev/nvme0n1}, and lists the NVMe drives from {@code /sys} alone. Any thread. */
@Component
public final class NvmeDriveProvider implements DriveProvider {
    private static final long PATIENT_MILLIS = 31_000;
    private static final long QUICK_MILLIS = 5_000;
    private static final long PROBE_MILLIS = 5_000;
    private static final long LOOK_EVERY_NANOS = 50_000_000;
    private static final int ROUND_TRIPS = 3;
    private final Path sys;
    private final Path dev;
    private final BlockDevices blocks;

    /** Opens drives of this machine. */
    @Activate
    public NvmeDriveProvider() {
        this(Path.of("/sys"), Path.of("/dev"), BlockDevices.ofThisMachine());
    }

    NvmeDriveProvider(Path sys, Path dev, BlockDevices blocks) {
        this.sys = sys;
        this.dev = dev;
        this.blocks = blocks;
    }

    @Override
    public String scheme() {
        return "nvme";
    }

    @Override
    public List<DriveListing> list() {
        List<DriveListing> listings = new ArrayList<>();
        for (NvmeDevice device : NvmeDevice.all(sys)) {
            listings.add(new DriveListing(new DriveAddress(scheme(), device.node(dev).toString(), Map.of()),
                    "NVMe pass-through of " + device.disk(dev), blocks.byName(device.name()).map(disk -> identity(device, disk)),
                    problem(device)));
        }
        return listings;
    }

    private static DriveIdentity identity(NvmeDevice device, BlockDevice disk) {
        int block = disk.logicalSectorBytes();
        return new DriveIdentity(device.model(), device.serial(), device.firmware(), disk.sizeBytes() / block, block, block);
    }

    private String problem(NvmeDevice device) {
        if (!device.alive()) {
            return "The kernel has given up " + device.disk(dev) + " (" + device.state() + "); remove its PCI device and rescan the bus, "
                    + "or restart the computer.";
        }
        if (!Files.isReadable(device.node(dev))) {
            return "This user may not command " + device.node(dev) + "; start Salvor as root.";
        }
        return usedBy(device).orElse("");
    }

    /** A reset hits all namespaces of a controller, so none of them may be in use. */
    private Optional<String> usedBy(NvmeDevice device) {
        return device.siblings().stream().map(name -> DiskUse.of(blocks, Optional.of(name))).flatMap(Optional::stream).findFirst();
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        if (!address.options().isEmpty()) {
            throw new DriveOpenException("The address " + address + " has options, and drives at nvme: have none.");
        }
        NvmeDevice device = device(address);
        Optional<String> user = usedBy(device);
        if (user.isPresent()) {
            throw new DriveOpenException(user.get());
        }
        return open(file(address, device, context.clock()), device.number(), context.clock(), context.gate());
    }

    /** Opens the line; while udev looks at a drive that was just found, this waits for it. */
    private NvmeFile file(DriveAddress address, NvmeDevice device, Clock clock) throws DriveOpenException {
        long end = clock.nanos() + PROBE_MILLIS * 1_000_000;
        while (true) {
            try {
                return NvmeFile.open(sys, dev, device, SysOrders.ofThisMachine());
            } catch (LinuxException e) {
                if (!e.is(Errno.EAGAIN) || clock.nanos() >= end) {
                    throw new DriveOpenException(DiskUse.sentence(address, e), e);
                }
                clock.sleep(LOOK_EVERY_NANOS);
            }
        }
    }

    private NvmeDevice device(DriveAddress address) throws DriveOpenException {
        String name;
        try {
            Path file = Path.of(address.path()).getFileName();
            name = file == null ? "" : file.toString();
        } catch (InvalidPathException e) {
            throw new DriveOpenException("\"" + address.path() + "\" cannot be a path here: " + e.getReason() + ".", e);
        }
        Optional<NvmeDevice> device = NvmeDevice.of(sys, name);
        if (device.isEmpty()) {
            throw new DriveOpenException(blocks.byName(name).filter(BlockDevice::isPartition).isPresent()
                    ? address.path() + " is a partition; name the whole drive."
                    : "There is no NVMe drive " + address.path() + "; list the drives with \"salvor drives\".");
        }
        return device.get();
    }

    /** Asks what is behind a line who it is, and opens it; closes the line when that fails. */
    static Drive open(Line<NvmeCommand, NvmeReply> line, int namespace, Clock clock, CommandGate gate) throws DriveOpenException {
        boolean handedOver = false;
        try {
            Channel<NvmeCommand, NvmeReply> channel = new Channel<>(line, new NvmeGate(gate), clock);
            NvmeController controller = NvmeAccess.controller(channel, PATIENT_MILLIS);
            NvmeNamespace format = NvmeAccess.format(channel, namespace, PATIENT_MILLIS);
            if (format.interleaved() && format.metadataBytes() > 0) {
                throw new DriveOpenException("The NVMe drive at " + line.name() + " gives " + format.metadataBytes()
                        + " bytes of metadata between its blocks, which Salvor cannot take apart; use the block device, if the kernel shows one.");
            }
            NvmeAccess access = new NvmeAccess(channel, namespace, controller, format);
            Drive drive = new PassThroughDrive(channel, access, NvmeAccess.identity(controller, format), roundTripNanos(access, clock));
            handedOver = true;
            return drive;
        } catch (NvmeAccess.NoAnswer e) {
            throw new DriveOpenException("The NVMe drive at " + line.name() + " does not say who it is: " + e.getMessage(), e);
        } finally {
            if (!handedOver) {
                line.close();
            }
        }
    }

    private static long roundTripNanos(NvmeAccess access, Clock clock) {
        long slowest = 0;
        for (int count = 0; count < ROUND_TRIPS; count++) {
            long start = clock.nanos();
            access.hindrance(QUICK_MILLIS);
            slowest = Math.max(slowest, clock.nanos() - start);
        }
        return slowest;
    }
}
