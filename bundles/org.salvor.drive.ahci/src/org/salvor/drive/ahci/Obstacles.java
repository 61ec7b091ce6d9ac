package org.salvor.drive.ahci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Errno;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.linux.Mount;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/** Why a controller cannot be taken from the kernel, in a sentence that says what to do. It changes nothing. */
final class Obstacles {
    private final BlockDevices devices;
    private final Path dev;

    Obstacles(BlockDevices devices, Path dev) {
        this.devices = devices;
        this.dev = dev;
    }

    /** What can be seen in {@code /sys} and {@code /proc} alone. */
    Optional<String> visible(PciController controller) {
        String name = "The controller " + controller.address();
        if (!controller.exists()) {
            return Optional.of("There is no device " + controller.address() + " on the PCI bus; \"salvor drives\" lists the controllers.");
        }
        if (!controller.isAhci()) {
            return Optional.of("The device " + controller.address() + " is no AHCI controller (its class is " + controller.deviceClass()
                    + "); if it is one, set it to AHCI in the firmware's set-up.");
        }
        if (controller.iommuGroup().isEmpty()) {
            return Optional
                    .of(name + " stands behind no IOMMU, so that nothing would keep it from writing anywhere in memory; switch VT-d or "
                            + "AMD-Vi on in the firmware's set-up, and start the kernel with intel_iommu=on or amd_iommu=on.");
        }
        List<String> companions = controller.companions();
        if (!companions.isEmpty()) {
            return Optional.of(name + " shares its IOMMU group with " + String.join(", ", companions)
                    + ", which the kernel would lose with it; plug the drive into a controller on a card of its own.");
        }
        for (List<String> disks : controller.disks().values()) {
            for (String disk : disks) {
                Optional<String> use = use(disk);
                if (use.isPresent()) {
                    return Optional.of(name + " also carries " + disk + ", which " + use.get()
                            + "; the kernel would lose it. Plug the source drive into another controller.");
                }
            }
        }
        if (!Files.isDirectory(controller.pci().resolve("drivers/vfio-pci")) || !Files.exists(dev.resolve("vfio/vfio"))) {
            return Optional.of("The kernel's driver vfio-pci is not loaded; as root run: modprobe vfio-pci");
        }
        return Optional.empty();
    }

    /** What only opening the devices shows, and who we are. */
    Optional<String> hidden(PciController controller) {
        try {
            if (Linux.effectiveUserId() != 0) {
                return Optional.of("Only root may take a controller from the kernel; start Salvor as root.");
            }
        } catch (LinuxException e) {
            return Optional.of("Controllers can be taken over on Linux only.");
        }
        for (List<String> disks : controller.disks().values()) {
            for (String disk : disks) {
                Optional<BlockDevice> device = devices.byName(disk);
                if (device.isPresent() && claimed(device.get())) {
                    return Optional.of("The controller " + controller.address() + " also carries " + disk
                            + ", which a program has claimed for itself; end it, or plug the source drive into another controller.");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean claimed(BlockDevice device) {
        try (OwnedFd _ = OwnedFd.openForReading(device.node(), OpenFlag.EXCLUSIVE, OpenFlag.NON_BLOCKING)) {
            return false;
        } catch (LinuxException e) {
            return e.is(Errno.EBUSY);
        }
    }

    /** How the machine uses a disk or one of its partitions, as a clause. */
    private Optional<String> use(String disk) {
        Optional<BlockDevice> found = devices.byName(disk);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<BlockDevice> parts = new ArrayList<>(List.of(found.get()));
        found.get().partitions().forEach(partition -> devices.byName(partition).ifPresent(parts::add));
        List<Path> swaps = devices.swapAreas();
        for (BlockDevice part : parts) {
            for (Mount mount : devices.mounts()) {
                if (mount.device().equals(part.number()) || mount.source().equals(part.node().toString())) {
                    return Optional.of("is mounted at " + mount.at());
                }
            }
            if (!part.holders().isEmpty()) {
                return Optional.of("is part of " + String.join(", ", part.holders()) + " (RAID, LVM or crypt)");
            }
            if (swaps.contains(part.node())) {
                return Optional.of("holds swap space");
            }
        }
        return Optional.empty();
    }
}
