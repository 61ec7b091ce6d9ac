package org.salvor.imaging;

import java.lang.foreign.MemorySegment;

/**
 * Where a sector lies on the destination.
 *
 * @param sourceSectorBytes bytes of a sector as the source gives it
 * @param storedSectorBytes bytes kept of each, the first ones: the same, or 512 of 520
 */
public record ImageLayout(int sourceSectorBytes, int storedSectorBytes) {

    public ImageLayout {
        if (storedSectorBytes < 1 || storedSectorBytes > sourceSectorBytes) {
            throw new IllegalArgumentException("cannot keep " + storedSectorBytes + " bytes of sectors of " + sourceSectorBytes);
        }
    }

    /** Offset of a sector on the destination, in bytes. */
    public long offsetOf(long lba) {
        return lba * storedSectorBytes;
    }

    /** Bytes that so many sectors take on the destination. */
    public long storedBytes(long sectorCount) {
        return sectorCount * storedSectorBytes;
    }

    /** Brings sectors as read, at the start of {@code sectors}, into the form that is stored, in place. */
    MemorySegment toStored(MemorySegment sectors, long sectorCount) {
        if (storedSectorBytes != sourceSectorBytes) {
            for (long i = 1; i < sectorCount; i++) {
                MemorySegment.copy(sectors, i * sourceSectorBytes, sectors, i * storedSectorBytes, storedSectorBytes);
            }
        }
        return sectors.asSlice(0, storedBytes(sectorCount));
    }
}
