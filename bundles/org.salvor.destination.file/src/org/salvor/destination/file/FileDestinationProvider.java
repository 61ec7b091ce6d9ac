package org.salvor.destination.file;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.DestinationProvider;
import org.salvor.imaging.DestinationRequest;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.BlockRequests;
import org.salvor.linux.DeviceNumber;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * Opens files and block devices as destinations: a plain path, {@code file:PATH} or {@code block:/dev/…}. Any thread.
 *
 * <p>Refused is what is mounted (also by one of its partitions), in use as swap, part of a volume, too small or write-protected, the source under any name
 * (links, loop devices), a device that the source lies on, and anything that lies on the source drive. A block device is claimed while it is open, so that
 * nothing can mount it.
 */
@Component
public final class FileDestinationProvider implements DestinationProvider {
    private static final Logger LOG = System.getLogger(FileDestinationProvider.class.getName());

    private final BlockDevices known;
    private final DestinationGuard guard;

    /** Opens what this machine has. */
    @Activate
    public FileDestinationProvider() {
        this(BlockDevices.ofThisMachine());
    }

    FileDestinationProvider(BlockDevices known) {
        this.known = known;
        guard = new DestinationGuard(known);
    }

    @Override
    public boolean serves(String address) {
        return Target.serves(address);
    }

