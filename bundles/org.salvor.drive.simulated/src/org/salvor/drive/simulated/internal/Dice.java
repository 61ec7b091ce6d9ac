package org.salvor.drive.simulated.internal;

/**
 * Random numbers without state: the same seed, purpose and index give the same number whenever and in whatever order they are asked for.
 * That is what makes a drive the same drive again, however it is read. Any thread.
 */
public final class Dice {
    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Dice() {
    }

    /** Finalizer of SplitMix64: every bit of {@code value} moves about half of the result's bits. */
    public static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** 64 random bits for the {@code index}-th event of a purpose. */
    public static long roll(long seed, long purpose, long index) {
        return mix(mix(seed + purpose * GAMMA) + index * GAMMA);
    }

    /** A number from 0 to below 1 for the {@code index}-th event of a purpose. */
    public static double unit(long seed, long purpose, long index) {
        return (roll(seed, purpose, index) >>> 11) * UNIT;
    }

    /** A number from {@code least} to below {@code most} for the {@code index}-th event of a purpose. */
    public static double between(double least, double most, long seed, long purpose, long index) {
        return least + (most - least) * unit(seed, purpose, index);
    }
}
