package org.salvor.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Requests that every block device of the kernel answers. Only {@link #dropBuffers} does anything. Any thread. */
public final class BlockRequests {
    private BlockRequests() {
    }

    /** Size in bytes. @throws LinuxException ENOTTY when the file is no block device, ENOMEDIUM, ENXIO and others */
    public static long sizeBytes(OwnedFd device) throws LinuxException {
        return askLong(device, Kernel.BLKGETSIZE64);
    }

    /** The sector that the device takes commands in, bytes. @throws LinuxException as {@link #sizeBytes} */
    public static int logicalSectorBytes(OwnedFd device) throws LinuxException {
        return askInt(device, Kernel.BLKSSZGET);
    }

    /** The sector that the medium is made of, bytes. @throws LinuxException as {@link #sizeBytes} */
    public static int physicalSectorBytes(OwnedFd device) throws LinuxException {
        return askInt(device, Kernel.BLKPBSZGET);
    }

    /** Offset of the first whole physical sector, bytes; -1 where partition and medium do not align. @throws LinuxException as above */
    public static int alignmentOffsetBytes(OwnedFd device) throws LinuxException {
        return askInt(device, Kernel.BLKALIGNOFF);
    }

    /** Preferred smallest transfer, bytes. @throws LinuxException as {@link #sizeBytes} */
    public static int minimumTransferBytes(OwnedFd device) throws LinuxException {
        return askInt(device, Kernel.BLKIOMIN);
    }

    /** Preferred transfer, bytes; 0 where the device has no wish. @throws LinuxException as {@link #sizeBytes} */
    public static int optimalTransferBytes(OwnedFd device) throws LinuxException {
        return askInt(device, Kernel.BLKIOOPT);
    }

    /** Whether the kernel refuses writes to it. @throws LinuxException as {@link #sizeBytes} */
    public static boolean isReadOnly(OwnedFd device) throws LinuxException {
        return askInt(device, Kernel.BLKROGET) != 0;
    }

    /** Whether the medium turns, as far as the device says. @throws LinuxException as {@link #sizeBytes} */
    public static boolean isRotational(OwnedFd device) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_SHORT);
            device.ioctl(Kernel.BLKROTATIONAL, answer);
            return answer.get(JAVA_SHORT, 0) != 0;
        }
    }

    /**
     * A number that no other disk gets until the next boot, even under the same name, so that a medium that was changed is noticed.
     *
     * @throws LinuxException ENOTTY before Linux 5.15, or when the file is no block device
     */
    public static long diskSequence(OwnedFd device) throws LinuxException {
        return askLong(device, Kernel.BLKGETDISKSEQ);
    }

    /**
     * Forgets what the kernel has cached of the device, after writing what is dirty: for destinations, never for a source.
     *
     * @throws LinuxException EACCES without root
     */
    public static void dropBuffers(OwnedFd device) throws LinuxException {
        device.ioctl(Kernel.BLKFLSBUF, 0L);
    }

    private static int askInt(OwnedFd device, long request) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT);
            device.ioctl(request, answer);
            return answer.get(JAVA_INT, 0);
        }
    }

    private static long askLong(OwnedFd device, long request) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_LONG);
            device.ioctl(request, answer);
            return answer.get(JAVA_LONG, 0);
        }
    }
}
