package org.salvor.drive.simulated;

import org.salvor.drive.simulated.internal.Dice;

/** Whether the platters turn: active, idle, standby, sleep. */
final class Spindle {
    private static final long SPIN_UP = 0x7370_696e;
    private static final int STANDBY = 0x00;
    private static final int IDLE = 0x80;
    private static final int ACTIVE = 0xFF;
    private final Profile profile;
    private final long seed;
    private long starts;
    private int mode = IDLE;
    private boolean asleep;

    Spindle(Profile profile, long seed) {
        this.profile = profile;
        this.seed = seed;
    }

    /** Whether only a reset wakes it. */
    boolean asleep() {
        return asleep;
    }

    /** A reset wakes it, without turning the platters. */
    void wake() {
        asleep = false;
    }

    /** Power came: nanoseconds until it is ready. */
    long powerOn() {
        asleep = false;
        mode = ACTIVE;
        return spinUpNanos();
    }

    /** The medium is needed: nanoseconds until it turns. */
    long turn() {
        long wait = mode == STANDBY ? spinUpNanos() : 0;
        mode = ACTIVE;
        return wait;
    }

    /** CHECK POWER MODE, STANDBY, IDLE, SLEEP and their immediate forms. */
    Reply command(int command) {
        switch (command) {
        case 0xE5, 0x98 -> {
            return Reply.registers(mode, 0);
        }
        case 0xE0, 0xE2, 0x94, 0x96 -> mode = STANDBY;
        case 0xE6, 0x99 -> {
            mode = STANDBY;
            asleep = true;
        }
        default -> {
            long wait = mode == STANDBY ? spinUpNanos() : 0;
            mode = IDLE;
            return Reply.after(wait);
        }
        }
        return Reply.good();
    }

    private long spinUpNanos() {
        double usual = profile.value(Parameter.SPIN_UP_USUAL);
        double late = Math.max(usual, profile.value(Parameter.SPIN_UP_LATE));
        double roll = Dice.unit(seed, SPIN_UP, 2 * starts);
        double where = Dice.unit(seed, SPIN_UP, 2 * starts + 1);
        starts++;
        double seconds = roll < 0.95 ? usual * (0.6 + 0.4 * where) : roll < 0.995 ? usual + (late - usual) * where : late * (1 + where / 4);
        return Math.round(seconds * 1e9);
    }
}
