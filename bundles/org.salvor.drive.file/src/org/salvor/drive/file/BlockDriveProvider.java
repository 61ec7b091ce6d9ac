package org.salvor.drive.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.drive.Drive;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Mount;

/** Opens {@code block:/dev/…} and lists the block devices of the machine from {@code /sys} alone. Any thread. */
@Component
public final class BlockDriveProvider implements DriveProvider {
    private final BlockDevices devices;

    /** Opens devices of this machine. */
    @Activate
    public BlockDriveProvider() {
        this(BlockDevices.ofThisMachine());
    }

    BlockDriveProvider(BlockDevices devices) {
        this.devices = devices;
    }

    @Override
    public String scheme() {
        return "block";
    }

    @Override
    public List<DriveListing> list() {
        List<Mount> mounts = devices.mounts();
        List<DriveListing> listings = new ArrayList<>();
        for (BlockDevice device : devices.wholeDevices()) {
            if (!device.name().matches("z?ram\\d+")) {
                listings.add(listing(device, mounts));
            }
        }
        return listings;
    }

    private DriveListing listing(BlockDevice device, List<Mount> mounts) {
        List<Path> places = new ArrayList<>();
        for (Mount mount : mounts) {
            Optional<BlockDevice> mounted = devices.byNumber(mount.device());
            if (mounted.isPresent() && device.name().equals(mounted.get().parent().orElse(mounted.get().name()))
                    && !places.contains(mount.at())) {
                places.add(mount.at());
            }
        }
        String transport = "block device" + (places.isEmpty() ? "" : ", mounted at " + places.getFirst()
                + (places.size() == 1 ? "" : " and " + (places.size() - 1) + " more"));
        String problem = Files.isReadable(device.node()) ? ""
                : "This user may not read " + device.node() + "; start Salvor as root, or join the group that owns the device.";
        DriveAddress address = new DriveAddress(scheme(), device.node().toString(), Map.of());
        return new DriveListing(address, transport, Optional.of(Identities.of(device, device.logicalSectorBytes(), device.sizeBytes())),
                problem);
    }

    @Override
    public boolean opensQuietly() {
        return true;
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        return FileDrive.open(new SourceOpener(address, devices, true), context.clock());
    }
}
