package org.salvor.drive.simulated;

import java.util.Arrays;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.internal.Medium;

/** Writes, as far as a drive needs them that shall prove that nobody writes: sectors, and sectors made uncorrectable. */
final class Writer {
    private static final int PSEUDO = 0x55;
    private static final int FLAGGED = 0xAA;
    private final Medium medium;
    private final Counters counters;
    private final int sectorBytes;

    Writer(Medium medium, Counters counters, int sectorBytes) {
        this.medium = medium;
        this.counters = counters;
        this.sectorBytes = sectorBytes;
    }

    /** WRITE SECTORS, WRITE DMA and their kin: {@code first} to {@code end} (exclusive) exist. */
    Reply write(long first, long end, byte[] data) {
        if (data.length < (end - first) * sectorBytes || half(first) || half(end)) {
            return Reply.aborted();
        }
        for (long sector = first; sector < end; sector++) {
            int from = (int) (sector - first) * sectorBytes;
            counters.reallocated += medium.odds(sector) < 1 ? 1 : 0;
            medium.rewritten().write(sector, medium.physical(sector), Arrays.copyOfRange(data, from, from + sectorBytes));
        }
        return Reply.good();
    }

    /** WRITE UNCORRECTABLE EXT. */
    Reply spoil(TaskFile taskFile, long end) {
        if ((taskFile.feature() & 0xFF) != PSEUDO && (taskFile.feature() & 0xFF) != FLAGGED) {
            return Reply.aborted();
        }
        for (long sector = taskFile.lba(); sector < end; sector = medium.physicalEnd(sector)) {
            medium.rewritten().spoil(medium.physical(sector));
        }
        return Reply.good();
    }

    /** Whether a write that begins or ends before {@code sector} needs the rest of a physical sector that does not read. */
    private boolean half(long sector) {
        return sector > 0 && sector < medium.sectorCount() && medium.physical(sector - 1) == medium.physical(sector)
                && medium.odds(sector) < 1;
    }
}
