package org.salvor.sectormap.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;

/** Writes epochs at the end of a journal. */
final class JournalWriter implements Closeable {
    private final MapFiles.Appender file;
    private final long generation;
    private final ByteBuffer block = ByteBuffer.allocate(BlockHeader.BYTES + BlockHeader.MOST_PAYLOAD_BYTES);
    private long lengthBytes;
    private int checksum;
    private long durableBytes;

    /** Goes on with a journal whose whole epochs end at {@code lengthBytes} with a block of this checksum. */
    JournalWriter(MapFiles.Appender file, long generation, long lengthBytes, int checksum) {
        this.file = file;
        this.generation = generation;
        this.lengthBytes = lengthBytes;
        durableBytes = lengthBytes;
        this.checksum = checksum;
    }

    /** Begins a new journal file, which is synced then. */
    static JournalWriter begin(MapFiles files, String name, FileHeader header) throws IOException {
        MapFiles.Appender file = files.create(name);
        try {
            ByteBuffer bytes = header.encode();
            int checksum = FileHeader.checksumOf(bytes);
            file.write(bytes);
            file.sync();
            return new JournalWriter(file, header.generation(), FileHeader.BYTES, checksum);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Bytes that hold epochs whose sync went well. */
    long durableBytes() {
        return durableBytes;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** Writes one epoch and syncs. */
    void append(long number, Epoch epoch) throws IOException {
        int place = 0;
        int records = 0;
        block.clear().position(BlockHeader.BYTES);
        for (MapChange change : epoch.changes()) {
            for (long n = 0; n < RecordCodec.recordsFor(change); n++) {
                if (records == BlockHeader.MOST_RECORDS) {
                    write(number, place++, records, -1, false);
                    records = 0;
                }
                RecordCodec.write(change, n, block);
                records++;
            }
        }
        Iterator<LatencyChange> latencies = epoch.latencies().iterator();
        while (latencies.hasNext()) {
            if (records == BlockHeader.MOST_RECORDS) {
                write(number, place++, records, -1, false);
                records = 0;
            }
            RecordCodec.write(latencies.next(), block);
            records++;
        }
        if (epoch.attachment() != null) {
            block.put(epoch.attachment());
        }
        write(number, place, records, epoch.attachment() == null ? -1 : epoch.attachment().length, true);
        file.sync();
        durableBytes = lengthBytes;
    }

    private void write(long epoch, int place, int records, int attachmentBytes, boolean last) throws IOException {
        block.flip();
        checksum = new BlockHeader(records, attachmentBytes, place, last, generation, epoch, checksum, 0).seal(block);
        lengthBytes += block.limit();
        file.write(block);
        block.clear().position(BlockHeader.BYTES);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
