package org.salvor.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The partitions of a drive, as its master boot record (with the chain of logical drives) or its GUID partition table tells. Pure: reads through a function. */
final class PartitionTable {
    private static final int TABLE_OFFSET = 446;
    private static final int ENTRY_BYTES = 16;
    private static final int SIGNATURE_OFFSET = 510;
    private static final int PROTECTIVE = 0xEE;
    private static final int FIRST_LOGICAL = 5;
    /** More logical drives than any system makes; ends a chain that bites its tail. */
    private static final int MOST_LOGICAL = 128;

    private final Sectors sectors;
    private final long sectorCount;
    private final int sectorBytes;

    PartitionTable(Sectors sectors, long sectorCount, int sectorBytes) {
        this.sectors = sectors;
        this.sectorCount = sectorCount;
        this.sectorBytes = sectorBytes;
    }

    /** Reads sectors of the drive. */
    @FunctionalInterface
    interface Sectors {
        /**
         * All bytes of these sectors.
         *
         * @throws CommandFailure when one of them cannot be read
         */
        byte[] read(long firstLba, int count) throws CommandFailure;
    }

    /**
     * The partition with this number.
     *
     * @throws CommandFailure when there is none, or the table cannot be read
     */
    Partition partition(int number) throws CommandFailure {
        List<Partition> all = partitions();
        Partition found = all.stream().filter(partition -> partition.number() == number).findFirst().orElseThrow(() -> CommandFailure
                .input("The source has no partition " + number + "; it has " + numbers(all) + ", or name the sectors with --ranges."));
        if (found.endLba() > sectorCount) {
            throw CommandFailure
                    .input("Partition " + number + " ends at sector " + (found.endLba() - 1) + ", behind the last sector of the source, "
                            + (sectorCount - 1) + "; name the sectors with --ranges.");
        }
        return found;
    }

    /**
     * All partitions in the order of the table.
     *
     * @throws CommandFailure when there is no table, or it cannot be read
     */
    List<Partition> partitions() throws CommandFailure {
        byte[] first = sectors.read(0, 1);
        List<Entry> entries = hasSignature(first) ? entries(first) : List.of();
        if (entries.stream().anyMatch(entry -> entry.type == PROTECTIVE)) {
            return new GuidPartitionTable(sectors, sectorCount, sectorBytes).partitions();
        }
        if (entries.isEmpty() || entries.stream().anyMatch(Entry::impossible)) {
            throw CommandFailure.input("Sector 0 of the source holds no partition table; name the sectors with --ranges.");
        }
        List<Partition> found = new ArrayList<>();
        List<Partition> logical = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.extended()) {
                followChain(entry.start, logical);
            } else {
                found.add(entry.partition(entry.slot + 1, 0));
            }
        }
        found.addAll(logical);
        return List.copyOf(found);
    }

    /** Each logical drive has a boot record of its own: its first entry is the drive, its second the next boot record. */
    private void followChain(long extendedStart, List<Partition> logical) throws CommandFailure {
        long bootRecord = extendedStart;
        for (int i = 0; i < MOST_LOGICAL && bootRecord < sectorCount; i++) {
            byte[] sector = sectors.read(bootRecord, 1);
            if (!hasSignature(sector)) {
                return;
            }
            long next = 0;
            for (Entry entry : entries(sector)) {
                if (entry.extended()) {
                    next = extendedStart + entry.start;
                } else if (entry.slot == 0) {
                    logical.add(entry.partition(FIRST_LOGICAL + logical.size(), bootRecord));
                }
            }
            if (next <= bootRecord) {
                return;
            }
            bootRecord = next;
        }
    }

    private static boolean hasSignature(byte[] sector) {
        return sector[SIGNATURE_OFFSET] == 0x55 && sector[SIGNATURE_OFFSET + 1] == (byte) 0xAA;
    }

    private static List<Entry> entries(byte[] sector) {
        ByteBuffer bytes = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN);
        List<Entry> entries = new ArrayList<>();
        for (int slot = 0; slot < 4; slot++) {
            int at = TABLE_OFFSET + slot * ENTRY_BYTES;
            Entry entry = new Entry(slot, bytes.get(at) & 0xFF, bytes.get(at + 4) & 0xFF, bytes.getInt(at + 8) & 0xFFFFFFFFL,
                    bytes.getInt(at + 12) & 0xFFFFFFFFL);
            if (entry.type != 0 && (entry.length != 0 || entry.type == PROTECTIVE)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static String numbers(List<Partition> partitions) {
        if (partitions.isEmpty()) {
            return "none";
        }
        return String.join(", ", partitions.stream()
                .map(partition -> partition.number() + " (sectors " + partition.firstLba() + " to " + (partition.endLba() - 1) + ")")
                .toList());
    }

    /** An entry of a boot record: start counts from what the record says, length in sectors. */
    private record Entry(int slot, int status, int type, long start, long length) {
        boolean extended() {
            return type == 0x05 || type == 0x0F || type == 0x85;
        }

        /** Whether this cannot be an entry at all, as when the sector is the boot sector of a file system. */
        boolean impossible() {
            return (status & 0x7F) != 0 || start == 0;
        }

        Partition partition(int number, long base) {
            return new Partition(number, base + start, base + start + length, String.format("%02X", type), "");
        }
    }
}
