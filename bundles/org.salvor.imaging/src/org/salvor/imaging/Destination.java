package org.salvor.imaging;

import java.lang.foreign.MemorySegment;

/**
 * Where an image goes: a drive or a file. Offsets and lengths are bytes in the destination's own space; the engine has already mapped sectors to offsets
 * (520-byte sectors kept or stripped), so that data arrives as it is to be stored. A destination whose own sectors are larger than a write (512-byte
 * sectors onto 4Kn) reads, merges and writes its edge sectors itself.
 *
 * <p>
 * Writing and flushing run on two different threads, never on the owner thread of the source; several writes may be issued by one thread, one after
 * another.
 */
public interface Destination extends AutoCloseable {

    /** Who it is. A job goes on only with the same one. */
    DestinationIdentity identity();

    /** Whether this opening has made it: then nothing that was written to any destination before can be on it. */
    default boolean isNew() {
        return false;
    }

    /** Bytes that fit now, or {@link Long#MAX_VALUE} for a file that can grow. */
    long capacityBytes();

    /** Alignment in bytes that buffers should have to be fast; any other works too. */
    int alignmentBytes();

    /**
     * Writes all of {@code data}. It need not be durable afterwards.
     *
     * @throws DestinationException when it is full, failing or gone; what was asked for is then undefined on the destination
     */
    void write(long offsetBytes, MemorySegment data) throws DestinationException;

    /**
     * Makes every write that returned before this call durable (data, size, and for a new file its folder entry).
     *
     * @throws DestinationException when it did not; then every write since the last flush that went well counts as lost, and the destination must be
     *         opened anew and read back
     */
    void flush() throws DestinationException;

    /**
     * Reads back what is durable, past any cache, as far as the host allows.
     *
     * @return bytes read, less than asked for only at the end
     */
    long read(long offsetBytes, MemorySegment into) throws DestinationException;

    /** Gives it back. Idempotent. Makes nothing durable. */
    @Override
    void close();
}
