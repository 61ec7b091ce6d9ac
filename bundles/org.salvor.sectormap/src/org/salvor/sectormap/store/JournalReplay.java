package org.salvor.sectormap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.salvor.sectormap.SectorMap;

/**
 * Applies a journal's whole epochs to the map of its snapshot. What follows the last whole epoch is taken for one that a crash cut short,
 * unless an epoch after that one shows that it had been durable: then the file is damaged and no map is given.
 */
final class JournalReplay {
    private static final int SCAN_BYTES = 1 << 16;

    private final MapFiles.Content content;
    private final String name;
    private final FileHeader header;
    private final SectorMap map;
    private final long lengthBytes;
    private final ByteBuffer block = ByteBuffer.allocate(BlockHeader.BYTES + BlockHeader.MOST_PAYLOAD_BYTES);

    private long endBytes = FileHeader.BYTES;
    private int checksum;
    private long epoch;
    private byte[] attachment;

    /** @param map as it was when the journal began; the replay changes it */
    JournalReplay(MapFiles.Content content, String name, FileHeader header, SectorMap map, byte[] attachment) throws IOException {
        this.content = content;
        this.name = name;
        this.header = header;
        this.map = map;
        this.attachment = attachment;
        epoch = header.epoch();
        lengthBytes = content.lengthBytes();
        checksum = FileHeader.checksumOf(header.encode());
    }

    void run() throws IOException {
        long at = endBytes;
        int place = 0;
        int previous = checksum;
        BlockHeader next = blockAt(at);
        while (next != null && next.generation() == header.generation() && next.epoch() == epoch + 1 && next.place() == place
                && next.previousChecksum() == previous) {
            at += BlockHeader.BYTES + next.payloadBytes();
            previous = next.checksum();
            place++;
            if (next.last()) {
                applyUpTo(at);
                checksum = previous;
                place = 0;
            }
            next = blockAt(at);
        }
        if (endBytes < lengthBytes) {
            refuseIfLaterEpochFollows(at);
        }
    }

    /** Bytes of the file that hold whole epochs. */
    long endBytes() {
        return endBytes;
    }

    /** Bytes after them. */
    long tornBytes() {
        return lengthBytes - endBytes;
    }

    /** Checksum that the next block has to name. */
    int checksum() {
        return checksum;
    }

    long epoch() {
        return epoch;
    }

    byte[] attachment() {
        return attachment;
    }

    /** The block that begins here, if it is whole; it then lies in the buffer. */
    private BlockHeader blockAt(long at) throws IOException {
        if (lengthBytes - at < BlockHeader.BYTES) {
            return null;
        }
        content.readFully(block.clear().limit(BlockHeader.BYTES), at);
        BlockHeader found = BlockHeader.parse(block.flip());
        if (found == null || found.payloadBytes() > lengthBytes - at - BlockHeader.BYTES) {
            return null;
        }
        block.limit(BlockHeader.BYTES + found.payloadBytes()).position(BlockHeader.BYTES);
        content.readFully(block, at + BlockHeader.BYTES);
        block.flip();
        return BlockHeader.checksumOf(block, 0, block.limit()) == found.checksum() ? found : null;
    }

    private void applyUpTo(long end) throws IOException {
        while (endBytes < end) {
            BlockHeader found = blockAt(endBytes);
            if (found == null) {
                throw new IOException(name + " changed while it was being read");
            }
            block.position(BlockHeader.BYTES);
            for (int record = 0; record < found.records(); record++) {
                if (!RecordCodec.apply(block.getLong(), block.getLong(), map)) {
                    throw new MapStoreException(
                            name + " holds a record that makes no sense for this drive, in the block at byte " + endBytes
                                    + "; restore the folder's map files from a copy");
                }
            }
            if (found.attachmentBytes() >= 0) {
                attachment = new byte[found.attachmentBytes()];
                block.get(attachment);
            }
            endBytes += BlockHeader.BYTES + found.payloadBytes();
        }
        epoch++;
    }

    private void refuseIfLaterEpochFollows(long from) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(SCAN_BYTES);
        for (long at = from; lengthBytes - at >= BlockHeader.BYTES; at += SCAN_BYTES - 3) {
            chunk.clear().limit((int) Math.min(SCAN_BYTES, lengthBytes - at));
            content.readFully(chunk, at);
            for (int offset = 0; offset + 4 <= chunk.limit(); offset++) {
                BlockHeader found = chunk.getInt(offset) == BlockHeader.MAGIC ? blockAt(at + offset) : null;
                if (found != null && found.generation() == header.generation() && found.epoch() > epoch + 1) {
                    throw new MapStoreException(name + " is damaged between bytes " + endBytes + " and " + (at + offset)
                            + ", and what follows shows that it was whole before; restore the folder's map files from a copy");
                }
            }
        }
    }
}
