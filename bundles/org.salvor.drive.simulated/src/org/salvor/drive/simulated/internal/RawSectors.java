package org.salvor.drive.simulated.internal;

import java.util.Arrays;

/**
 * What a head picks up of a sector before its errors are corrected: data and check bytes, some bits wrong, others at every read. A sector
 * that reads only sometimes has a few wrong bits anywhere; one that never reads has a damaged stretch in which nearly every third bit is
 * wrong, and a few wrong bits elsewhere. So each bit is right more often than wrong, and a majority over enough reads comes to the truth.
 * Any thread.
 */
public final class RawSectors {
    private static final long NOISE = 0x6e6f_6973;
    private static final long STRETCH = 0x7374_7265;
    private static final int LONGEST_STRETCH = 80;
    private static final int SHORTEST_STRETCH = 20;
    /** Odds that a bit of the damaged stretch is wrong. */
    private static final double WRONG = 0.3;
    /** Wrong bits of a whole sector beside the stretch: at least, and how many more at most. */
    private static final int FEWEST_WRONG = 8;
    private static final int MORE_WRONG = 24;
    private final long seed;
    private final SectorCode code;

    public RawSectors(long seed, SectorCode code) {
        this.seed = seed;
        this.code = code;
    }

    /**
     * Data and check bytes of one read.
     *
     * @param truth the sector's bytes
     * @param odds odds that a try reads the sector: 1 gives no wrong bit
     * @param read number of the read: another one, other wrong bits
     */
    public byte[] read(long sector, byte[] truth, double odds, long read) {
        byte[] check = code.checkBytes(truth);
        byte[] raw = Arrays.copyOf(truth, truth.length + check.length);
        System.arraycopy(check, 0, raw, truth.length, check.length);
        if (odds < 1) {
            long noise = Dice.roll(Dice.roll(seed, NOISE, read), NOISE, sector);
            scatter(raw, noise);
            if (odds == 0) {
                long place = Dice.roll(seed, STRETCH, sector);
                int length = SHORTEST_STRETCH + (int) Long.remainderUnsigned(place, LONGEST_STRETCH - SHORTEST_STRETCH + 1);
                int start = (int) Long.remainderUnsigned(Dice.mix(place), raw.length - length + 1);
                blur(raw, start, start + length, noise);
            }
        }
        return raw;
    }

    private static void scatter(byte[] raw, long noise) {
        int wrong = FEWEST_WRONG + (int) Long.remainderUnsigned(noise, MORE_WRONG + 1);
        for (int count = 0; count < wrong; count++) {
            long bit = Long.remainderUnsigned(Dice.roll(noise, NOISE, count), raw.length * 8L);
            raw[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        }
    }

    private static void blur(byte[] raw, int start, int end, long noise) {
        for (int index = start; index < end; index++) {
            for (int bit = 0; bit < 8; bit++) {
                if (Dice.unit(noise, STRETCH, index * 8L + bit) < WRONG) {
                    raw[index] ^= (byte) (1 << bit);
                }
            }
        }
    }
}
