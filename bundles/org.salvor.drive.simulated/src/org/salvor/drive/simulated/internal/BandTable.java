package org.salvor.drive.simulated.internal;

import java.util.Arrays;
import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;

/**
 * Which head reads which stretch of LBAs: heads 0 to n - 1, then back from n - 1 to 0, and so on, so that the outermost heads have two
 * bands in a row. Lengths in units of the fault model. Immutable, any thread.
 */
public final class BandTable {
    private static final long LENGTHS = 0x6261_6e64;
    private static final long HEAD_FACTORS = 0x6865_6164;
    private final long[] starts;
    private final byte[] heads;
    private final long units;

    /**
     * @param units length of the drive, ≥ 1
     * @param granule every band but the last is a multiple of this many units
     */
    public BandTable(Profile profile, long seed, long units, int granule) {
        this.units = units;
        int headCount = profile.count(Parameter.HEADS);
        double spread = profile.value(Parameter.HEAD_SPREAD) / 100;
        double mean = (double) units / profile.count(Parameter.BANDS);
        long[] ends = new long[16];
        int count = 0;
        long start = 0;
        while (start < units) {
            if (count == ends.length) {
                ends = Arrays.copyOf(ends, 2 * count);
            }
            double factor = 1 + Dice.between(-spread, spread, seed, HEAD_FACTORS, headOf(count, headCount));
            double length = mean * factor
                    * Dice.between(profile.value(Parameter.BAND_LEAST), profile.value(Parameter.BAND_MOST), seed, LENGTHS, count);
            start = Math.min(units, start + Math.max(1, Math.round(length / granule)) * granule);
            ends[count++] = start;
        }
        starts = new long[count + 1];
        System.arraycopy(ends, 0, starts, 1, count);
        heads = new byte[count];
        for (int band = 0; band < count; band++) {
            heads[band] = (byte) headOf(band, headCount);
        }
    }

    /** Number of bands. */
    public int size() {
        return heads.length;
    }

    /** The band that holds a unit. */
    public int bandAt(long unit) {
        int found = Arrays.binarySearch(starts, 0, heads.length, unit);
        return found >= 0 ? found : -found - 2;
    }

    /** First unit of a band. */
    public long start(int band) {
        return starts[band];
    }

    /** First unit behind a band. */
    public long end(int band) {
        return band == heads.length - 1 ? units : starts[band + 1];
    }

    /** Head of a band. */
    public int head(int band) {
        return heads[band];
    }

    private static int headOf(int band, int headCount) {
        int place = band % (2 * headCount);
        return place < headCount ? place : 2 * headCount - 1 - place;
    }
}