    @Override
    public List<String> objections(String address, DestinationRequest request) {
        try {
            return guard.objections(Target.at(address), request);
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage());
        } catch (LinuxException e) {
            return List.of("Salvor c" + e.getMessage().substring(1) + "; give another destination.");
        }
    }

    @Override
    public boolean liesOnSource(Path place, String sourcePath) throws DestinationException {
        try {
            return guard.liesOnSource(place, Path.of(sourcePath));
        } catch (LinuxException e) {
            throw new DestinationException(Kind.FAILED, "It cannot be found out whether " + place + " lies on the source " + sourcePath
                    + " (" + e.getMessage() + "), so that nothing is written there; name another place.", e);
        }
    }

    @Override
    public Destination open(String address, DestinationRequest request) throws DestinationException {
        List<String> objections = objections(address, request);
        if (!objections.isEmpty()) {
            throw new DestinationException(Kind.GUARDED, String.join(" ", objections));
        }
        Path path = null;
        try {
            Target target = Target.at(address);
            path = target.path();
            return open(target, request);
        } catch (LinuxException e) {
            throw Troubles.opening(path == null ? Path.of(address) : path, e);
        }
    }

    @Override
    public Destination openForReading(String address) throws DestinationException {
        try {
            Path path = Target.at(address).path();
            UncachedReader reader = UncachedReader.open(path);
            try {
                return new ReadBackDestination(reader, identity(path, reader.fd()));
            } catch (LinuxException e) {
                reader.close();
                throw e;
            }
        } catch (IllegalArgumentException e) {
            throw new DestinationException(Kind.GONE, e.getMessage(), e);
        } catch (LinuxException e) {
            throw Troubles.opening(Path.of(e.subject()), e);
        }
    }

    private Destination open(Target target, DestinationRequest request) throws LinuxException, DestinationException {
        Path path = target.path();
        boolean isNew = target.status().isEmpty();
        OwnedFd fd = openDescriptor(target, isNew);
        UncachedReader reader = null;
        boolean handedOver = false;
        try {
            refuseAnotherThanWasJudged(fd, target, request);
            claim(fd);
            prepare(fd, request);
            reader = UncachedReader.open(path);
            if (!reader.fd().status().isSameFile(fd.status())) {
                throw new DestinationException(Kind.GONE, "The destination " + path + " was replaced while it was opened; try again.");
            }
            Destination destination = new FileDestination(fd, reader, identity(path, fd), known, isNew);
            handedOver = true;
            return destination;
        } finally {
            if (!handedOver) {
                fd.close();
                if (reader != null) {
                    reader.close();
                }
                if (isNew) {
                    remove(path);
                }
            }
        }
    }

    /** A new file must be new: a link that leads nowhere yet is not followed. */
    private static OwnedFd openDescriptor(Target target, boolean isNew) throws LinuxException {
        if (target.isDevice()) {
            return OwnedFd.openForReadingAndWriting(target.path(), OpenFlag.EXCLUSIVE);
        }
        return isNew ? OwnedFd.openForReadingAndWriting(target.path(), OpenFlag.CREATE, OpenFlag.EXCLUSIVE)
                : OwnedFd.openForReadingAndWriting(target.path());
    }

    /** Takes back the file that was made for an opening that failed. */
    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The new and empty file " + path + " could not be removed again.", e);
        }
    }

    /** Between the guard's look and the opening the path may have come to mean another file. */
    private static void refuseAnotherThanWasJudged(OwnedFd fd, Target target, DestinationRequest request)
            throws LinuxException, DestinationException {
        FileStatus open = fd.status();
        boolean another = target.status().map(judged -> !judged.isSameFile(open) || !judged.represents().equals(open.represents()))
                .orElse(!open.isRegularFile());
        Optional<FileStatus> source = request.sourcePath().isEmpty() ? Optional.empty() : Target.look(Path.of(request.sourcePath()));
        if (another || source.filter(open::isSameFile).isPresent()) {
            throw new DestinationException(Kind.GUARDED,
                    target.path() + " changed while it was opened, and nothing was written; try again.");
        }
    }

    /** A device is claimed by its opening, a file by a lock: no two jobs write to one image. */
    private static void claim(OwnedFd fd) throws LinuxException, DestinationException {
        try {
            if (fd.status().isRegularFile()) {
                fd.claim();
            }
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN)) {
                throw new DestinationException(Kind.GUARDED, "Another job is writing to " + fd.path() + "; give another destination.", e);
            }
            if (!e.is(Errno.EOPNOTSUPP, Errno.EINVAL)) { // a file system without locks has none to offer
                throw e;
            }
        }
    }

    /** A file gets its full length at once, as a hole or with its room reserved, so that an unread end is there too. */
    private static void prepare(OwnedFd fd, DestinationRequest request) throws LinuxException {
        FileStatus status = fd.status();
        if (!status.isRegularFile()) {
            return;
        }
        if (request.preallocate() && request.sizeBytes() > 0) {
            fd.allocate(0, request.sizeBytes());
        } else if (status.sizeBytes() < request.sizeBytes()) {
            fd.truncate(request.sizeBytes());
        }
    }

    private DestinationIdentity identity(Path path, OwnedFd fd) throws LinuxException {
        FileStatus status = fd.status();
        String canonical = canonical(path).toString();
        if (!status.isBlockDevice()) {
            String born = status.born().map(time -> ", born " + time).orElse("");
            return new DestinationIdentity("file", canonical, "", fileSystem(status.device()) + ", inode " + status.inode() + born, 0, 1);
        }
        long size = BlockRequests.sizeBytes(fd);
        int sector = BlockRequests.logicalSectorBytes(fd);
        Optional<BlockDevice> device = known.byNumber(status.represents());
        String serial = device.map(d -> d.backingFile().map(file -> "loop over " + file).orElse(d.serialWords())).orElse("");
        return new DestinationIdentity("drive", canonical, device.map(BlockDevice::modelWords).orElse(""), serial, size, sector);
    }

    /** The file system's own identity where udev lists it, else the number of its device, which may change with the next boot. */
    private String fileSystem(DeviceNumber number) {
        try (var links = Files.newDirectoryStream(Path.of("/dev/disk/by-uuid"))) {
            for (Path link : links) {
                if (DeviceStack.deviceAt(link, known).map(BlockDevice::number).equals(Optional.of(number))) {
                    return "file system " + link.getFileName();
                }
            }
        } catch (IOException e) {
            // There is no such folder without udev.
        }
        return "file system on device " + number;
    }

    private static Path canonical(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
