package org.salvor.imaging;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/** A few sectors whose bytes are known, to be read again when the drive is in doubt. Owner thread only. */
final class KnownSectors {
    private static final int KEPT = 4;

    private final int sectorBytes;
    private final Deque<Known> known = new ArrayDeque<>();

    /** A sector and its bytes. */
    record Known(long lba, byte[] bytes) {
    }

    KnownSectors(int sectorBytes) {
        this.sectorBytes = sectorBytes;
    }

    /** Keeps the last sector of a read that went well. */
    void keep(long firstLba, long sectorCount, MemorySegment bytes) {
        Known newest = known.peekLast();
        long lba = firstLba + sectorCount - 1;
        if (newest != null && newest.lba == lba) {
            return;
        }
        byte[] reused = known.size() == KEPT ? known.removeFirst().bytes : new byte[sectorBytes];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, (sectorCount - 1) * sectorBytes, reused, 0, sectorBytes);
        known.addLast(new Known(lba, reused));
    }

    /** The sector to ask for: the oldest, so that it is least likely to come from the drive's cache; null when none is known. */
    Known choose() {
        return known.peekFirst();
    }

    /** Forgets a sector that cannot be read any more. */
    void forget(Known sector) {
        known.remove(sector);
    }

    /** Takes a sector whose bytes came back from the destination. */
    void add(long lba, byte[] bytes) {
        known.addFirst(new Known(lba, bytes));
    }
}
