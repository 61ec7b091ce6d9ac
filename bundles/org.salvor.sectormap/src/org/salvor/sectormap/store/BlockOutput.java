package org.salvor.sectormap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Writes a snapshot's body in blocks of at most 64 KiB, each led by its length and the CRC32C of generation, number and payload. */
final class BlockOutput {
    static final int MOST_PAYLOAD_BYTES = 1 << 16;
    static final int LEAD_BYTES = 8;

    private final MapFiles.Appender file;
    private final long generation;
    private final ByteBuffer block = ByteBuffer.allocate(LEAD_BYTES + MOST_PAYLOAD_BYTES).position(LEAD_BYTES);
    private int number;
    private long writtenBytes;

    BlockOutput(MapFiles.Appender file, long generation) {
        this.file = file;
        this.generation = generation;
    }

    static int checksum(long generation, int number, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putLong(generation).putInt(number).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }

    void putByte(int value) throws IOException {
        if (!block.hasRemaining()) {
            flush();
        }
        block.put((byte) value);
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    void putNumber(long value) throws IOException {
        long rest = value;
        while (rest > 0x7F) {
            putByte((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    void flush() throws IOException {
        int payload = block.position() - LEAD_BYTES;
        if (payload == 0) {
            return;
        }
        block.putInt(0, payload).putInt(4, checksum(generation, number++, block.slice(LEAD_BYTES, payload)));
        writtenBytes += block.position();
        file.write(block.flip());
        block.clear().position(LEAD_BYTES);
    }

    long writtenBytes() {
        return writtenBytes;
    }
}
