package org.salvor.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.salvor.sectormap.LbaRange;

/**
 * The hashes of all segments, in a text file that only grows: a line a hash, a later line of the same segment replaces an earlier one, {@code dropped} takes it
 * back. A torn line at the end is cut off. Thread-safe.
 *
 * <pre>
 * segment 12 sectors 1572864-1703936 read 131072 SHA-256 9f86d0…
 * segment 12 dropped
 * </pre>
 */
public final class SegmentTable {
    private final Path file;
    private final long segmentSectors;
    private final TreeMap<Long, SegmentHash> hashes = new TreeMap<>();
    /** Where the last whole line ends; what lies behind is cut off by the next sync. */
    private long durableBytes;
    private final List<String> pending = new ArrayList<>();

    private SegmentTable(Path file, long segmentSectors) {
        this.file = file;
        this.segmentSectors = segmentSectors;
    }

    /**
     * Opens the table, which may not exist yet.
     *
     * @param segmentSectors sectors of a segment, ≥ 1
     * @throws IOException when the file cannot be read
     */
    public static SegmentTable open(Path file, long segmentSectors) throws IOException {
        SegmentTable table = new SegmentTable(file, segmentSectors);
        if (Files.exists(file)) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1); // a byte a character, whatever a crash has left
            table.durableBytes = text.lastIndexOf('\n') + 1;
            text.substring(0, (int) table.durableBytes).lines().forEach(table::take);
        }
        return table;
    }

    /** Sectors of a segment. */
    public long segmentSectors() {
        return segmentSectors;
    }

    /** Segments of a drive of so many sectors. */
    public long segmentsOf(long sectorCount) {
        return (sectorCount + segmentSectors - 1) / segmentSectors;
    }

    /** Sectors of a segment of such a drive. */
    public LbaRange rangeOf(long index, long sectorCount) {
        return new LbaRange(index * segmentSectors, Math.min(sectorCount, (index + 1) * segmentSectors));
    }

    /** All hashes in ascending order. */
    public synchronized Collection<SegmentHash> hashes() {
        return List.copyOf(hashes.values());
    }

    /** Hash of one segment, null when there is none. */
    public synchronized SegmentHash get(long index) {
        return hashes.get(index);
    }

    /** Takes a new hash in; durable after {@link #sync}. */
    public synchronized void put(SegmentHash hash) {
        hashes.put(hash.index(), hash);
        StringBuilder line = new StringBuilder("segment ").append(hash.index()).append(" sectors ").append(hash.firstLba()).append('-')
                .append(hash.endLba()).append(" read ").append(hash.readSectors());
        hash.digests().forEach((algorithm, hex) -> line.append(' ').append(algorithm).append(' ').append(hex));
        pending.add(line.toString());
    }

    /** Takes back the hashes of all segments that share a sector with the range. */
    public synchronized void drop(LbaRange range) {
        for (Long index : List
                .copyOf(hashes.subMap(range.firstLba() / segmentSectors, true, (range.endLba() - 1) / segmentSectors, true).keySet())) {
            hashes.remove(index);
            pending.add("segment " + index + " dropped");
        }
    }

    /** Makes everything durable. A sync that failed loses nothing: the next one writes it once more. One thread at a time. */
    public void sync() throws IOException {
        ByteBuffer lines;
        int count;
        synchronized (this) {
            count = pending.size();
            lines = StandardCharsets.UTF_8.encode(String.join("\n", pending) + "\n");
        }
        if (count == 0) {
            return;
        }
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(durableBytes).position(durableBytes);
            long end = durableBytes + lines.remaining();
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            channel.force(true);
            if (isNew) {
                forceFolder();
            }
            durableBytes = end;
        }
        synchronized (this) {
            pending.subList(0, count).clear();
        }
    }

    private void forceFolder() throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) { // elsewhere folders cannot be opened
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private void take(String line) {
        String[] words = line.split(" ");
        try {
            long index = Long.parseLong(words[1]);
            if (words[2].equals("dropped")) {
                hashes.remove(index);
                return;
            }
            int dash = words[3].indexOf('-');
            Map<String, String> digests = new TreeMap<>();
            for (int i = 6; i + 1 < words.length; i += 2) {
                digests.put(words[i], words[i + 1]);
            }
            hashes.put(index,
                    new SegmentHash(index, Long.parseLong(words[3].substring(0, dash)), Long.parseLong(words[3].substring(dash + 1)),
                            Long.parseLong(words[5]), digests));
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            // A damaged line is worth nothing: its segment is hashed again from the destination.
            System.getLogger(SegmentTable.class.getName()).log(System.Logger.Level.WARNING, "{0}: line ignored: {1}", file, line);
        }
    }
}
