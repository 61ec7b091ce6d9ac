package org.salvor.drive.simulated;

/**
 * A read that ended well with bytes from elsewhere.
 *
 * @param firstLba first sector asked for
 * @param sectorCount sectors asked for
 * @param dataLba where the first byte really came from
 */
public record Lie(long firstLba, int sectorCount, long dataLba) {
}
