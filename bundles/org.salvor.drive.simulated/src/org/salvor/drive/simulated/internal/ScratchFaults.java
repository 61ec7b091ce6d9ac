package org.salvor.drive.simulated.internal;

import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;

/**
 * A scratch: one crossing a track, at a fixed pitch with a little jitter, its width drifting. What lies behind the end of the drive is left
 * out.
 */
final class ScratchFaults {
    private static final long SHAPE = 0x7363_7261;
    private static final long JITTER = 0x6a69_7474;
    private static final long DRIFT = 0x6472_6966;

    private ScratchFaults() {
    }

    static void add(Profile profile, long seed, long units, StretchFaults.Builder faults) {
        int crossings = profile.count(Parameter.SCRATCH_CROSSINGS);
        long start = (long) (units
                * Dice.between(profile.value(Parameter.SCRATCH_START_LEAST), profile.value(Parameter.SCRATCH_START_MOST), seed, SHAPE, 0)
                / 100);
        double pitch = Dice.between(profile.value(Parameter.SCRATCH_PITCH_LEAST), profile.value(Parameter.SCRATCH_PITCH_MOST) + 1, seed,
                SHAPE, 1);
        int jitter = profile.count(Parameter.SCRATCH_JITTER);
        int drift = profile.count(Parameter.SCRATCH_DRIFT);
        int widest = profile.count(Parameter.SCRATCH_WIDTH);
        int width = 1 + (int) (Dice.unit(seed, SHAPE, 2) * widest);
        for (int crossing = 0; crossing < crossings; crossing++) {
            long at = start + crossing * (long) pitch + step(seed, JITTER, crossing, jitter);
            faults.add(at, at + width);
            width = Math.clamp(width + step(seed, DRIFT, crossing, drift), 1, widest);
        }
    }

    /** A whole number from -most to most. */
    private static int step(long seed, long purpose, long index, int most) {
        return (int) (Dice.unit(seed, purpose, index) * (2 * most + 1)) - most;
    }
}
