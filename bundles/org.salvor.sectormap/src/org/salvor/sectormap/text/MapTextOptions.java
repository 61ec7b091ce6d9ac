package org.salvor.sectormap.text;

/**
 * How a ddrescue map in bytes is taken for a map in sectors.
 *
 * @param sectorBytes size of a sector, 1 or more
 * @param sectorCount sectors of the drive, when known: what the text does not mention is untried then, and it may say nothing but
 *        "non-tried" beyond; 0 to take the end of the last block for the end of the drive
 * @param loose whether blocks may come in any order, leave gaps (taken as non-tried) and overlap where they agree
 */
public record MapTextOptions(int sectorBytes, long sectorCount, boolean loose) {
    public MapTextOptions {
        if (sectorBytes < 1 || sectorCount < 0) {
            throw new IllegalArgumentException("sectors of " + sectorBytes + " bytes, " + sectorCount + " of them");
        }
    }

    /** Contiguous blocks that tell where the drive ends. */
    public static MapTextOptions sectorsOf(int sectorBytes) {
        return new MapTextOptions(sectorBytes, 0, false);
    }

    /** The same for a drive of this many sectors. */
    public MapTextOptions onDriveOf(long newSectorCount) {
        return new MapTextOptions(sectorBytes, newSectorCount, loose);
    }

    /** The same, taking blocks in any order and with gaps. */
    public MapTextOptions loosely() {
        return new MapTextOptions(sectorBytes, sectorCount, true);
    }
}
