package org.salvor.drive.simulated.internal;

import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;

/**
 * Damage of one head: all of its bands, or a patch in a share of its runs. Patches are never listed but rolled from the seed whenever they
 * are asked for, so that a drive of any size costs nothing. A larger share has the patches of a smaller one and more.
 */
final class HeadFaults implements FaultSource {
    private static final long HIT = 0x7061_7463;
    private static final long PLACE = 0x706f_7369;
    private static final long WIDTH = 0x7769_6474;
    private final BandTable bands;
    private final long seed;
    private final int head;
    private final int run;
    private final int widest;
    private final double share;

    private HeadFaults(BandTable bands, long seed, int head, int run, int widest, double share) {
        this.bands = bands;
        this.seed = seed;
        this.head = head;
        this.run = run;
        this.widest = widest;
        this.share = share;
    }

    /** A head that reads nothing. */
    static HeadFaults dead(BandTable bands, int head) {
        return new HeadFaults(bands, 0, head, 0, 0, 1);
    }

    /** A head with patches in a share (0 to 1) of its runs. */
    static HeadFaults weak(Profile profile, BandTable bands, long seed, double share) {
        int run = profile.count(Parameter.WEAK_HEAD_RUN);
        return new HeadFaults(bands, seed, profile.count(Parameter.WEAK_HEAD), run, Math.min(run, profile.count(Parameter.WEAK_HEAD_PATCH)),
                share);
    }

    /** The same head with patches in another share of its runs. */
    HeadFaults withShare(double other) {
        return new HeadFaults(bands, seed, head, run, widest, other);
    }

    @Override
    public long next(long from, long end) {
        long unit = from;
        while (unit < end) {
            int band = bands.bandAt(unit);
            long bandEnd = bands.end(band);
            if (bands.head(band) == head) {
                long found = run == 0 ? unit : nextPatch(bands.start(band), unit, Math.min(end, bandEnd));
                if (found < Math.min(end, bandEnd)) {
                    return found;
                }
            }
            unit = bandEnd;
        }
        return end;
    }

    @Override
    public long stretchEnd(long unit) {
        int band = bands.bandAt(unit);
        if (run == 0) {
            int last = band;
            while (last + 1 < bands.size() && bands.head(last + 1) == head) {
                last++;
            }
            return bands.end(last);
        }
        long runStart = runStart(bands.start(band), unit);
        return Math.min(bands.end(band), patchStart(runStart) + patchLength(runStart));
    }

    @Override
    public long place(long unit) {
        long start = bands.start(bands.bandAt(unit));
        return run == 0 ? start : runStart(start, unit);
    }

    private long nextPatch(long bandStart, long from, long end) {
        for (long runStart = runStart(bandStart, from); runStart < end; runStart += run) {
            if (Dice.unit(seed, HIT, runStart) < share) {
                long start = patchStart(runStart);
                if (from < start + patchLength(runStart)) {
                    return Math.min(end, Math.max(from, start));
                }
            }
        }
        return end;
    }

    private long runStart(long bandStart, long unit) {
        return unit - (unit - bandStart) % run;
    }

    private int patchLength(long runStart) {
        return 1 + (int) (Dice.unit(seed, WIDTH, runStart) * widest);
    }

    private long patchStart(long runStart) {
        return runStart + (long) (Dice.unit(seed, PLACE, runStart) * (run - patchLength(runStart) + 1));
    }
}
