package org.salvor.ui;

import java.util.Arrays;
import org.salvor.station.JobView;

/**
 * How fast a job has read since this window first saw it, over drive time. Holds the whole run in a bounded number of points: when they are used up, every
 * two neighbours become one. One thread.
 */
public final class RateHistory {
    /** Points kept at most. */
    public static final int MOST_POINTS = 600;
    private static final double FIRST_SPACING_SECONDS = 0.2;

    private double[] seconds = new double[64];
    private double[] rates = new double[64];
    private int count;
    private double spacingSeconds = FIRST_SPACING_SECONDS;

    /** Notes a job's rate of this moment; nothing when its drive has not worked since the last point, or has not read at all yet. */
    public void note(JobView job) {
        note(job.driveSeconds(), job.bytesPerSecond());
    }

    void note(double driveSeconds, double bytesPerSecond) {
        if (count > 0 && driveSeconds < seconds[count - 1]) {
            count = 0; // the folder was begun anew
            spacingSeconds = FIRST_SPACING_SECONDS;
        }
        boolean early = count == 0 ? bytesPerSecond <= 0 : driveSeconds < seconds[count - 1] + spacingSeconds;
        if (early) {
            return;
        }
        if (count == MOST_POINTS) {
            halve();
        }
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, Math.min(MOST_POINTS, 2 * count));
            rates = Arrays.copyOf(rates, seconds.length);
        }
        seconds[count] = driveSeconds;
        rates[count++] = bytesPerSecond;
    }

    private void halve() {
        count /= 2;
        for (int i = 0; i < count; i++) {
            seconds[i] = seconds[2 * i + 1];
            rates[i] = (rates[2 * i] + rates[2 * i + 1]) / 2;
        }
        spacingSeconds = Math.max(2 * spacingSeconds, (seconds[count - 1] - seconds[0]) / MOST_POINTS);
    }

    /** Drive time of each point in seconds, ascending. */
    public double[] seconds() {
        return Arrays.copyOf(seconds, count);
    }

    /** Bytes a second at each point. */
    public double[] bytesPerSecond() {
        return Arrays.copyOf(rates, count);
    }
}
