package org.salvor.destination.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.BlockRequests;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * Reads what a file or device really holds, past the page cache. Dirty pages of the range are written first, as the kernel does for direct reads; a page
 * that the kernel failed to write and kept is not believed. Any thread.
 */
final class UncachedReader implements AutoCloseable {
    private static final int UNKNOWN_ALIGNMENT_BYTES = 4096;

    private final OwnedFd fd;
    private final int alignmentBytes;

    private UncachedReader(OwnedFd fd, int alignmentBytes) {
        this.fd = fd;
        this.alignmentBytes = alignmentBytes;
    }

    static UncachedReader open(Path path) throws LinuxException {
        OwnedFd direct;
        try {
            direct = OwnedFd.openForReading(path, OpenFlag.DIRECT);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINVAL, Errno.EOPNOTSUPP)) {
                throw e;
            }
            return cached(path);
        }
        int alignment = alignment(direct);
        if (alignment == 0) {
            direct.close();
            return cached(path);
        }
        return new UncachedReader(direct, alignment);
    }

    private static UncachedReader cached(Path path) throws LinuxException {
        OwnedFd fd = OwnedFd.openForReading(path);
        fd.expectRandomReads();
        return new UncachedReader(fd, 0);
    }

    private static int alignment(OwnedFd direct) throws LinuxException {
        FileStatus status = direct.status();
        if (status.isBlockDevice()) {
            return BlockRequests.logicalSectorBytes(direct);
        }
        return status.directOffsetAlignment().orElse(UNKNOWN_ALIGNMENT_BYTES);
    }

    /** The open file. */
    OwnedFd fd() {
        return fd;
    }

    /**
     * Reads until the memory is full or the file ends.
     *
     * @return bytes read
     */
    long read(long offsetBytes, MemorySegment into) throws LinuxException {
        if (alignmentBytes == 0) {
            return throughCache(offsetBytes, into);
        }
        boolean fits = offsetBytes % alignmentBytes == 0 && into.byteSize() % alignmentBytes == 0 && into.isNative()
                && AlignedBuffer.isAligned(into, alignmentBytes);
        return fits ? fully(offsetBytes, into) : wide(offsetBytes, into);
    }

    private long wide(long offsetBytes, MemorySegment into) throws LinuxException {
        long start = offsetBytes / alignmentBytes * alignmentBytes;
        long end = Math.ceilDiv(offsetBytes + into.byteSize(), alignmentBytes) * alignmentBytes;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment window = arena.allocate(end - start, Linux.PAGE_BYTES);
            long good = Math.clamp(fully(start, window) - (offsetBytes - start), 0, into.byteSize());
            MemorySegment.copy(window, offsetBytes - start, into, 0, good);
            return good;
        }
    }

    private long throughCache(long offsetBytes, MemorySegment into) throws LinuxException {
        long page = offsetBytes & -Linux.PAGE_BYTES;
        long length = offsetBytes + into.byteSize() - page;
        fd.awaitWriteback(page, length);
        fd.dropCache(page, length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment own = into.isNative() ? into : arena.allocate(into.byteSize());
            long good = fully(offsetBytes, own);
            if (!into.isNative()) {
                MemorySegment.copy(own, 0, into, 0, good);
            }
            return good;
        }
    }

    private long fully(long offsetBytes, MemorySegment into) throws LinuxException {
        long done = 0;
        while (done < into.byteSize()) {
            long got = fd.readAt(into.asSlice(done), offsetBytes + done);
            done += got;
            // Behind a short direct read lies the end, or an error that the next call would name; an unaligned rest cannot be asked for directly.
            if (got == 0 || alignmentBytes > 0 && done % alignmentBytes != 0) {
                break;
            }
        }
        return done;
    }

    @Override
    public void close() {
        fd.close();
    }
}
