package org.salvor.imaging;

/** Rates and time left, from drive time and sectors. Owner thread only. */
final class Pace {
    private static final int SAMPLES = 16;
    private static final long SAMPLE_NANOS = 250_000_000L;

    private final int sectorBytes;
    private final long[] times = new long[SAMPLES];
    private final long[] sectorsAt = new long[SAMPLES];
    private int count;
    private final long startNanos;
    private long sectors;

    Pace(int sectorBytes, long nowNanos) {
        this.sectorBytes = sectorBytes;
        startNanos = nowNanos;
        sample(nowNanos);
    }

    /** Notes sectors that were read well. */
    void read(long moreSectors, long nowNanos) {
        sectors += moreSectors;
        if (nowNanos - times[(count - 1) % SAMPLES] >= SAMPLE_NANOS) {
            sample(nowNanos);
        }
    }

    private void sample(long nowNanos) {
        times[count % SAMPLES] = nowNanos;
        sectorsAt[count % SAMPLES] = sectors;
        count++;
    }

    /** Bytes a second over the last samples, about four seconds. */
    double recent(long nowNanos) {
        int oldest = count <= SAMPLES ? 0 : count % SAMPLES;
        return rate(sectors - sectorsAt[oldest], nowNanos - times[oldest]);
    }

    /** Bytes a second since the start. */
    double average(long nowNanos) {
        return rate(sectors, nowNanos - startNanos);
    }

    private double rate(long readSectors, long nanos) {
        return nanos <= 0 ? 0 : readSectors * (double) sectorBytes * 1e9 / nanos;
    }
}
