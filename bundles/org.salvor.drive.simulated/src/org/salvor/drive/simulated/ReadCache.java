package org.salvor.drive.simulated;

import org.salvor.drive.simulated.internal.Mechanics;
import org.salvor.drive.simulated.internal.Medium;

/**
 * One stretch of sectors that the drive keeps: those last read, and what the idle drive reads on behind them until its look-ahead is full
 * or a sector does not read. The head stands at its end.
 */
final class ReadCache {
    private final long capacitySectors;
    private final long lookAheadSectors;
    private boolean lookAhead = true;
    private long start;
    private long end;
    private long requestEnd;
    private long idleSince;
    private boolean stopped = true;

    /** @param capacitySectors 0 for a drive without cache */
    ReadCache(long capacitySectors, long lookAheadSectors) {
        this.capacitySectors = capacitySectors;
        this.lookAheadSectors = Math.min(lookAheadSectors, capacitySectors);
    }

    /** Turns look-ahead on or off. */
    void lookAhead(boolean on) {
        lookAhead = on;
    }

    boolean looksAhead() {
        return lookAhead && lookAheadSectors > 0;
    }

    /** Where the head stands: behind the last sector that it read. */
    long head() {
        return end;
    }

    /** Whether the head no longer moves with the sectors since the drive went idle. */
    boolean stopped() {
        return stopped;
    }

    /** When the drive went idle. */
    long idleSince() {
        return idleSince;
    }

    /** Reads on for the time in which the host had nothing to ask. */
    void readOn(Medium medium, Mechanics mechanics, long nowNanos) {
        stopped = nowNanos - idleSince > mechanics.gap;
        if (looksAhead() && nowNanos > idleSince) {
            long most = Math.min(lookAheadSectors - (end - requestEnd), medium.sectorCount() - end);
            if (most > 0) {
                most = medium.nextFault(end, end + most) - end;
            }
            long read = mechanics.sectorsWithin(end, nowNanos - idleSince);
            stopped = read >= most;
            end += Math.max(0, Math.min(read, most));
            trim();
        }
    }

    /** How many of the sectors from {@code first} to {@code last} (exclusive) it holds, counted from {@code first} on. */
    int held(long first, long last) {
        return capacitySectors == 0 || first < start || first >= end ? 0 : (int) (Math.min(end, last) - first);
    }

    /** The sectors from {@code first} to {@code last} (exclusive) were read, some of them perhaps from here. */
    void wasRead(long first, long last) {
        if (first < start || first > end) {
            start = first;
            end = last;
        }
        end = Math.max(end, last);
        trim();
    }

    /** Nothing is held, and the head stands before {@code lba}. */
    void drop(long lba) {
        start = lba;
        end = lba;
        requestEnd = lba;
    }

    /** A command ended that had asked for sectors up to {@code last}. */
    void idle(long last, long nowNanos) {
        requestEnd = last;
        idleSince = nowNanos;
    }

    private void trim() {
        start = Math.max(start, end - capacitySectors);
    }
}
