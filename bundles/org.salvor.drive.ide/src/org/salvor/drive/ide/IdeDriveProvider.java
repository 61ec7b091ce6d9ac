package org.salvor.drive.ide;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Errno;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/** Opens {@code ide:1f0,3f6/0}: drives on legacy IDE channels, with the kernel's driver unbound while they are open. Any thread. */
@Component(service = DriveProvider.class)
public final class IdeDriveProvider implements DriveProvider {
    private final KernelDriver kernel;

    /** Drives of this computer. What a Salvor that crashed has not given back to the kernel is given back now. */
    @Activate
    public IdeDriveProvider() {
        this(new KernelDriver(Path.of("/sys"), Path.of("/run/salvor/ide"), IdeDriveProvider::inUse));
        kernel.repair();
    }

    IdeDriveProvider(KernelDriver kernel) {
        this.kernel = kernel;
    }

    @Override
    public String scheme() {
        return IdeAddress.SCHEME;
    }

    /** The drives that the kernel shows on legacy channels; it is told of no others, since that would need commands. */
    @Override
    public List<DriveListing> list() {
        BlockDevices devices = BlockDevices.ofThisMachine();
        return kernel.seen().stream().map(seen -> {
            Optional<DriveIdentity> identity = devices.byName(seen.blockDevice())
                    .map(device -> new DriveIdentity(device.modelWords(), device.serialWords(), device.firmware(),
                            device.sizeBytes() / device.logicalSectorBytes(), device.logicalSectorBytes(), device.physicalSectorBytes()));
            String problem = mounted(devices, seen.blockDevice())
                    ? "A file system of /dev/" + seen.blockDevice() + " is mounted; unmount it first." : "";
            return new DriveListing(seen.address().toAddress(), "legacy IDE, seen by the kernel as /dev/" + seen.blockDevice(), identity,
                    problem);
        }).toList();
    }

    /** The registers are looked at every millisecond, and what a look costs is measured once a drive is open. */
    @Override
    public Optional<TimeoutFloor> usualFloor() {
        return Optional.of(new TimeoutFloor(2, "the registers are looked at every millisecond"));
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        IdeAddress place = IdeAddress.of(address);
        if (!Linux.isSupported()) {
            throw new DriveOpenException("Legacy IDE channels can be used on Linux on x86-64 only; " + address + " was not opened.");
        }
        try {
            if (Linux.effectiveUserId() != 0) {
                throw new DriveOpenException("Only root may use the I/O ports of " + address + "; start Salvor as root.");
            }
        } catch (LinuxException e) {
            throw new DriveOpenException(e.getMessage(), e);
        }
        Runnable giveBack = kernel.take(place.commandPort());
        boolean opened = false;
        try {
            RegisterFile registers = new PortRegisters(place.commandPort(), place.controlPort(), giveBack);
            opened = true; // from here on the registers give the controller back, whatever comes of the drive
            return IdeDrive.open(registers, place.device(), context);
        } catch (LinuxException e) {
            throw new DriveOpenException("The I/O ports of " + address + " cannot be used: Salvor " + e.getMessage()
                    + "; start it as root, and without a locked-down kernel.", e);
        } finally {
            if (!opened) {
                giveBack.run();
            }
        }
    }

    private static boolean mounted(BlockDevices devices, String blockDevice) {
        return devices.mounts().stream().map(mount -> devices.byNumber(mount.device())).flatMap(Optional::stream)
                .anyMatch(device -> device.parent().orElse(device.name()).equals(blockDevice));
    }

    /** The kernel gives an exclusive use only of what is neither mounted nor part of something else. */
    private static boolean inUse(String blockDevice) {
        try {
            OwnedFd.openForReading(Path.of("/dev", blockDevice), OpenFlag.EXCLUSIVE, OpenFlag.NON_BLOCKING).close();
            return false;
        } catch (LinuxException e) {
            return e.is(Errno.EBUSY);
        }
    }
}
