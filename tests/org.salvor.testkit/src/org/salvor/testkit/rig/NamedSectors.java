package org.salvor.testkit.rig;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Content in which every sector names itself: words made from a seed and the sector's own number, so that any wrong or misplaced byte is seen.
 *
 * @param seed two images of different seeds differ in every sector
 * @param sectorBytes a multiple of 8
 */
public record NamedSectors(long seed, int sectorBytes) {
    private static final int SECTORS_A_WRITE = 2048;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Makes an image of {@code sectorCount} sectors. */
    public Path write(Path image, long sectorCount) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (long first = 0; first < sectorCount; first += SECTORS_A_WRITE) {
                int count = (int) Math.min(SECTORS_A_WRITE, sectorCount - first);
                ByteBuffer block = ByteBuffer.allocate(count * sectorBytes);
                fill(MemorySegment.ofBuffer(block), first, count);
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
        }
        return image;
    }

    /** Puts sectors from {@code firstLba} on into memory. */
    public void fill(MemorySegment into, long firstLba, long sectorCount) {
        for (long sector = 0; sector < sectorCount; sector++) {
            for (int at = 0; at < sectorBytes; at += Long.BYTES) {
                into.set(WORD, sector * sectorBytes + at, word(firstLba + sector, at));
            }
        }
    }

    /** The first of these sectors whose bytes in memory are not its own, or -1 where all are right. */
    public long firstWrong(MemorySegment memory, long firstLba, long sectorCount) {
        for (long sector = 0; sector < sectorCount; sector++) {
            for (int at = 0; at < sectorBytes; at += Long.BYTES) {
                if (memory.get(WORD, sector * sectorBytes + at) != word(firstLba + sector, at)) {
                    return firstLba + sector;
                }
            }
        }
        return -1;
    }

    /** A finalizer of the SplitMix64 kind over seed, sector and place. */
    private long word(long lba, int at) {
        long z = seed * 0x9E3779B97F4A7C15L + lba * 0xD1B54A32D192ED03L + at;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
