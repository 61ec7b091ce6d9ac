package org.salvor.sectormap.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads what {@link BlockOutput} wrote, and nothing that it did not. */
final class BlockInput {
    private final MapFiles.Content content;
    private final String name;
    private final long generation;
    private final ByteBuffer lead = ByteBuffer.allocate(BlockOutput.LEAD_BYTES);
    private final ByteBuffer block = ByteBuffer.allocate(BlockOutput.MOST_PAYLOAD_BYTES).limit(0);
    private int number;
    private long position;

    BlockInput(MapFiles.Content content, String name, long generation, long position) {
        this.content = content;
        this.name = name;
        this.generation = generation;
        this.position = position;
    }

    int nextByte() throws IOException {
        if (!block.hasRemaining()) {
            fill();
        }
        return block.get() & 0xFF;
    }

    long nextNumber() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = nextByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("holds a number that is too long");
    }

    /** @throws MapStoreException when something follows what was read */
    void expectEnd() throws IOException {
        if (block.hasRemaining() || position != content.lengthBytes()) {
            throw damaged("goes on after its end");
        }
    }

    MapStoreException damaged(String what) {
        return new MapStoreException(name + " is damaged before byte " + position + " (it " + what + "); restore the file from a copy");
    }

    private void fill() throws IOException {
        long left = content.lengthBytes() - position;
        if (left < BlockOutput.LEAD_BYTES) {
            throw damaged("ends too early");
        }
        content.readFully(lead.clear(), position);
        int payload = lead.getInt(0);
        if (payload < 1 || payload > BlockOutput.MOST_PAYLOAD_BYTES || payload > left - BlockOutput.LEAD_BYTES) {
            throw damaged("ends too early or gives a wrong length");
        }
        content.readFully(block.clear().limit(payload), position + BlockOutput.LEAD_BYTES);
        block.flip();
        if (lead.getInt(4) != BlockOutput.checksum(generation, number++, block.duplicate())) {
            throw damaged("fails its checksum");
        }
        position += BlockOutput.LEAD_BYTES + payload;
    }
}
