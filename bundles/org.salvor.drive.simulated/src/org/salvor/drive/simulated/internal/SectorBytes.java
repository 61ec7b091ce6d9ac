package org.salvor.drive.simulated.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What stands on a drive as it was made. Every sector names itself: {@code Sector: 0000000000001234, seed 00000000000000000007
 * (simulated)}, then pseudo-random bytes that follow from the same two numbers, so that any wrong byte can be proven wrong. Any thread.
 */
public final class SectorBytes {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int NAME_BYTES = 64;
    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final long FACTOR = 0xD6E8_FEB8_6659_FD93L;
    private final long seed;
    private final int sectorBytes;
    private final long[] name = new long[NAME_BYTES / 8];

    /** @param sectorBytes bytes of a sector, a multiple of 8 of at least 64 */
    public SectorBytes(long seed, int sectorBytes) {
        this.seed = seed;
        this.sectorBytes = sectorBytes;
        String text = "Sector: %016d, seed %020d (simulated)\n".formatted(0, seed);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(MemorySegment.ofArray(bytes), WORD, 0, name, 0, name.length);
    }

    /** Bytes of a sector. */
    public int sectorBytes() {
        return sectorBytes;
    }

    /** Writes {@code count} sectors from {@code firstSector} on into {@code into} from byte {@code offset} on. */
    public void fill(long firstSector, long count, MemorySegment into, long offset) {
        long at = offset;
        for (long sector = firstSector; sector < firstSector + count; sector++) {
            into.set(WORD, at, name[0]);
            into.set(WORD, at + 8, digits(sector / EIGHT_DIGITS));
            into.set(WORD, at + 16, digits(sector % EIGHT_DIGITS));
            for (int word = 3; word < name.length; word++) {
                into.set(WORD, at + 8L * word, name[word]);
            }
            long state = Dice.mix(seed ^ sector * GAMMA);
            long end = at + sectorBytes;
            for (long place = at + NAME_BYTES; place < end; place += 8) {
                state += GAMMA;
                long mixed = (state ^ state >>> 32) * FACTOR;
                into.set(WORD, place, mixed ^ mixed >>> 32);
            }
            at = end;
        }
    }

    /** Eight ASCII digits of a number below 10^8, the first in the lowest byte. */
    private static long digits(long number) {
        long pairs = number / 10_000 | number % 10_000 << 32;
        long hundreds = (pairs * 10_486 >>> 20 & 0x7F_0000_007FL);
        long halves = hundreds | pairs - hundreds * 100 << 16;
        long tens = halves * 103 >>> 10 & 0x000F_000F_000F_000FL;
        return (tens | halves - tens * 10 << 8) + 0x3030_3030_3030_3030L;
    }
}
