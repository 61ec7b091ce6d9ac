package org.salvor.linux;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file of the kernel and the duty to close it.
 *
 * <p>Any thread may call; calls on several threads run side by side. {@link #close()} may come while another thread still sits in the kernel:
 * the number is then given back when the last call returns, never before, so that it cannot come to mean another file under a running read.
 * After {@code close()} every call fails with EBADF.
 */
public final class OwnedFd implements AutoCloseable {
    /** Operations of flock (sys/file.h). */
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int PRIVATE_FILE_MODE = 0600;

    private final int number;
    private final Path path;
    private final AtomicInteger holders = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    private OwnedFd(int number, Path path) {
        this.number = number;
        this.path = path;
    }

    /**
     * Opens a file for reading alone.
     *
     * @throws LinuxException with the kernel's error number, or ENOSYS where this is not Linux; nothing is open then
     */
    public static OwnedFd openForReading(Path path, OpenFlag... flags) throws LinuxException {
        return open(path, OpenFlag.READ_ONLY_MODE, "open for reading", flags);
    }

    /**
     * Opens a file for writing alone.
     *
     * @throws LinuxException with the kernel's error number, or ENOSYS where this is not Linux; nothing is open then
     */
    public static OwnedFd openForWriting(Path path, OpenFlag... flags) throws LinuxException {
        return open(path, OpenFlag.WRITE_ONLY_MODE, "open for writing", flags);
    }

    /**
     * Opens a file for reading and writing.
     *
     * @throws LinuxException with the kernel's error number, or ENOSYS where this is not Linux; nothing is open then
     */
    public static OwnedFd openForReadingAndWriting(Path path, OpenFlag... flags) throws LinuxException {
        return open(path, OpenFlag.READ_WRITE_MODE, "open for reading and writing", flags);
    }

    private static OwnedFd open(Path path, int mode, String action, OpenFlag... flags) throws LinuxException {
        Linux.require(action, path.toString());
        int bits = mode | OpenFlag.CLOSE_ON_EXEC;
        for (OpenFlag flag : flags) {
            bits |= flag.bits();
        }
        int result = NativeCalls.open(path, bits, PRIVATE_FILE_MODE);
        int accessTime = OpenFlag.NO_ACCESS_TIME.bits();
        if (result == -Errno.EPERM.number() && (bits & accessTime) != 0) {
            result = NativeCalls.open(path, bits & ~accessTime, PRIVATE_FILE_MODE);
        }
        if (result < 0) {
            throw new LinuxException(action, path.toString(), -result);
        }
        return new OwnedFd(result, path);
    }

    /** The path it was opened by, as given. */
    public Path path() {
        return path;
    }

    /** The kernel's number of it, for showing. Not for calls: it may be closed and given to another file at any moment. */
    public int number() {
        return number;
    }

    /**
     * Reads at an offset until the segment is full, the file ends or the kernel answers short.
     *
     * @param offsetBytes from the start of the file, 0 or more
     * @return bytes read, 0 at the end of the file; with a direct file those bytes are proven good even if fewer than asked for
     * @throws LinuxException with the kernel's error number; what the segment holds is then unknown
     */
    public long readAt(MemorySegment target, long offsetBytes) throws LinuxException {
        return run("read", fd -> NativeCalls.pread(fd, target, offsetBytes));
    }

    /**
     * Writes the whole segment at an offset, in as many calls as the kernel wants.
     *
     * @param offsetBytes from the start of the file, 0 or more
     * @throws LinuxException with the kernel's error number; any part of the segment may then have been written
     */
    public void writeAt(MemorySegment source, long offsetBytes) throws LinuxException {
        long done = 0;
        while (done < source.byteSize()) {
            MemorySegment rest = source.asSlice(done);
            long at = offsetBytes + done;
            long written = run("write", fd -> NativeCalls.pwrite(fd, rest, at));
            if (written == 0) {
                throw new LinuxException("write", path.toString(), Errno.ENOSPC.number());
            }
            done += written;
        }
    }

    /** Makes data and all of the file's facts durable. @throws LinuxException when anything since the last flush may be lost */
    public void fsync() throws LinuxException {
        run("flush", NativeCalls::fsync);
    }

    /** Makes data and what is needed to read them durable. @throws LinuxException when anything since the last flush may be lost */
    public void fdatasync() throws LinuxException {
        run("flush", NativeCalls::fdatasync);
    }

    /**
     * Claims the file for this descriptor alone among all that ask so, until it is closed or the process ends. Does not wait.
     *
     * @throws LinuxException EAGAIN when somebody else has claimed it
     */
    public void claim() throws LinuxException {
        run("claim", fd -> NativeCalls.flock(fd, LOCK_EX | LOCK_NB));
    }

    /** Makes the file longer (with a hole) or shorter. @throws LinuxException with the kernel's error number */
    public void truncate(long lengthBytes) throws LinuxException {
        run("set the size of", fd -> NativeCalls.ftruncate(fd, lengthBytes));
    }

    /** Reserves room for a byte range, making the file longer if needed. @throws LinuxException ENOSPC, EOPNOTSUPP and others */
    public void allocate(long offsetBytes, long lengthBytes) throws LinuxException {
        run("reserve room for", fd -> NativeCalls.fallocate(fd, 0, offsetBytes, lengthBytes));
    }

    /** Gives a byte range back to the file system; it reads as zeros. @throws LinuxException EOPNOTSUPP and others */
    public void punchHole(long offsetBytes, long lengthBytes) throws LinuxException {
        run("punch a hole into",
                fd -> NativeCalls.fallocate(fd, Kernel.FALLOC_PUNCH_HOLE | Kernel.FALLOC_KEEP_SIZE, offsetBytes, lengthBytes));
    }

    /**
     * Drops clean pages of a byte range from the page cache; dirty ones stay.
     *
     * @param lengthBytes 0 means to the end of the file
     * @throws LinuxException with the kernel's error number
     */
    public void dropCache(long offsetBytes, long lengthBytes) throws LinuxException {
        run("drop the cache of", fd -> NativeCalls.fadvise(fd, offsetBytes, lengthBytes, Kernel.FADV_DONTNEED));
    }

    /** Says that reads will jump, so that the kernel reads nothing ahead. @throws LinuxException with the kernel's error number */
    public void expectRandomReads() throws LinuxException {
        run("advise about", fd -> NativeCalls.fadvise(fd, 0, 0, Kernel.FADV_RANDOM));
    }

    /** Starts writing dirty pages of a byte range without waiting. It makes nothing durable. @throws LinuxException the kernel's number */
    public void startWriteback(long offsetBytes, long lengthBytes) throws LinuxException {
        run("write back", fd -> NativeCalls.syncFileRange(fd, offsetBytes, lengthBytes, Kernel.SYNC_RANGE_WRITE));
    }

    /** Writes dirty pages of a byte range and waits for them. It makes nothing durable by itself. @throws LinuxException the number */
    public void awaitWriteback(long offsetBytes, long lengthBytes) throws LinuxException {
        int flags = Kernel.SYNC_RANGE_WAIT_BEFORE | Kernel.SYNC_RANGE_WRITE | Kernel.SYNC_RANGE_WAIT_AFTER;
        run("write back", fd -> NativeCalls.syncFileRange(fd, offsetBytes, lengthBytes, flags));
    }

    /**
     * Reads from a device that has no offsets, in one call.
     *
     * @return bytes read
     * @throws LinuxException with the kernel's error number, EAGAIN when nothing is there and the file was opened non-blocking
     */
    public long readOnce(MemorySegment target) throws LinuxException {
        return run("read", fd -> NativeCalls.read(fd, target));
    }

    /**
     * Writes to a device that has no offsets, in one call that is never repeated.
     *
     * @return bytes taken
     * @throws LinuxException with the kernel's error number
     */
    public long writeOnce(MemorySegment source) throws LinuxException {
        return run("write", fd -> NativeCalls.write(fd, source));
    }

    /**
     * Waits until something can be read.
     *
     * @param timeoutMillis milliseconds at most, 0 to look only
     * @return true when a read would not wait, be it that it fails; false when the time is over or a signal came
     * @throws LinuxException with the kernel's error number
     */
    public boolean awaitReadable(int timeoutMillis) throws LinuxException {
        return run("wait for", fd -> {
            int events = NativeCalls.poll(fd, Kernel.POLLIN, timeoutMillis);
            return events == -Errno.EINTR.number() ? 0 : events;
        }) != 0;
    }

    /**
     * Sends a device request with a structure as its argument. It is sent once, whatever happens.
     *
     * @return what the kernel answered, 0 or more
     * @throws LinuxException with the kernel's error number
     */
    public int ioctl(long request, MemorySegment argument) throws LinuxException {
        return (int) run("send a request to", fd -> NativeCalls.ioctl(fd, request, argument));
    }

    /** Sends a device request with a number as its argument, as {@link #ioctl(long, MemorySegment)} does. */
    public int ioctl(long request, long argument) throws LinuxException {
        return (int) run("send a request to", fd -> NativeCalls.ioctl(fd, request, argument));
    }

    /**
     * Opens another file by a request to this one that answers with its number, such as {@code VFIO_GROUP_GET_DEVICE_FD}.
     *
     * @param name what to call the file
     * @throws LinuxException with the kernel's error number; nothing is open then
     */
    public OwnedFd openByRequest(long request, MemorySegment argument, Path name) throws LinuxException {
        return new OwnedFd(ioctl(request, argument), name);
    }

    /** What the kernel knows of the open file, true even if its path has come to mean another. @throws LinuxException the number */
    public FileStatus status() throws LinuxException {
        acquire("look at");
        try {
            return FileStatus.ofOpen(number, path.toString());
        } finally {
            release();
        }
    }

    /**
     * Maps a part of the file or device into memory, shared with it.
     *
     * @param offsetBytes a multiple of the page size
     * @throws LinuxException with the kernel's error number
     */
    public MappedRegion map(long offsetBytes, long lengthBytes, boolean writable) throws LinuxException {
        acquire("map");
        try {
            return MappedRegion.ofFile(number, path.toString(), offsetBytes, lengthBytes, writable);
        } finally {
            release();
        }
    }

    /** Gives the number back, at once or when the last running call returns. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    /** Whether the kernel has the file back: closed, and no call of ours is left inside it. */
    public boolean isReleased() {
        return holders.get() == 0;
    }

    long run(String action, Operation operation) throws LinuxException {
        acquire(action);
        long result;
        try {
            result = operation.run(number);
        } finally {
            release();
        }
        if (result < 0) {
            throw new LinuxException(action, path.toString(), (int) -result);
        }
        return result;
    }

    private void acquire(String action) throws LinuxException {
        int seen = holders.get();
        while (!closed.get() && seen > 0) {
            if (holders.compareAndSet(seen, seen + 1)) {
                return;
            }
            seen = holders.get();
        }
        throw new LinuxException(action, path.toString(), Errno.EBADF.number());
    }

    private void release() {
        if (holders.decrementAndGet() == 0) {
            NativeCalls.close(number);
        }
    }

    @Override
    public String toString() {
        return "file " + number + " (" + Objects.toString(path) + ")";
    }

    /** One call on the open number, answering minus the error number on failure. */
    interface Operation {
        long run(int fd);
    }
}
