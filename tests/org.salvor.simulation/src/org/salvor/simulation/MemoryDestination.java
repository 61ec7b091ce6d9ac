package org.salvor.simulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationIdentity;

/**
 * A destination in memory that behaves as a disk with a write cache does: writes are lost by a crash until they were flushed. It can fill up, fail to write
 * and fail to flush.
 */
public final class MemoryDestination implements Destination {
    private static final int PAGE = 4_096;
    private static final int SECTOR = 512;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment cached;
    private final MemorySegment durable;
    private final TreeMap<Long, Long> dirty = new TreeMap<>();
    /** Writes that reach beyond this offset, in bytes, fail for want of room. */
    public long failWritesFromOffset = Long.MAX_VALUE;
    /** Whether flushes fail. */
    public boolean failFlushes;
    /** Whether reading back fails. */
    public boolean failReads;
    /** Whether a flush that fails loses what was written since the last one that did not. */
    public boolean loseOnFailedFlush;

    public MemoryDestination(long bytes) {
        cached = arena.allocate(bytes, PAGE);
        durable = arena.allocate(bytes, PAGE);
    }

    @Override
    public DestinationIdentity identity() {
        return new DestinationIdentity("drive", "memory", "MEMORY", "M1", cached.byteSize(), 512);
    }

    @Override
    public long capacityBytes() {
        return cached.byteSize();
    }

    @Override
    public int alignmentBytes() {
        return PAGE;
    }

    @Override
    public synchronized void write(long offsetBytes, MemorySegment data) throws DestinationException {
        if (offsetBytes + data.byteSize() > failWritesFromOffset) {
            throw new DestinationException(DestinationException.Kind.FULL,
                    "The memory destination is full; give it more room, then retry.");
        }
        MemorySegment.copy(data, 0, cached, offsetBytes, data.byteSize());
        dirty.merge(offsetBytes, data.byteSize(), Math::max);
    }

    @Override
    public synchronized void flush() throws DestinationException {
        if (failFlushes) {
            if (loseOnFailedFlush) {
                crash();
            }
            throw new DestinationException(DestinationException.Kind.FAILED, "The memory destination did not flush; retry.");
        }
        dirty.forEach((offset, length) -> MemorySegment.copy(cached, offset, durable, offset, length));
        dirty.clear();
    }

    /** Everything that was not flushed is gone. */
    public synchronized void crash() {
        dirty.forEach((offset, length) -> MemorySegment.copy(durable, offset, cached, offset, length));
        dirty.clear();
    }

    /**
     * As {@link #crash()}, but of what was not flushed some had reached the medium already, in whatever order: any sectors of it, and now and then a sector
     * only up to some byte. Which ones, {@code random} decides.
     */
    public synchronized void crash(SplittableRandom random) {
        dirty.forEach((offset, length) -> {
            boolean torn = random.nextInt(4) == 0;
            for (long at = offset; at < offset + length; at += SECTOR) {
                long bytes = Math.min(SECTOR, offset + length - at);
                int fate = random.nextInt(torn ? 3 : 2);
                if (fate > 0) {
                    MemorySegment.copy(cached, at, durable, at, fate == 1 ? bytes : random.nextLong(bytes));
                }
            }
        });
        crash();
    }

    /** Another destination that holds what this one would hold after a crash. */
    MemoryDestination copy() {
        MemoryDestination copy = new MemoryDestination(cached.byteSize());
        copy.cached.copyFrom(durable);
        copy.durable.copyFrom(durable);
        return copy;
    }

    /** Gives its memory back. */
    void free() {
        arena.close();
    }

    @Override
    public synchronized long read(long offsetBytes, MemorySegment into) throws DestinationException {
        if (failReads) {
            throw new DestinationException(DestinationException.Kind.FAILED,
                    "The memory destination does not give back what it has; retry.");
        }
        long length = Math.min(into.byteSize(), cached.byteSize() - offsetBytes);
        MemorySegment.copy(cached, offsetBytes, into, 0, length);
        return length;
    }

    /** What a crash would leave. */
    public MemorySegment durable() {
        return durable;
    }

    @Override
    public void close() {
        // stays readable for the test
    }
}
