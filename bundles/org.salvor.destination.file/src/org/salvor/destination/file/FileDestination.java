package org.salvor.destination.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.DeviceNumber;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OwnedFd;

/**
 * A file or block device that is open for writing. Writes come from one thread; flushes and reads may come from others.
 *
 * <p>A flush that failed poisons it for good: the kernel tells of lost data once, and calls the pages clean afterwards.
 */
final class FileDestination implements Destination {
    private final OwnedFd fd;
    private final UncachedReader reader;
    private final WriteBehind writeBehind;
    private final DestinationIdentity identity;
    private final BlockDevices known;
    private final boolean isNew;
    private volatile boolean folderIsDurable;
    private volatile DestinationException poison;

    FileDestination(OwnedFd fd, UncachedReader reader, DestinationIdentity identity, BlockDevices known, boolean isNew) {
        this.fd = fd;
        this.reader = reader;
        this.identity = identity;
        this.known = known;
        this.isNew = isNew;
        writeBehind = new WriteBehind(fd);
        folderIsDurable = !isNew;
    }

    @Override
    public DestinationIdentity identity() {
        return identity;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public long capacityBytes() {
        return identity.sizeBytes() == 0 ? Long.MAX_VALUE : identity.sizeBytes();
    }

    @Override
    public int alignmentBytes() {
        return Linux.PAGE_BYTES;
    }

    @Override
    public void write(long offsetBytes, MemorySegment data) throws DestinationException {
        refuseWhenPoisoned();
        try {
            if (data.isNative()) {
                fd.writeAt(data, offsetBytes);
            } else {
                writeFromHeap(offsetBytes, data);
            }
        } catch (LinuxException e) {
            throw trouble(e);
        }
        try {
            writeBehind.wrote(offsetBytes, data.byteSize());
        } catch (LinuxException e) {
            throw poisoned(trouble(e));
        }
    }

    private void writeFromHeap(long offsetBytes, MemorySegment data) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            fd.writeAt(arena.allocate(data.byteSize()).copyFrom(data), offsetBytes);
        }
    }

    @Override
    public void flush() throws DestinationException {
        refuseWhenPoisoned();
        try {
            fd.fdatasync();
            FileStatus status = fd.status();
            if (status.isRegularFile() && status.links() == 0) {
                throw poisoned(new DestinationException(Kind.GONE,
                        "The destination " + fd.path() + " was deleted while it was written to; give another, or"
                                + " start this one anew."));
            }
            if (!folderIsDurable) {
                syncFolder();
                folderIsDurable = true;
            }
        } catch (LinuxException e) {
            throw poisoned(trouble(e));
        }
    }

    private void syncFolder() throws LinuxException {
        Path folder = fd.path().toAbsolutePath().getParent();
        try (OwnedFd open = OwnedFd.openForReading(folder)) {
            open.fsync();
        } catch (LinuxException e) {
            // A file system that cannot flush a folder has no such notion; any other failure counts.
            if (!e.is(Errno.EINVAL, Errno.EOPNOTSUPP)) {
                throw e;
            }
        }
    }

    @Override
    public long read(long offsetBytes, MemorySegment into) throws DestinationException {
        try {
            return reader.read(offsetBytes, into);
        } catch (LinuxException e) {
            throw trouble(e);
        }
    }

    private void refuseWhenPoisoned() throws DestinationException {
        DestinationException earlier = poison;
        if (earlier != null) {
            throw new DestinationException(earlier.kind(), earlier.getMessage(), earlier);
        }
    }

    private DestinationException poisoned(DestinationException e) {
        poison = e;
        return e;
    }

    /** An error of a device that the kernel has given up is its absence, whatever its number. */
    private DestinationException trouble(LinuxException e) {
        if (e.is(Errno.EIO) && isGone()) {
            return Troubles.of(fd.path(), new LinuxException(e.action(), e.subject(), Errno.ENODEV.number()));
        }
        return Troubles.of(fd.path(), e);
    }

    private boolean isGone() {
        try {
            FileStatus status = fd.status();
            DeviceNumber carrier = status.isBlockDevice() ? status.represents() : status.device();
            return carrier.major() != 0 && known.byNumber(carrier).map(device -> device.sizeBytes() == 0).orElse(true);
        } catch (LinuxException e) {
            return true;
        }
    }

    @Override
    public void close() {
        fd.close();
        reader.close();
    }
}
