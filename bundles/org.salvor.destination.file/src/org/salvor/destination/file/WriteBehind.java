package org.salvor.destination.file;

import java.util.ArrayDeque;
import java.util.Deque;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OwnedFd;

/**
 * Keeps the kernel writing while we go on, and the page cache small: what was written in a row is started on its way a few megabytes at a time, and waited
 * for and dropped when it lies far enough behind. Without this, flushes come to wait for gigabytes. It makes nothing durable. One thread.
 */
final class WriteBehind {
    /** Measured on a virtio disk with 2 cores: 1 to 16 MiB made no difference beyond noise. */
    static final long START_BYTES = 4 << 20;
    /** Far enough that the wait finds most of it done, little enough that a flush takes well below a second. */
    static final long BEHIND_BYTES = 64 << 20;

    private final OwnedFd fd;
    private final Deque<Stretch> started = new ArrayDeque<>();
    private long startedBytes;
    private long firstByte;
    private long endByte;

    private record Stretch(long firstByte, long lengthBytes) {
    }

    WriteBehind(OwnedFd fd) {
        this.fd = fd;
    }

    /**
     * Learns of a write that ended.
     *
     * @throws LinuxException when the kernel could not write something that was written earlier
     */
    void wrote(long offsetBytes, long lengthBytes) throws LinuxException {
        if (offsetBytes != endByte) {
            firstByte = offsetBytes;
        }
        endByte = offsetBytes + lengthBytes;
        if (endByte - firstByte < START_BYTES) {
            return;
        }
        tolerating(() -> fd.startWriteback(firstByte, endByte - firstByte));
        started.add(new Stretch(firstByte, endByte - firstByte));
        startedBytes += endByte - firstByte;
        firstByte = endByte;
        while (startedBytes > BEHIND_BYTES) {
            Stretch oldest = started.remove();
            startedBytes -= oldest.lengthBytes;
            tolerating(() -> fd.awaitWriteback(oldest.firstByte, oldest.lengthBytes));
            tolerating(() -> fd.dropCache(oldest.firstByte, oldest.lengthBytes));
        }
    }

    /** Not every file system knows these calls, and none needs them. */
    private static void tolerating(Hint hint) throws LinuxException {
        try {
            hint.give();
        } catch (LinuxException e) {
            if (!e.is(Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ENOSYS)) {
                throw e;
            }
        }
    }

    private interface Hint {
        void give() throws LinuxException;
    }
}
