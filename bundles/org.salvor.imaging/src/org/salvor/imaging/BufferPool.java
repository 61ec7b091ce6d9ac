package org.salvor.imaging;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A few page-aligned buffers between the source and the destination. Their memory goes back once nobody refers to it any more, so that one which a transport
 * still lends to the kernel lives as long as it must. Thread-safe.
 */
final class BufferPool {
    private static final int ALIGNMENT = 4_096;

    private final long bufferBytes;
    private final Deque<Buffer> free = new ArrayDeque<>();

    BufferPool(int buffers, long bufferBytes) {
        this.bufferBytes = bufferBytes;
        for (int i = 0; i < buffers; i++) {
            free.add(new Buffer(bufferBytes));
        }
    }

    /** Room for one read. */
    static final class Buffer {
        private final MemorySegment segment;

        private Buffer(long bytes) {
            segment = Arena.ofAuto().allocate(bytes, ALIGNMENT);
        }

        MemorySegment segment() {
            return segment;
        }
    }

    /** A free buffer, or null when none became free within {@code millis} milliseconds. */
    synchronized Buffer take(long millis) {
        if (free.isEmpty()) {
            try {
                wait(Math.max(1, millis));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return free.poll();
    }

    /** Takes a buffer back. */
    synchronized void give(Buffer buffer) {
        free.add(buffer);
        notifyAll();
    }

    /** Gives up a buffer that the kernel may still write to, for ever; another with its first bytes, which are proven, takes its place. */
    Buffer exchange(Buffer lent, long provenBytes) {
        Buffer fresh = new Buffer(bufferBytes);
        MemorySegment.copy(lent.segment, 0, fresh.segment, 0, provenBytes);
        return fresh;
    }
}
