package org.salvor.station;

/**
 * Bytes of some sectors of a drive.
 *
 * @param address the drive
 * @param firstLba first sector, from 0
 * @param sectorBytes bytes of a logical sector
 * @param bytes the sectors that could be read, from the first on; shorter than asked when one of them could not be read
 * @param problem why not all of them are there, as a sentence; empty when they are
 */
public record SectorsView(String address, long firstLba, int sectorBytes, byte[] bytes, String problem) {
}
