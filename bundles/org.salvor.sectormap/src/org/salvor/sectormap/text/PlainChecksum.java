package org.salvor.sectormap.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.salvor.sectormap.ReadableMap;

/** CRC32C over the blocks of a map as numbers, so that it does not depend on blanks, comments or the way a text writes numbers. */
final class PlainChecksum {
    private static final int BLOCK_BYTES = 17;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES * 512);

    /** The checksum of the blocks between these bytes, what lies beyond the map being not tried. */
    static int of(ReadableMap map, int sectorBytes, long firstByte, long endByte) throws IOException {
        PlainChecksum checksum = new PlainChecksum();
        PlainBlocks.visit(map, sectorBytes, firstByte, endByte, checksum::add);
        return checksum.value();
    }

    void add(long beginByte, long endByte, BlockStatus status) {
        if (buffer.remaining() < BLOCK_BYTES) {
            drain();
        }
        buffer.putLong(beginByte).putLong(endByte).put((byte) status.letter());
    }

    int value() {
        drain();
        return (int) crc.getValue();
    }

    private void drain() {
        crc.update(buffer.flip());
        buffer.clear();
    }
}
