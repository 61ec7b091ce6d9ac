package org.salvor.drive.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.BlockRequests;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * Opens a source for reading, the same way at first and when it comes back.
 *
 * <p>A block device is claimed for us alone where nobody else has claimed it, so that nothing mounts it, and so writes to it, while it is read.
 */
record SourceOpener(DriveAddress address, BlockDevices devices, boolean mustBeDevice) {
    private static final int FILE_SECTOR_BYTES = 512;
    private static final int UNKNOWN_ALIGNMENT_BYTES = 512;

    Source open() throws DriveOpenException {
        int sectorBytes = SectorOption.of(address);
        Path path = path();
        try {
            return open(path, sectorBytes);
        } catch (LinuxException e) {
            throw new DriveOpenException(sentence(path, e), e);
        }
    }

    /** Opens it again, by its path, or under whatever name the device with this identity has now. */
    Source reopen(DriveIdentity known) throws DriveOpenException {
        DriveOpenException first;
        try {
            return open();
        } catch (DriveOpenException e) {
            first = e;
        }
        if (known.serial().isEmpty()) {
            throw first;
        }
        for (BlockDevice device : devices.wholeDevices()) {
            DriveIdentity candidate = Identities.of(device, known.sectorBytes(), device.sizeBytes());
            if (candidate.sameDrive(known)) {
                return new SourceOpener(new DriveAddress(address.scheme(), device.node().toString(), address.options()), devices,
                        mustBeDevice).open();
            }
        }
        throw first;
    }

    private Path path() throws DriveOpenException {
        try {
            return Path.of(address.path());
        } catch (InvalidPathException e) {
            throw new DriveOpenException("\"" + address.path() + "\" cannot be a path here: " + e.getReason() + ".", e);
        }
    }

    private Source open(Path path, int wantedSectorBytes) throws DriveOpenException, LinuxException {
        refuseWhatHasNoSectors(path, FileStatus.of(path));
        List<String> notes = new ArrayList<>();
        Descriptor descriptor = openDescriptor(path, notes);
        boolean handedOver = false;
        try {
            Source source = examine(path, descriptor, wantedSectorBytes, notes);
            handedOver = true;
            return source;
        } finally {
            if (!handedOver) {
                descriptor.fd().close();
            }
        }
    }

    private void refuseWhatHasNoSectors(Path path, FileStatus status) throws DriveOpenException {
        if (status.isFolder()) {
            throw new DriveOpenException(path + " is a folder; give an image file or a drive such as block:/dev/sdb.");
        }
        if (!status.isBlockDevice() && !status.isRegularFile()) {
            throw new DriveOpenException(
                    path + " is neither a file nor a block device and has no sectors; give an image file, or a drive such as "
                            + "block:/dev/sdb.");
        }
        if (mustBeDevice && !status.isBlockDevice()) {
            throw new DriveOpenException(path + " is not a block device; for an image write file:" + path + ".");
        }
    }

