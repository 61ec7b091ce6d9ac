package org.salvor.sectormap.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The 40 bytes before the payload of a journal block: magic, number of records, length of the attachment after them (-1 for none), place in
 * the epoch with the top bit set on the last block, generation, epoch, checksum of the block before, checksum of this one.
 *
 * @param records 16-byte records in the payload
 * @param attachmentBytes bytes of attachment after them; -1 for no attachment
 * @param place number of the block in its epoch, from 0
 * @param last whether the epoch is complete with this block
 * @param generation of the journal
 * @param epoch number of the epoch
 * @param previousChecksum of the block before, or of the file header
 * @param checksum CRC32C of the header up to here and the payload
 */
record BlockHeader(int records, int attachmentBytes, int place, boolean last, long generation, long epoch, int previousChecksum,
        int checksum) {
    static final int BYTES = 40;
    static final int MAGIC = 0x53424C4B;
    static final int MOST_RECORDS = 4096;
    static final int MOST_PAYLOAD_BYTES = MOST_RECORDS * RecordCodec.RECORD_BYTES + Epoch.MOST_ATTACHMENT_BYTES;

    private static final int CHECKSUM_OFFSET = 36;

    int payloadBytes() {
        return records * RecordCodec.RECORD_BYTES + Math.max(0, attachmentBytes);
    }

    /** The header at the buffer's position, which does not move; null when these bytes cannot be one. */
    static BlockHeader parse(ByteBuffer buffer) {
        int at = buffer.position();
        if (buffer.getInt(at) != MAGIC) {
            return null;
        }
        int place = buffer.getInt(at + 12);
        BlockHeader header = new BlockHeader(buffer.getInt(at + 4), buffer.getInt(at + 8), place & Integer.MAX_VALUE, place < 0,
                buffer.getLong(at + 16), buffer.getLong(at + 24), buffer.getInt(at + 32), buffer.getInt(at + CHECKSUM_OFFSET));
        boolean possible = header.records >= 0 && header.records <= MOST_RECORDS && header.attachmentBytes >= -1
                && header.attachmentBytes <= Epoch.MOST_ATTACHMENT_BYTES;
        return possible ? header : null;
    }

    /** Writes the header into the first bytes of a block whose payload is in place from {@link #BYTES} to the limit; gives its checksum. */
    int seal(ByteBuffer block) {
        block.putInt(0, MAGIC).putInt(4, records).putInt(8, attachmentBytes).putInt(12, place | (last ? Integer.MIN_VALUE : 0));
        block.putLong(16, generation).putLong(24, epoch).putInt(32, previousChecksum);
        int sum = checksumOf(block, 0, block.limit());
        block.putInt(CHECKSUM_OFFSET, sum);
        return sum;
    }

    /** CRC32C of the block at from..to, without its checksum field. */
    static int checksumOf(ByteBuffer buffer, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(from, CHECKSUM_OFFSET));
        crc.update(buffer.slice(from + BYTES, to - from - BYTES));
        return (int) crc.getValue();
    }
}
