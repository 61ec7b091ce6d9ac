package org.salvor.drive.simulated;

/**
 * What a simulated drive has lived through since it was made. All counts are ≥ 0.
 *
 * @param commands commands taken, of any kind
 * @param reads commands that read the medium
 * @param failedReads of these, those that met a sector that did not read
 * @param sectors sectors that passed under a head and read well
 * @param travelSectors way of the heads, in sectors of LBA distance
 * @param busyNanos time that ended commands took, in nanoseconds
 * @param hangs commands that left the drive busy for ever
 * @param lies reads that ended well with bytes from elsewhere
 * @param softResets SRSTs
 * @param hardResets COMRESETs
 * @param powerCycles times that power came back after the drive had forgotten everything
 * @param modifyingCommands commands received that could have changed the drive: writes, and settings that outlive a power cycle
 */
public record DriveCounters(long commands, long reads, long failedReads, long sectors, long travelSectors, long busyNanos, long hangs,
        long lies, long softResets, long hardResets, long powerCycles, long modifyingCommands) {
}
