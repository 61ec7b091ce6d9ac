package org.salvor.drive.simulated;

import java.util.BitSet;
import org.salvor.drive.simulated.internal.Dice;

/** What a drive has lived through. */
final class Counters {
    private static final int PLACES = 1 << 16;
    long commands;
    long reads;
    long dataReads;
    long failedReads;
    long sectors;
    long travelSectors;
    long busyNanos;
    long hangs;
    long lies;
    long interfaceErrors;
    long softResets;
    long hardResets;
    long powerCycles;
    long reallocated;
    long modifyingCommands;
    long lostCommands;
    private final BitSet damaged = new BitSet(PLACES);

    /** Resets of any kind. */
    long resets() {
        return softResets + hardResets + powerCycles;
    }

    /** A physical sector was found damaged. */
    void damaged(long physical) {
        damaged.set((int) (Dice.mix(physical) & PLACES - 1));
    }

    /** About how many different damaged sectors were found, up to some 60,000. */
    int damagedSectors() {
        return damaged.cardinality();
    }

    DriveCounters snapshot() {
        return new DriveCounters(commands, reads, failedReads, sectors, travelSectors, busyNanos, hangs, lies, softResets, hardResets,
                powerCycles, modifyingCommands);
    }
}
