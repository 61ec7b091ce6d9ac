package org.salvor.drive.simulated.internal;

import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;

/**
 * Latent errors as field studies describe them: at a few places of the drive, each place a walk of bursts whose distances follow a Pareto
 * law. A distance that would leave the place is rolled again.
 */
final class ClusteredFaults {
    private static final long PLACE = 0x706c_6163;
    private static final long BURSTS = 0x6275_7273;
    private static final long DISTANCE = 0x6469_7374;
    private static final long LENGTH = 0x6c65_6e67;
    private static final long ENDS = 0x656e_6473;
    private static final int[] LENGTHS = { 1, 8, 16, 64 };
    private static final int ROLLS = 64;

    private ClusteredFaults() {
    }

    static void add(Profile profile, long seed, long units, int unitBytes, StretchFaults.Builder faults) {
        if (units > 0 && Dice.unit(seed, ENDS, 0) < profile.value(Parameter.CLUSTERED_LAST)) {
            faults.add(units - 1, units);
        }
        if (Dice.unit(seed, ENDS, 1) < profile.value(Parameter.CLUSTERED_FIRST)) {
            faults.add(0, 1);
        }
        int places = profile.count(Parameter.CLUSTERED_PLACES);
        long reach = Math.max(1, Math.round(profile.value(Parameter.CLUSTERED_REACH) * 1e6 / unitBytes));
        int least = profile.count(Parameter.CLUSTERED_BURSTS_LEAST);
        int most = Math.max(least, profile.count(Parameter.CLUSTERED_BURSTS_MOST));
        for (int place = 0; place < places; place++) {
            long start = (long) (Dice.unit(seed, PLACE, place) * units);
            long placeSeed = Dice.roll(seed, PLACE, place);
            int bursts = least + (int) (Dice.unit(placeSeed, BURSTS, 0) * (most - least + 1));
            walk(profile, placeSeed, start, start + reach, bursts, faults);
        }
    }

    private static void walk(Profile profile, long seed, long start, long limit, int bursts, StretchFaults.Builder faults) {
        double gap = profile.value(Parameter.CLUSTERED_GAP);
        double power = -1 / profile.value(Parameter.CLUSTERED_SHAPE);
        long at = start;
        for (int burst = 0; burst < bursts; burst++) {
            int length = LENGTHS[(int) (Dice.unit(seed, LENGTH, burst) * LENGTHS.length)];
            faults.add(at, at + length);
            long next = Long.MAX_VALUE;
            for (int roll = 0; roll < ROLLS && next >= limit; roll++) {
                double away = gap * Math.pow(1 - Dice.unit(seed, DISTANCE, (long) burst * ROLLS + roll), power);
                next = at + length + (long) Math.min(away, 1e15);
            }
            if (next >= limit) {
                return;
            }
            at = next;
        }
    }
}
