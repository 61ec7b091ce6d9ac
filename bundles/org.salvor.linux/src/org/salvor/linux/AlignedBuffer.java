package org.salvor.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Zeroed memory outside the heap that starts on a page, as direct I/O wants it, with an owner that frees it.
 *
 * <p>Any thread may use the memory; the owner orders its uses. It cannot be freed under a running native call: {@link #close()} then throws.
 */
public final class AlignedBuffer implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    /** @param sizeBytes greater than 0 */
    public AlignedBuffer(long sizeBytes) {
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("a buffer needs at least one byte, not " + sizeBytes);
        }
        segment = arena.allocate(sizeBytes, Linux.PAGE_BYTES);
    }

    /** The whole memory. */
    public MemorySegment segment() {
        return segment;
    }

    /** A view of the whole memory; it throws once this is closed. */
    public ByteBuffer asByteBuffer() {
        return segment.asByteBuffer();
    }

    public long sizeBytes() {
        return segment.byteSize();
    }

    /** Whether memory starts on a multiple of the given power of two. */
    public static boolean isAligned(MemorySegment memory, int alignmentBytes) {
        return (memory.address() & alignmentBytes - 1) == 0;
    }

    /** Frees the memory. @throws IllegalStateException when a native call still uses it, or it is freed already */
    @Override
    public void close() {
        arena.close();
    }
}
