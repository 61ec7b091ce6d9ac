package org.salvor.sectormap.text;

import java.io.IOException;
import org.salvor.sectormap.SectorMap;

/** Takes the blocks of a map text in bytes and makes sectors of them. */
interface BlockSink {
    /**
     * Takes a block.
     *
     * @param beginByte first byte
     * @param endByte one past the last byte, more than {@code beginByte}
     */
    void add(TextScanner at, long beginByte, long endByte, BlockStatus status) throws IOException;

    /** Says that all blocks were given. */
    void finish(TextScanner at) throws IOException;

    /** After that, the map of a drive of this many sectors; what no block spoke of is not tried. */
    SectorMap map(long sectorCount);
}
