package org.salvor.station;

import java.util.List;

/**
 * Which head of a drive reads which sectors, as far as the drive told.
 *
 * @param address the drive
 * @param sectorCount its logical sectors
 * @param bands stretches of one head each, ascending; what no band covers is unknown
 * @param commands commands that it took
 * @param complete whether every sector's head is known
 * @param sentence what was found, or why it is not all
 */
public record HeadsView(String address, long sectorCount, List<Band> bands, long commands, boolean complete, String sentence) {

    /**
     * Consecutive sectors of one head.
     *
     * @param head head from 0
     * @param firstLba its first sector
     * @param endLba first sector behind it
     */
    public record Band(int head, long firstLba, long endLba) {
    }
}
