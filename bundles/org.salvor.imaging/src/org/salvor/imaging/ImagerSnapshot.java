package org.salvor.imaging;

import org.salvor.sectormap.MapView;

/**
 * An imager at one moment. Immutable.
 *
 * @param state what it is doing
 * @param sentence the same in a sentence, or what the operator should do
 * @param map the live map
 * @param passIndex running pass from 0, -1 before the first, number of passes after the last
 * @param round round of the pass, from 1
 * @param passPercent share of the pass's sectors that are through, 0-100
 * @param positionLba where the engine works
 * @param errors failed commands in the whole job
 * @param resets resets in the whole job
 * @param powerCycles power cycles in the whole job
 * @param bytesPerSecond rate over the last seconds of drive time
 * @param averageBytesPerSecond rate since this imager began
 * @param driveSeconds drive time of the whole job
 * @param remainingSeconds estimate for the rest of the pass, -1 when unknown
 * @param celsius temperature of the source, {@link Integer#MIN_VALUE} when unknown
 * @param lastRegisters registers of the last failed read, packed, 0 when none
 * @param durableSectors sectors that are read in the durable map
 * @param commandOutSinceNanos when the command that is with the drive now was sent, on the host's clock; -1 when none is out
 */
public record ImagerSnapshot(ImagerState state, String sentence, MapView map, int passIndex, int round, double passPercent,
        long positionLba, long errors,
        long resets, long powerCycles, double bytesPerSecond, double averageBytesPerSecond, double driveSeconds, double remainingSeconds,
        int celsius,
        int lastRegisters, long durableSectors, long commandOutSinceNanos) {
}