    private static Descriptor openDescriptor(Path path, List<String> notes) throws LinuxException {
        OwnedFd direct;
        try {
            direct = FileStatus.of(path).isBlockDevice() ? openDevice(path, notes)
                    : OwnedFd.openForReading(path, OpenFlag.DIRECT, OpenFlag.NO_ACCESS_TIME);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINVAL, Errno.EOPNOTSUPP)) {
                throw e;
            }
            return openCached(path, notes);
        }
        boolean cachedAllTheSame = direct.status().isRegularFile() && direct.status().directOffsetAlignment().orElse(1) == 0;
        if (cachedAllTheSame) {
            direct.close();
            return openCached(path, notes);
        }
        return new Descriptor(direct, true);
    }

    private static OwnedFd openDevice(Path path, List<String> notes) throws LinuxException {
        try {
            return OwnedFd.openForReading(path, OpenFlag.DIRECT, OpenFlag.EXCLUSIVE);
        } catch (LinuxException e) {
            if (!e.is(Errno.EBUSY)) {
                throw e;
            }
            notes.add("Something else uses " + path + " (it is mounted, or part of a volume), so it may change while it is read.");
            return OwnedFd.openForReading(path, OpenFlag.DIRECT);
        }
    }

    /** Opens for reads through the page cache, for where there are no others. */
    static Descriptor openCached(Path path, List<String> notes) throws LinuxException {
        OwnedFd fd = OwnedFd.openForReading(path, OpenFlag.NO_ACCESS_TIME);
        fd.expectRandomReads();
        notes.add("The file system of " + path
                + " has no direct I/O: reads go through the page cache, where an error takes the whole 4096-byte "
                + "page with it.");
        return new Descriptor(fd, false);
    }

    private Source examine(Path path, Descriptor descriptor, int wantedSectorBytes, List<String> notes)
            throws DriveOpenException, LinuxException {
        OwnedFd fd = descriptor.fd();
        FileStatus status = fd.status();
        boolean isDevice = status.isBlockDevice();
        long sizeBytes = isDevice ? BlockRequests.sizeBytes(fd) : status.sizeBytes();
        if (sizeBytes == 0) {
            throw new DriveOpenException(path + " holds no sectors (its size is 0 bytes); " + (isDevice
                    ? "check that the drive has a medium and has started up." : "check that it is the right file."));
        }
        int ownSectorBytes = isDevice ? BlockRequests.logicalSectorBytes(fd) : FILE_SECTOR_BYTES;
        int sectorBytes = wantedSectorBytes == 0 ? ownSectorBytes : wantedSectorBytes;
        int directBytes = isDevice ? ownSectorBytes : status.directOffsetAlignment().orElse(UNKNOWN_ALIGNMENT_BYTES);
        int alignmentBytes = descriptor.direct() ? directBytes : 1;
        noteOddSizes(path, sizeBytes, sectorBytes, alignmentBytes, notes);
        Optional<BlockDevice> device = isDevice ? devices.byNumber(status.represents()).or(() -> unlisted(path, status, sizeBytes))
                : Optional.empty();
        return new Source(fd, canonical(path), descriptor.direct(), alignmentBytes, sizeBytes, sectorBytes,
                isDevice ? "" : Identities.serial(status), device, devices.byNumber(status.device()), List.copyOf(notes));
    }

    private static void noteOddSizes(Path path, long sizeBytes, int sectorBytes, int alignmentBytes, List<String> notes) {
        long rest = sizeBytes % sectorBytes;
        if (rest != 0) {
            notes.add("The size of " + path + ", " + sizeBytes + " bytes, is no multiple of its " + sectorBytes
                    + "-byte sectors: the last sector holds "
                    + rest + " bytes, and the rest of it reads as zeros.");
        }
        if (sectorBytes % alignmentBytes != 0) {
            notes.add("Reads of " + sectorBytes + "-byte sectors are widened to the " + alignmentBytes + " bytes that " + path
                    + " reads at once, so an error takes the neighbours in those with it.");
        }
    }

    private static Path canonical(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** A device that /sys does not show, as in some containers. */
    private static Optional<BlockDevice> unlisted(Path path, FileStatus status, long sizeBytes) {
        return Optional.of(
                new BlockDevice(path.getFileName().toString(), path, status.represents(), sizeBytes, Optional.empty(), List.of(), List.of(),
                        List.of(), "", "", "", "", "", "", Optional.empty(), false, false, FILE_SECTOR_BYTES, FILE_SECTOR_BYTES,
                        OptionalInt.empty()));
    }

    /** What a person should read when the kernel refused to open a source. */
    static String sentence(Path path, LinuxException e) {
        if (e.is(Errno.ENOENT, Errno.ENOTDIR)) {
            return "There is no " + path + "; check the path, or list the drives with \"salvor drives\".";
        }
        if (e.is(Errno.EACCES, Errno.EPERM)) {
            return "This user may not read " + path + "; start Salvor as root, or give the user the right to read it.";
        }
        if (e.is(Errno.ENOMEDIUM)) {
            return "There is no medium in " + path + "; put one in and try again.";
        }
        if (e.is(Errno.ENOSYS)) {
            return "Drives and images can be read on Linux on x86-64 only, so far; " + path + " was not opened.";
        }
        return "Salvor c" + e.getMessage().substring(1) + "; check its cable and the kernel's log, then try again.";
    }

    /** An open file, and whether it passes by the page cache. */
    record Descriptor(OwnedFd fd, boolean direct) {
    }
}
