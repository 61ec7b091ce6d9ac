package org.salvor.imaging;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A few sectors whose bytes are known, to be read again when the drive is in doubt. Those that were read before the last passed check come first: what was
 * read since is itself in doubt and proves nothing. Owner thread only.
 */
final class KnownSectors {
    private static final int KEPT = 4;

    private final int sectorBytes;
    private final Deque<Known> vouched = new ArrayDeque<>();
    private final Deque<Known> recent = new ArrayDeque<>();

    /** A sector and its bytes. */
    record Known(long lba, byte[] bytes) {
    }

    KnownSectors(int sectorBytes) {
        this.sectorBytes = sectorBytes;
    }

    /** Keeps the last sector of a read that went well. */
    void keep(long firstLba, long sectorCount, MemorySegment bytes) {
        Known newest = recent.peekLast();
        long lba = firstLba + sectorCount - 1;
        if (newest != null && newest.lba == lba) {
            return;
        }
        byte[] reused = recent.size() == KEPT ? recent.removeFirst().bytes : new byte[sectorBytes];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, (sectorCount - 1) * sectorBytes, reused, 0, sectorBytes);
        recent.addLast(new Known(lba, reused));
    }

    /** The sector to ask for: the oldest, so that it is least likely to come from the drive's cache; null when none is known. */
    Known choose() {
        return vouched.isEmpty() ? recent.peekFirst() : vouched.peekFirst();
    }

    /** The sector gave the same bytes: the drive is believed, and with it what was read up to now. */
    void same(Known sector) {
        if (recent.isEmpty()) {
            vouched.remove(sector);
            vouched.addLast(sector);
        } else {
            vouched.clear();
            vouched.addAll(recent);
            recent.clear();
        }
    }

    /** The sector gave other bytes: it and what was read since the last passed check prove nothing any more. */
    void other(Known sector) {
        forget(sector);
        recent.clear();
    }

    /** Forgets a sector that cannot be read any more. */
    void forget(Known sector) {
        vouched.remove(sector);
        recent.remove(sector);
    }

    /** Takes a sector whose bytes came back from the destination. */
    void add(long lba, byte[] bytes) {
        vouched.addFirst(new Known(lba, bytes));
    }
}
