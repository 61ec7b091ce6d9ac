package org.salvor.sectormap;

/**
 * The logarithmic scale of read times: one byte, 0 for no read, then eight steps an octave from 1/16 ms on. A code from 1 to 255 covers 0
 * ms to about 60 hours with an error of at most 12.5 %.
 */
public final class Latency {
    /** Code of a cell in which no read was noted. */
    public static final int NONE = 0;
    /** Largest code; stands for anything slower too. */
    public static final int SLOWEST = 255;

    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;

    private Latency() {
    }

    /** The code 1..{@link #SLOWEST} of a time in microseconds, 0 or more. */
    public static int code(long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException("a read of " + micros + " microseconds");
        }
        long units = Math.min(micros, Long.MAX_VALUE >> 5) * 16 / 1000 + 1;
        int octave = 63 - Long.numberOfLeadingZeros(units);
        int step = (int) ((units << STEP_BITS >>> octave) - STEPS);
        return Math.min(SLOWEST, 1 + octave * STEPS + step);
    }

    /** Least time in milliseconds that has this code (0..255); -1 for {@link #NONE}. */
    public static double millis(int code) {
        if (code == NONE) {
            return -1;
        }
        int octave = (code - 1) / STEPS;
        int step = (code - 1) % STEPS;
        return ((1L << octave) * (1 + step / (double) STEPS) - 1) / 16;
    }
}
