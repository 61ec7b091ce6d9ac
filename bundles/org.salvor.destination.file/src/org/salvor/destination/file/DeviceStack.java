package org.salvor.destination.file;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.DeviceNumber;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;

/**
 * What a file or device stands on.
 *
 * @param devices numbers of all devices that it is, is a part of, is built from or lies on
 * @param imageFiles files that loop devices among those show
 */
record DeviceStack(Set<DeviceNumber> devices, Set<Path> imageFiles) {

    /** Everything below, through partitions, volumes, file systems and loop devices. A write there may change any of it. */
    static DeviceStack whole(FileStatus top, BlockDevices known) {
        return of(top, known, true);
    }

    /** The device with its disk and what it is built from, but not the file behind a loop device: what reads of the device touch as a drive. */
    static DeviceStack drive(FileStatus top, BlockDevices known) {
        return of(top, known, false);
    }

    private static DeviceStack of(FileStatus top, BlockDevices known, boolean throughFiles) {
        DeviceStack stack = new DeviceStack(new HashSet<>(), new HashSet<>());
        if (top.isBlockDevice()) {
            stack.add(top.represents(), known, throughFiles);
        } else if (top.isCharacterDevice()) {
            known.behindPassThrough(top.represents()).ifPresent(disk -> stack.add(disk.number(), known, throughFiles));
        } else {
            stack.add(top.device(), known, throughFiles);
        }
        return stack;
    }

    private void add(DeviceNumber number, BlockDevices known, boolean throughFiles) {
        if (!devices.add(number)) {
            return;
        }
        Optional<BlockDevice> found = known.byNumber(number).or(() -> mountedFrom(number, known));
        if (found.isEmpty()) {
            return;
        }
        BlockDevice device = found.get();
        if (!device.number().equals(number)) {
            add(device.number(), known, throughFiles);
        }
        device.parent().flatMap(known::byName).ifPresent(parent -> add(parent.number(), known, throughFiles));
        device.slaves().stream().map(known::byName).flatMap(Optional::stream).forEach(slave -> add(slave.number(), known, throughFiles));
        if (throughFiles && device.backingFile().isPresent()) {
            addImage(device.backingFile().get(), known);
        }
    }

    private void addImage(Path image, BlockDevices known) {
        imageFiles.add(image);
        try {
            FileStatus status = FileStatus.of(image);
            add(status.isBlockDevice() ? status.represents() : status.device(), known, true);
        } catch (LinuxException e) {
            // The image was deleted under its loop device, or lies outside our view: there is no more to know.
        }
    }

    /** File systems such as btrfs have a number of no device; their mount still names one. */
    private static Optional<BlockDevice> mountedFrom(DeviceNumber number, BlockDevices known) {
        return known.mounts().stream().filter(mount -> mount.device().equals(number) && mount.source().startsWith("/")).findFirst()
                .flatMap(mount -> deviceAt(Path.of(mount.source()), known));
    }

    /** The block device that a path leads to, or empty where it leads to none. */
    static Optional<BlockDevice> deviceAt(Path path, BlockDevices known) {
        try {
            FileStatus status = FileStatus.of(path);
            return status.isBlockDevice() ? known.byNumber(status.represents()) : Optional.empty();
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }

    /** Whether one of the image files is this file, under whatever name. */
    boolean shows(FileStatus file) {
        return imageFiles.stream().anyMatch(image -> {
            try {
                return FileStatus.of(image).isSameFile(file);
            } catch (LinuxException e) {
                return false;
            }
        });
    }
}
