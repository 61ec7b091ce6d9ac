package org.salvor.drive.sgio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;
import org.salvor.linux.Mount;

/** Why a disk cannot be had for Salvor alone, in sentences that say what to do. */
final class DiskUse {

    private DiskUse() {
    }

    /** Who uses a disk or a partition of it; empty when nobody does, or there is no such disk. @param name the kernel's name of it */
    static Optional<String> of(BlockDevices blocks, Optional<String> name) {
        Optional<BlockDevice> disk = name.flatMap(blocks::byName);
        if (disk.isEmpty()) {
            return Optional.empty();
        }
        List<BlockDevice> parts = new ArrayList<>(List.of(disk.get()));
        disk.get().partitions().forEach(part -> blocks.byName(part).ifPresent(parts::add));
        for (BlockDevice part : parts) {
            for (Mount mount : blocks.mounts()) {
                if (mount.device().equals(part.number())) {
                    return Optional.of(part.node() + " is mounted at " + mount.at() + "; unmount it first.");
                }
            }
            if (!part.holders().isEmpty()) {
                return Optional.of(part.node() + " is part of " + String.join(", ", part.holders())
                        + " (RAID, LVM or encryption); stop that first.");
            }
            if (blocks.swapAreas().contains(part.node())) {
                return Optional.of(part.node() + " is swap space; turn it off with swapoff first.");
            }
        }
        return Optional.empty();
    }

    /** Why the kernel does not let a drive be opened. */
    static String sentence(DriveAddress address, LinuxException e) {
        if (e.is(Errno.EBUSY, Errno.EAGAIN)) {
            return "Something else uses " + e.subject() + "; stop it, so that only Salvor commands the drive.";
        }
        if (e.is(Errno.EACCES, Errno.EPERM)) {
            return "This user may not command " + e.subject() + "; start Salvor as root.";
        }
        return "The drive at " + address + " cannot be opened: " + e.getMessage() + ".";
    }
}
