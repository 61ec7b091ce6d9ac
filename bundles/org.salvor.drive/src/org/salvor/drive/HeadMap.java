package org.salvor.drive;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which head of a drive reads which sectors.
 *
 * @param sectorCount logical sectors of the drive
 * @param bands stretches of sectors of one head each, ascending, without overlap; what no band covers is unknown
 * @param commands commands that it took to find out
 * @param shortfall why not all of the drive is known, as a sentence; empty when all is
 */
public record HeadMap(long sectorCount, List<Band> bands, long commands, String shortfall) {

    public HeadMap {
        bands = List.copyOf(bands);
    }

    /**
     * Consecutive sectors of one head.
     *
     * @param firstLba its first sector, from 0
     * @param endLba first sector behind it
     * @param head head from 0, as the drive counts them
     */
    public record Band(long firstLba, long endLba, int head) {

        public Band {
            if (firstLba < 0 || endLba <= firstLba || head < 0) {
                throw new IllegalArgumentException("no band: " + firstLba + " to " + endLba + " of head " + head);
            }
        }
    }

    /** Whether every sector's head is known. */
    public boolean complete() {
        return shortfall.isEmpty();
    }

    /** The bands of one head, ascending. */
    public Stream<Band> of(int head) {
        return bands.stream().filter(band -> band.head() == head);
    }

    /** Heads that have bands, ascending. */
    public List<Integer> heads() {
        return bands.stream().map(Band::head).distinct().sorted().toList();
    }
}
