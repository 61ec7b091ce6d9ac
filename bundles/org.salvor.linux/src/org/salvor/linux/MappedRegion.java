package org.salvor.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory that the kernel mapped for us, and the duty to unmap it. Any thread may use the segment; after {@link #close()} it throws
 * {@link IllegalStateException}.
 */
public final class MappedRegion implements AutoCloseable {
    private final Arena arena;
    private final MemorySegment segment;

    private MappedRegion(long address, long lengthBytes) {
        arena = Arena.ofShared();
        segment = MemorySegment.ofAddress(address).reinterpret(lengthBytes, arena, NativeCalls::munmap);
    }

    static MappedRegion ofFile(int fd, String subject, long offsetBytes, long lengthBytes, boolean writable) throws LinuxException {
        int protection = Kernel.PROT_READ | (writable ? Kernel.PROT_WRITE : 0);
        return map(subject, lengthBytes, protection, Kernel.MAP_SHARED, fd, offsetBytes);
    }

    /**
     * Maps fresh zeroed memory that is page-aligned and locked where the limits allow, fit for a device to write into.
     *
     * @param lengthBytes greater than 0
     * @throws LinuxException ENOMEM, EAGAIN (too much locked memory) and others
     */
    public static MappedRegion anonymous(long lengthBytes, boolean locked) throws LinuxException {
        Linux.require("map", "memory");
        int flags = Kernel.MAP_SHARED | Kernel.MAP_ANONYMOUS | (locked ? Kernel.MAP_LOCKED : 0);
        return map("memory", lengthBytes, Kernel.PROT_READ | Kernel.PROT_WRITE, flags, -1, 0);
    }

    private static MappedRegion map(String subject, long lengthBytes, int protection, int flags, int fd, long offsetBytes)
            throws LinuxException {
        long address = NativeCalls.mmap(lengthBytes, protection, flags, fd, offsetBytes);
        if (address < 0) {
            throw new LinuxException("map", subject, (int) -address);
        }
        return new MappedRegion(address, lengthBytes);
    }

    /** The memory, of exactly the length asked for. */
    public MemorySegment segment() {
        return segment;
    }

    /** Unmaps. @throws IllegalStateException when a native call still uses the memory, or it is unmapped already */
    @Override
    public void close() {
        arena.close();
    }
}
