package org.salvor.sectormap.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a snapshot or journal: kind (8 letters), version of the format, attachment length, generation, sectors of the
 * drive, number of the last epoch the snapshot holds, number of runs, number of latency cells, checksum. A journal leaves the last three
 * counts 0.
 *
 * @param kind {@link #SNAPSHOT} or {@link #JOURNAL}
 * @param generation number that links a journal to the snapshot it goes on from
 * @param sectorCount sectors of the drive
 * @param epoch last epoch that the snapshot holds
 * @param runs runs that follow, in a snapshot
 * @param latencies latency cells that follow, in a snapshot
 * @param attachmentBytes length of the attachment that follows, in a snapshot; -1 for none
 */
record FileHeader(String kind, long generation, long sectorCount, long epoch, long runs, int latencies, int attachmentBytes) {
    static final String SNAPSHOT = "SALVSNAP";
    static final String JOURNAL = "SALVJRNL";
    static final int BYTES = 64;
    static final int VERSION = 1;

    private static final int CHECKSUM_OFFSET = 60;

    ByteBuffer encode() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        buffer.put(kind.getBytes(StandardCharsets.US_ASCII)).putInt(VERSION).putInt(attachmentBytes).putLong(generation)
                .putLong(sectorCount);
        buffer.putLong(epoch).putLong(runs).putInt(latencies);
        buffer.putInt(CHECKSUM_OFFSET, checksumOf(buffer));
        return buffer.rewind();
    }

    static int checksumOf(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }

    /** Reads and checks the header of a file. */
    static FileHeader read(String name, String kind, MapFiles.Content content) throws IOException {
        if (content.lengthBytes() < BYTES) {
            throw new MapStoreException(
                    name + " has only " + content.lengthBytes() + " bytes and no whole header; restore the file from a copy");
        }
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        content.readFully(buffer, 0);
        byte[] letters = new byte[8];
        buffer.flip().get(letters);
        boolean isKind = new String(letters, StandardCharsets.US_ASCII).equals(kind);
        boolean isWhole = buffer.getInt(CHECKSUM_OFFSET) == checksumOf(buffer);
        int version = buffer.getInt();
        if (isKind && isWhole && version != VERSION) {
            throw new MapStoreException(
                    name + " is written in format " + version + " and this program knows format " + VERSION
                            + "; open it with a newer program");
        }
        if (!isKind || !isWhole) {
            throw new MapStoreException(
                    name + (isKind ? " has a damaged header" : " is not a map file") + "; restore the file from a copy");
        }
        int attachmentBytes = buffer.getInt();
        FileHeader header = new FileHeader(kind, buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getInt(),
                attachmentBytes);
        if (header.sectorCount < 1 || header.sectorCount > RecordCodec.MOST_SECTORS) {
            throw new MapStoreException(name + " speaks of a drive of " + header.sectorCount + " sectors; restore the file from a copy");
        }
        return header;
    }
}
