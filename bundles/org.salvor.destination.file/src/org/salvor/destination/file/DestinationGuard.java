package org.salvor.destination.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.salvor.imaging.DestinationRequest;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.DeviceNumber;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;
import org.salvor.linux.Mount;

/** Finds reasons not to write to a place, from {@code /proc}, {@code /sys} and file facts alone. Nothing is opened, and nothing is changed. */
final class DestinationGuard {
    private final BlockDevices known;

    DestinationGuard(BlockDevices known) {
        this.known = known;
    }

    /** Reasons, each a sentence; empty when the place may be written to. */
    List<String> objections(Target target, DestinationRequest request) {
        List<String> reasons = new ArrayList<>();
        try {
            Optional<FileStatus> status = target.status();
            if (status.isPresent() && status.get().isBlockDevice()) {
                aboutDevice(target.path(), status.get(), request.sizeBytes(), reasons);
            } else if (status.isPresent()) {
                aboutExistingFile(target, status.get(), reasons);
                if (!request.mayHoldData() && status.get().isRegularFile() && status.get().sizeBytes() > 0) {
                    reasons.add(target.path() + " is there already and holds " + status.get().sizeBytes()
                            + " bytes, which would be overwritten; give another destination, or remove the file yourself.");
                }
            } else {
                aboutNewFile(target, reasons);
            }
            if (!request.sourcePath().isEmpty()) {
                aboutSource(target, Path.of(request.sourcePath()), reasons);
            }
        } catch (LinuxException e) {
            reasons.add("Salvor c" + e.getMessage().substring(1) + "; without that it is not certain that nothing is harmed there.");
        }
        return reasons;
    }

    private void aboutDevice(Path path, FileStatus status, long wantedBytes, List<String> reasons) throws LinuxException {
        Optional<BlockDevice> found = known.byNumber(status.represents());
        if (found.isEmpty()) {
            reasons.add("The kernel tells nothing about " + path
                    + ", so it is not certain what would be overwritten; give a device that /sys lists.");
            return;
        }
        BlockDevice device = found.get();
        List<BlockDevice> parts = new ArrayList<>(List.of(device));
        device.partitions().stream().map(known::byName).flatMap(Optional::stream).forEach(parts::add);
        device.parent().flatMap(known::byName).ifPresent(parts::add);
        for (BlockDevice part : parts) {
            aboutUses(part, reasons);
        }
        if (device.readOnly()) {
            reasons.add(path + " is write-protected; take the protection off, or give another destination.");
        }
        if (device.sizeBytes() < wantedBytes) {
            reasons.add(path + " is too small: it holds " + device.sizeBytes() + " bytes, and the image needs " + wantedBytes
                    + "; give a destination of at least that size.");
        }
    }

    private void aboutUses(BlockDevice device, List<String> reasons) throws LinuxException {
        for (Mount mount : known.mounts()) {
            boolean same = mount.device().equals(device.number())
                    || mount.source().startsWith("/") && DeviceStack.deviceAt(Path.of(mount.source()), known).map(BlockDevice::number)
                            .equals(Optional.of(device.number()));
            if (same) {
                reasons.add(device.node() + " is mounted at " + mount.at() + "; unmount it, or give another destination.");
            }
        }
        for (Path swap : known.swapAreas()) {
            if (Target.look(swap).map(FileStatus::represents).equals(Optional.of(device.number()))) {
                reasons.add(device.node() + " is in use as swap space; turn that off with swapoff, or give another destination.");
            }
        }
        if (!device.holders().isEmpty()) {
            reasons.add(device.node() + " is part of a RAID, volume group or encrypted volume (" + String.join(", ", device.holders())
                    + "); take that down, or give another destination.");
        }
    }

