package org.salvor.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A small drive with a partition table, made byte by byte. */
final class PartitionImage {
    final int sectorBytes;
    final byte[] bytes;
    private final ByteBuffer view;

    PartitionImage(int sectorCount, int sectorBytes) {
        this.sectorBytes = sectorBytes;
        bytes = new byte[sectorCount * sectorBytes];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A table that reads this image as a drive would be read. */
    PartitionTable table() {
        return new PartitionTable((lba, count) -> Arrays.copyOfRange(bytes, (int) lba * sectorBytes, (int) (lba + count) * sectorBytes),
                sectorCount(),
                sectorBytes);
    }

    int sectorCount() {
        return bytes.length / sectorBytes;
    }

    /** An entry of the boot record in that sector. */
    PartitionImage entry(int lba, int slot, int type, int start, int length) {
        int at = lba * sectorBytes + 446 + slot * 16;
        view.put(at + 4, (byte) type).putInt(at + 8, start).putInt(at + 12, length);
        view.put(lba * sectorBytes + 510, (byte) 0x55).put(lba * sectorBytes + 511, (byte) 0xAA);
        return this;
    }

    /** A GUID partition table with both copies; each partition is first and last sector. */
    PartitionImage guid(int entrySlots, long[]... partitions) {
        entry(0, 0, 0xEE, 1, sectorCount() - 1);
        int tableSectors = (entrySlots * 128 + sectorBytes - 1) / sectorBytes;
        copy(1, sectorCount() - 1, 2, entrySlots, partitions);
        copy(sectorCount() - 1, 1, sectorCount() - 1 - tableSectors, entrySlots, partitions);
        return this;
    }

    private void copy(int headerLba, int otherLba, int tableLba, int entrySlots, long[]... partitions) {
        int table = tableLba * sectorBytes;
        for (int i = 0; i < partitions.length; i++) {
            if (partitions[i] != null) {
                int at = table + i * 128;
                // The type of Linux data, 0FC63DAF-8483-4772-8E79-3D69D8477DE4, as it stands on a drive.
                view.putInt(at, 0x0FC63DAF).putShort(at + 4, (short) 0x8483).putShort(at + 6, (short) 0x4772);
                view.put(at + 8, new byte[] { (byte) 0x8E, 0x79, 0x3D, 0x69, (byte) 0xD8, 0x47, 0x7D, (byte) 0xE4 });
                view.putLong(at + 16, i + 1).putLong(at + 32, partitions[i][0]).putLong(at + 40, partitions[i][1]);
                view.put(at + 56, ("data " + (i + 1)).getBytes(StandardCharsets.UTF_16LE));
            }
        }
        int header = headerLba * sectorBytes;
        view.put(header, "EFI PART".getBytes(StandardCharsets.US_ASCII)).putInt(header + 8, 0x10000).putInt(header + 12, 92);
        view.putLong(header + 24, headerLba).putLong(header + 32, otherLba).putLong(header + 40, 34).putLong(header + 48,
                sectorCount() - 34);
        view.putLong(header + 56, 4711).putLong(header + 72, tableLba).putInt(header + 80, entrySlots).putInt(header + 84, 128);
        view.putInt(header + 88, crc(table, entrySlots * 128));
        view.putInt(header + 16, crc(header, 92));
    }

    private int crc(int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
