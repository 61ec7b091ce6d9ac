package org.salvor.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/** A GUID partition table (UEFI 2.10, 5.3), from its first copy or, where that is unreadable or damaged, from the one at the end of the drive. */
final class GuidPartitionTable {
    private static final byte[] SIGNATURE = "EFI PART".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALLEST_HEADER = 92;
    private static final int CRC_OFFSET = 16;
    private static final int SMALLEST_ENTRY = 128;
    private static final int LARGEST_ENTRY = 4096;
    private static final int MOST_ENTRIES = 1024;
    private static final int NAME_OFFSET = 56;
    private static final int NAME_BYTES = 72;
    /** Sectors asked for at once. */
    private static final int READ_SECTORS = 32;

    private final PartitionTable.Sectors sectors;
    private final long sectorCount;
    private final int sectorBytes;

    GuidPartitionTable(PartitionTable.Sectors sectors, long sectorCount, int sectorBytes) {
        this.sectors = sectors;
        this.sectorCount = sectorCount;
        this.sectorBytes = sectorBytes;
    }

    List<Partition> partitions() throws CommandFailure {
        try {
            return copyAt(1);
        } catch (CommandFailure first) {
            try {
                return copyAt(sectorCount - 1);
            } catch (CommandFailure last) {
                throw CommandFailure
                        .input("Both copies of the partition table of the source are unreadable or damaged (" + trimmed(first) + "; "
                                + trimmed(last) + "); name the sectors with --ranges.");
            }
        }
    }

    private List<Partition> copyAt(long headerLba) throws CommandFailure {
        ByteBuffer header = ByteBuffer.wrap(sectors.read(headerLba, 1)).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = header.getInt(12);
        if (!Arrays.equals(SIGNATURE, Arrays.copyOf(header.array(), SIGNATURE.length)) || headerBytes < SMALLEST_HEADER
                || headerBytes > sectorBytes) {
            throw CommandFailure.input("sector " + headerLba + " holds no header of a partition table");
        }
        int headerCrc = header.getInt(CRC_OFFSET);
        byte[] checked = Arrays.copyOf(header.array(), headerBytes);
        Arrays.fill(checked, CRC_OFFSET, CRC_OFFSET + 4, (byte) 0);
        if (crc(checked) != headerCrc) {
            throw CommandFailure.input("the checksum of the header in sector " + headerLba + " is wrong");
        }
        long entriesLba = header.getLong(72);
        int count = header.getInt(80);
        int entryBytes = header.getInt(84);
        if (count < 1 || count > MOST_ENTRIES || entryBytes < SMALLEST_ENTRY || entryBytes > LARGEST_ENTRY || entriesLba < 1
                || entriesLba >= sectorCount) {
            throw CommandFailure.input("the header in sector " + headerLba + " tells of an impossible table");
        }
        byte[] entries = read(entriesLba, count * entryBytes);
        if (crc(entries) != header.getInt(88)) {
            throw CommandFailure.input("the checksum of the entries from sector " + entriesLba + " on is wrong");
        }
        return decode(entries, count, entryBytes);
    }

    private byte[] read(long firstLba, int lengthBytes) throws CommandFailure {
        ByteBuffer all = ByteBuffer.allocate(lengthBytes);
        for (long lba = firstLba; all.hasRemaining();) {
            int wanted = Math.min(READ_SECTORS, (all.remaining() + sectorBytes - 1) / sectorBytes);
            all.put(sectors.read(lba, wanted), 0, Math.min(all.remaining(), wanted * sectorBytes));
            lba += wanted;
        }
        return all.array();
    }

    private static List<Partition> decode(byte[] entries, int count, int entryBytes) {
        List<Partition> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer entry = ByteBuffer.wrap(entries, i * entryBytes, entryBytes).slice().order(ByteOrder.LITTLE_ENDIAN);
            long first = entry.getLong(32);
            long last = entry.getLong(40);
            boolean used = entry.getLong(0) != 0 || entry.getLong(8) != 0;
            if (used && first > 0 && last >= first && last < Long.MAX_VALUE) {
                String name = new String(entries, i * entryBytes + NAME_OFFSET, NAME_BYTES, StandardCharsets.UTF_16LE);
                int end = name.indexOf('\0');
                found.add(new Partition(i + 1, first, last + 1, typeOf(entry).toString(), end < 0 ? name : name.substring(0, end)));
            }
        }
        return List.copyOf(found);
    }

    /** The first three fields of the identifier are little-endian on the drive, the rest is in order of its text. */
    private static UUID typeOf(ByteBuffer entry) {
        long high = (entry.getInt(0) & 0xFFFFFFFFL) << 32 | (entry.getShort(4) & 0xFFFFL) << 16 | entry.getShort(6) & 0xFFFFL;
        return new UUID(high, Long.reverseBytes(entry.getLong(8)));
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static String trimmed(CommandFailure failure) {
        String sentence = failure.getMessage();
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
