package org.salvor.sectormap.text;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C over the blocks of a map text as numbers, so that it does not depend on blanks, comments or the way numbers are written. */
final class PlainChecksum {
    private static final int BLOCK_BYTES = 17;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK_BYTES * 512);

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