    private void aboutExistingFile(Target target, FileStatus status, List<String> reasons) throws LinuxException {
        Path path = target.path();
        if (status.isFolder()) {
            reasons.add(path + " is a folder; give the path of the image file to write.");
        } else if (!status.isRegularFile()) {
            reasons.add(path + " is neither a file nor a block device; give the path of an image file or of a drive.");
        } else if (target.mustBeDevice()) {
            reasons.add(path + " is not a block device; for an image file write file:" + path + ".");
        } else if (!Files.isWritable(path)) {
            reasons.add("This user may not write to " + path + ", or its file system is read-only; give another destination.");
        }
        for (Path swap : known.swapAreas()) {
            if (Target.look(swap).filter(status::isSameFile).isPresent()) {
                reasons.add(path + " is in use as swap space; turn that off with swapoff, or give another destination.");
            }
        }
        for (BlockDevice device : known.wholeDevices()) {
            if (device.backingFile().isPresent() && Target.look(device.backingFile().get()).filter(status::isSameFile).isPresent()) {
                List<String> uses = new ArrayList<>();
                aboutUses(device, uses);
                for (String partition : device.partitions()) {
                    known.byName(partition).ifPresent(part -> addUses(part, uses));
                }
                uses.forEach(use -> reasons.add(path + " is shown as a loop device that is in use: " + use));
            }
        }
    }

    private void addUses(BlockDevice part, List<String> uses) {
        try {
            aboutUses(part, uses);
        } catch (LinuxException e) {
            uses.add("Salvor c" + e.getMessage().substring(1) + ".");
        }
    }

    private static void aboutNewFile(Target target, List<String> reasons) throws LinuxException {
        Path folder = target.folder();
        Optional<FileStatus> status = Target.look(folder);
        if (target.mustBeDevice()) {
            reasons.add("There is no device " + target.path() + "; list the drives with \"salvor drives\".");
        } else if (status.isEmpty() || !status.get().isFolder()) {
            reasons.add("There is no folder " + folder + " to write " + target.path().getFileName() + " to; make it first.");
        } else if (!Files.isWritable(folder)) {
            reasons.add("This user may not write to the folder " + folder + ", or its file system is read-only; give another destination.");
        }
    }

    private void aboutSource(Target target, Path sourcePath, List<String> reasons) throws LinuxException {
        Optional<FileStatus> source = Target.look(sourcePath);
        FileStatus landing = target.status().orElse(null);
        if (landing == null) {
            landing = Target.look(target.folder()).orElse(null);
        }
        if (source.isEmpty() || landing == null) {
            return;
        }
        FileStatus from = source.get();
        boolean sameDevice = from.isBlockDevice() && landing.isBlockDevice() && from.represents().equals(landing.represents());
        if (sameDevice || from.isSameFile(landing)) {
            reasons.add(target.path() + " is the source itself, under the same or another name; give another destination.");
        } else if (DeviceStack.whole(landing, known).shows(from) || DeviceStack.whole(from, known).shows(landing)) {
            reasons.add(target.path() + " and the source " + sourcePath
                    + " are the same data through a loop device; give another destination.");
        } else if (landing.isBlockDevice() && DeviceStack.whole(from, known).devices().contains(landing.represents())) {
            reasons.add("The source " + sourcePath + " lies on " + target.path() + " and would be overwritten; give another destination.");
        } else if (isDrive(from) && share(DeviceStack.drive(from, known).devices(), DeviceStack.whole(landing, known).devices())) {
            reasons.add(
                    target.path() + " lies on the source drive " + sourcePath + ", which is never written to; give another destination.");
        }
    }

    /** Whether what is written at a place that is there lands on the source drive. */
    boolean liesOnSource(Path place, Path sourcePath) throws LinuxException {
        Optional<FileStatus> source = Target.look(sourcePath);
        Optional<FileStatus> landing = Target.look(place);
        return source.isPresent() && landing.isPresent() && isDrive(source.get())
                && share(DeviceStack.drive(source.get(), known).devices(), DeviceStack.whole(landing.get(), known).devices());
    }

    private static boolean isDrive(FileStatus source) {
        return source.isBlockDevice() || source.isCharacterDevice();
    }

    private static boolean share(Set<DeviceNumber> some, Set<DeviceNumber> others) {
        return !Collections.disjoint(some, others);
    }
}
