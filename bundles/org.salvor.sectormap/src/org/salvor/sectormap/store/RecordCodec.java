package org.salvor.sectormap.store;

import java.nio.ByteBuffer;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;

/**
 * The 16-byte records of the journal. First long: first sector (48 bits), registers (16). Second long: number of sectors (44), stage,
 * cause, tries (4 each), last pass (8). Stage 15 marks a latency cell, whose code stands in place of the last pass.
 */
final class RecordCodec {
    static final int RECORD_BYTES = 16;
    /** ATA counts sectors in 48 bits; so does the journal. */
    static final long MOST_SECTORS = 1L << 48;

    private static final long LONGEST = (1L << 44) - 1;
    private static final int LATENCY_STAGE = 15;

    private RecordCodec() {
    }

    /** Records needed for the change; one, but for stretches beyond 2^44 sectors. */
    static long recordsFor(MapChange change) {
        return (change.range().sectorCount() + LONGEST - 1) / LONGEST;
    }

    /** Writes the n-th record of the change. */
    static void write(MapChange change, long n, ByteBuffer out) {
        long first = change.range().firstLba() + n * LONGEST;
        long count = Math.min(LONGEST, change.range().endLba() - first);
        long state = change.state().packed();
        out.putLong(first << 16 | state >>> 20);
        out.putLong(count << 20 | (state & 0xFFF) << 8 | state >>> 12 & 0xFF);
    }

    static void write(LatencyChange change, ByteBuffer out) {
        out.putLong(change.firstLba() << 16);
        out.putLong(LATENCY_STAGE << 16 | change.code());
    }

    /** Applies one record to the map; false when it makes no sense there. */
    static boolean apply(long high, long low, SectorMap map) {
        long first = high >>> 16;
        if ((low >>> 16 & 15) == LATENCY_STAGE) {
            int code = (int) low & 0xFF;
            if (code == 0 || first >= map.sectorCount()) {
                return false;
            }
            map.apply(new LatencyChange(first, code));
            return true;
        }
        long count = low >>> 20;
        long state = (high & 0xFFFF) << 20 | (low & 0xFF) << 12 | low >>> 8 & 0xFFF;
        if (count == 0 || first + count > map.sectorCount() || !SectorState.isPacked(state)) {
            return false;
        }
        map.set(first, first + count, state);
        return true;
    }
}
