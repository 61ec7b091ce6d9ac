package org.salvor.drive.simulated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.salvor.drive.simulated.internal.Dice;

/**
 * What goes wrong with commands wherever they read: freezes, drives that drop off the bus, interface errors, hangs after failures, lies.
 * Each is rolled from the seed and the number of the command, so that the same commands meet the same mishaps.
 */
final class Mishaps {
    private static final long HANG = 0x6861_6e67;
    private static final long CURE = 0x6375_7265;
    private static final long FREEZE = 0x6672_6565;
    private static final long VANISH = 0x7661_6e69;
    private static final long CRC = 0x6372_6300;
    private static final long LIE = 0x6c69_6500;
    private static final long ELSEWHERE = 0x656c_7365;
    private static final long GARBAGE = 0x6761_7262;
    private static final int LIES_KEPT = 100_000;
    private final Profile profile;
    private final long seed;
    private final Recurring freeze;
    private final Recurring vanish;
    private final Recurring crc;
    private final Recurring lie;
    private final List<Lie> lies = new ArrayList<>();
    private boolean garbage;

    /** What happens to a command that reads. */
    enum Event {
        NONE, FREEZE, VANISH, CRC
    }

    Mishaps(Profile profile, long seed) {
        this.profile = profile;
        this.seed = seed;
        freeze = new Recurring(Parameter.FREEZE, FREEZE);
        vanish = new Recurring(Parameter.VANISH, VANISH);
        crc = new Recurring(Parameter.CRC, CRC);
        lie = new Recurring(Parameter.LIE, LIE);
        freeze.plan(0);
        vanish.plan(0);
        crc.plan(0);
    }

    /** How many reads from the {@code reads}-th on, exclusive, meet no event. */
    long quietReads(long reads) {
        return Math.min(freeze.next, Math.min(vanish.next, crc.next)) - reads - 1;
    }

    /** How many reads that move data from the {@code dataReads}-th on, exclusive, tell the truth. */
    long honestReads(long dataReads) {
        return garbage ? 0 : lie.next - dataReads - 1;
    }

    /** What happens to the {@code reads}-th read. */
    Event at(long reads) {
        boolean freezes = freeze.due(reads);
        boolean vanishes = vanish.due(reads);
        boolean damaged = crc.due(reads);
        return freezes ? Event.FREEZE : vanishes ? Event.VANISH : damaged ? Event.CRC : Event.NONE;
    }

    /** What it takes to end the hang that the {@code failures}-th failed read leaves; null when it leaves none. */
    HangCure hangAfter(long failures) {
        if (Dice.unit(seed, HANG, failures) >= profile.value(Parameter.HANG)) {
            return null;
        }
        double roll = Dice.unit(seed, CURE, failures) * 100;
        double soft = profile.value(Parameter.HANG_SOFT);
        return roll < soft ? HangCure.SOFT_RESET : roll < soft + profile.value(Parameter.HANG_HARD) ? HangCure.HARD_RESET : HangCure.POWER;
    }

    /** A reset of any kind came, the {@code resets}-th. */
    void reset(long resets, long dataReads) {
        garbage = Dice.unit(seed, GARBAGE, resets) < profile.value(Parameter.GARBAGE);
        if (lie.next == Long.MAX_VALUE) {
            lie.plan(dataReads);
        }
    }

    /**
     * Where the {@code dataReads}-th read that moves data really takes it from.
     *
     * @param firstLba where it was asked to take it from
     * @param driveSectors sectors of the drive
     */
    long dataLba(long firstLba, int count, long driveSectors, long dataReads) {
        boolean due = lie.due(dataReads);
        long room = driveSectors - count;
        if (!due && !garbage || room == 0) {
            return firstLba;
        }
        long elsewhere = Long.remainderUnsigned(Dice.roll(seed, ELSEWHERE, dataReads), room + 1);
        return elsewhere != firstLba ? elsewhere : elsewhere == 0 ? 1 : elsewhere - 1;
    }

    void note(Lie told) {
        if (lies.size() < LIES_KEPT) {
            lies.add(told);
        }
    }

    List<Lie> lies() {
        return Collections.unmodifiableList(lies);
    }

    /** Something that comes once in so many commands on average, with the same odds for each. */
    private final class Recurring {
        private final double mean;
        private final long purpose;
        private long rolls;
        private long next = Long.MAX_VALUE;

        Recurring(Parameter parameter, long purpose) {
            mean = profile.value(parameter);
            this.purpose = purpose;
        }

        void plan(long count) {
            if (mean > 0) {
                next = count + 1 + (long) (-Math.log(1 - Dice.unit(seed, purpose, rolls++)) * mean);
            }
        }

        boolean due(long count) {
            if (count != next) {
                return false;
            }
            plan(count);
            return true;
        }
    }
}
