package org.salvor.drive.simulated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.internal.Dice;
import org.salvor.drive.simulated.internal.Mechanics;
import org.salvor.drive.simulated.internal.Medium;
import org.salvor.drive.simulated.internal.SectorBytes;

/** Lays out the course of commands that read the medium: time, faults, hangs, lies. All randomness follows from the seed and the number of the command. */
final class MediaReader {
    static final int GOOD = Status.DRDY | Status.DSC;
    private static final int BAD = GOOD | Status.ERR;
    private static final long TRY = 0x7472_7900;
    private static final long HANG = 0x6861_6e67;
    private static final long CURE = 0x6375_7265;
    private static final long FREEZE = 0x6672_6565;
    private static final long LIE = 0x6c69_6500;
    private static final long ELSEWHERE = 0x656c_7365;
    private static final long GARBAGE = 0x6761_7262;
    private static final int LIES_KEPT = 100_000;
    private final Profile profile;
    private final long seed;
    private final Medium medium;
    private final Mechanics mechanics;
    private final SectorBytes bytes;
    private final SectorBytes bytesOfAnother;
    private final ReadCache cache;
    private final Counters counters;
    private final List<Lie> lies = new ArrayList<>();
    private final double freezeMean;
    private final double lieMean;
    private final long slowFromBytes;
    private final long slowCommandNanos;
    private long nextFreeze = Long.MAX_VALUE;
    private long nextLie = Long.MAX_VALUE;
    private long freezes;
    private long lieRolls;
    private long bytesSincePower;
    private boolean slowCured;
    private boolean garbage;
    private boolean another;
    private long recoveryNanos;
    private HangCure hang;

    MediaReader(DriveSetup setup, Medium medium, Mechanics mechanics, SectorBytes bytes, Counters counters) {
        profile = setup.profile();
        seed = setup.seed();
        this.medium = medium;
        this.mechanics = mechanics;
        this.bytes = bytes;
        this.counters = counters;
        bytesOfAnother = new SectorBytes(seed + 1, bytes.sectorBytes());
        cache = new ReadCache(profile.count(Parameter.CACHE) * 1024L / bytes.sectorBytes(),
                profile.count(Parameter.LOOK_AHEAD) * 1024L / bytes.sectorBytes());
        freezeMean = profile.value(Parameter.FREEZE);
        lieMean = profile.value(Parameter.LIE);
        double share = setup.sectorCount() * (double) bytes.sectorBytes() * profile.value(Parameter.SLOW_SHARE) / 100;
        double slow = Math.min(profile.value(Parameter.SLOW_BYTES) * 1e6, share);
        slowFromBytes = profile.value(Parameter.SLOW_BYTES) == 0 ? Long.MAX_VALUE : (long) slow;
        slowCommandNanos = profile.nanosOfMillis(Parameter.SLOW_COMMAND);
        recoveryNanos = mechanics.failedRead;
        planFreeze();
    }

    /**
     * Reads or verifies sectors that exist.
     *
     * @param moves whether the bytes go to the host
     */
    void read(Course course, long first, int count, boolean moves, long nowNanos) {
        counters.reads++;
        course.begin(nowNanos);
        course.firstLba = first;
        course.dataLba = first;
        course.source = source();
        course.sectors = moves ? count : 0;
        if (counters.reads == nextFreeze) {
            planFreeze();
            hang(course, HangCure.POWER);
            return;
        }
        long end = first + count;
        cache.readOn(medium, mechanics, nowNanos);
        position(course, first, end, moves);
        long failing = firstFailing(first + course.cachedSectors, end);
        finish(course, first, end, failing);
        if (moves && failing == end) {
            counters.dataReads++;
            lie(course, count);
        }
    }

    /**
     * Reads on for as many whole commands as certainly go well one right after the other, as if each had been sent alone.
     *
     * @param limitNanos none of them takes longer
     * @return how many; 0 when the next command has to be looked at by itself
     */
    long cross(long first, long sectorCount, int block, long limitNanos, boolean moves, long nowNanos) {
        if (first != cache.head() || nowNanos - cache.idleSince() > (cache.looksAhead() ? 0 : mechanics.gap) || slow() || garbage && moves) {
            return 0;
        }
        long commands = Math.min(sectorCount / block, nextFreeze - counters.reads - 1);
        if (moves) {
            commands = Math.min(commands, nextLie - counters.dataReads - 1);
        }
        if (slowFromBytes != Long.MAX_VALUE && !slowCured) {
            long bytesEach = (long) block * bytes.sectorBytes();
            commands = Math.min(commands, (slowFromBytes - bytesSincePower + bytesEach - 1) / bytesEach);
        }
        if (commands > 0) {
            commands = (medium.nextFault(first, first + commands * block) - first) / block;
        }
        commands = withinLimit(first, block, commands, limitNanos);
        if (commands > 0) {
            long end = first + commands * block;
            counters.reads += commands;
            counters.dataReads += moves ? commands : 0;
            long took = commands * mechanics.command + mechanics.transferNanos(first, end);
            keep(first, end, moves);
            cache.idle(end, nowNanos + took);
            ended(end - first, took);
        }
        return commands;
    }

    /** Time of {@code commands} commands that were crossed, from {@code first} on. */
    long crossedNanos(long first, long commands, int block) {
        return commands * mechanics.command + mechanics.transferNanos(first, first + commands * block);
    }

    /** Whether the firmware is so slow that every command takes its time. */
    boolean slow() {
        return bytesSincePower >= slowFromBytes && !slowCured;
    }

    /** How long a command takes at least. */
    long leastNanos() {
        return slow() ? slowCommandNanos : mechanics.command;
    }

    /** The maker's command: the firmware is not slow until power goes. */
    void cureSlowness() {
        slowCured = true;
    }

    /** How long the drive tries a sector; at most what it does by itself. */
    void recovery(long nanos) {
        recoveryNanos = Math.min(nanos, mechanics.failedRead);
    }

    /** What a sector that reads holds now. */
    SectorBytes source() {
        return another ? bytesOfAnother : bytes;
    }

    ReadCache cache() {
        return cache;
    }

    /** What the hang needs that the drive is in; null when it is in none. */
    HangCure hang() {
        return hang;
    }

    /** A reset came; {@code changed} tells whether the drive answers as another drive from now on. */
    void reset(boolean changed, long readyNanos) {
        long resets = counters.resets();
        garbage = Dice.unit(seed, GARBAGE, resets) < profile.value(Parameter.GARBAGE);
        another = changed;
        if (nextLie == Long.MAX_VALUE && lieMean > 0) {
            planLie();
        }
        cache.idle(cache.head(), readyNanos);
    }

    /** The hang, if any, is over. */
    void endHang() {
        hang = null;
    }

    /** Power went for long enough that the drive forgot everything. */
    void powerLost() {
        endHang();
        bytesSincePower = 0;
        slowCured = false;
        recoveryNanos = mechanics.failedRead;
        cache.drop(0);
    }

    List<Lie> lies() {
        return Collections.unmodifiableList(lies);
    }

    private void position(Course course, long first, long end, boolean moves) {
        long at = course.startNanos + mechanics.command;
        int held = moves ? cache.held(first, end) : 0;
        course.cachedSectors = held;
        course.dataNanos = at;
        at += held * mechanics.cachedSector;
        long from = first + held;
        if (from < end) {
            if (from != cache.head()) {
                at += mechanics.seekNanos(cache.head(), from);
                counters.travelSectors += Math.abs(from - cache.head());
            } else if (cache.stopped()) {
                at += mechanics.revolution;
            }
        }
        course.mediumNanos = at;
        if (held == 0) {
            course.dataNanos = at;
        }
    }

    private long firstFailing(long first, long end) {
        for (long sector = medium.nextFault(first, end); sector < end; sector = medium.nextFault(sector, end)) {
            double odds = medium.odds(sector);
            if (odds < 1 && recoveryNanos < mechanics.failedRead) {
                odds = 1 - Math.pow(1 - odds, (double) recoveryNanos / mechanics.failedRead);
            }
            if (odds == 0 || Dice.unit(Dice.roll(seed, TRY, counters.reads), TRY, medium.physical(sector)) >= odds) {
                return sector;
            }
            sector = medium.physicalEnd(sector);
            if (sector >= end) {
                break;
            }
        }
        return end;
    }

    private void finish(Course course, long first, long end, long failing) {
        course.goodSectors = course.sectors == 0 ? 0 : (int) (failing - first);
        course.endNanos = course.sectorsReadyNanos((int) (failing - first));
        boolean failed = failing < end;
        if (failed) {
            course.endNanos += recoveryNanos;
        }
        stretch(course);
        keep(first, failing, course.sectors > 0);
        ended(failing - first, course.endNanos - course.startNanos);
        cache.idle(failing, course.endNanos);
        course.registers = failed ? failure(course, failing) : new Registers(GOOD, 0, 0, end - 1, TaskFile.LBA_MODE);
    }

    /** Slow firmware: the same command, later. */
    private void stretch(Course course) {
        long late = course.startNanos + leastNanos() - course.endNanos;
        if (late > 0) {
            course.endNanos += late;
            course.dataNanos += late;
            course.mediumNanos += late;
        }
    }

    private void keep(long first, long end, boolean moves) {
        if (moves) {
            cache.wasRead(first, end);
        } else {
            cache.drop(end);
        }
    }

    private Registers failure(Course course, long failing) {
        counters.failedReads++;
        counters.damaged(medium.physical(failing));
        medium.wearBy(failing);
        if (Dice.unit(seed, HANG, counters.failedReads) < profile.value(Parameter.HANG)) {
            double roll = Dice.unit(seed, CURE, counters.failedReads) * 100;
            double soft = profile.value(Parameter.HANG_SOFT);
            hang(course, roll < soft ? HangCure.SOFT_RESET
                    : roll < soft + profile.value(Parameter.HANG_HARD) ? HangCure.HARD_RESET : HangCure.POWER);
        }
        int error = switch (medium.kind(failing)) {
        case UNCORRECTABLE -> ErrorBits.UNC;
        case ID_NOT_FOUND -> ErrorBits.IDNF;
        case ADDRESS_MARK -> ErrorBits.AMNF;
        };
        return new Registers(BAD, error, 0, failing, TaskFile.LBA_MODE);
    }

    private void hang(Course course, HangCure cure) {
        hang = cure;
        counters.hangs++;
        course.endNanos = DriveHardware.NEVER;
    }

    private void ended(long sectors, long tookNanos) {
        bytesSincePower += sectors * bytes.sectorBytes();
        counters.sectors += sectors;
        counters.busyNanos += tookNanos;
    }

    private void lie(Course course, int count) {
        boolean due = counters.dataReads == nextLie;
        if (due) {
            planLie();
        }
        long room = medium.sectorCount() - count;
        if ((due || garbage) && room > 0) {
            long elsewhere = Long.remainderUnsigned(Dice.roll(seed, ELSEWHERE, counters.dataReads), room + 1);
            course.dataLba = elsewhere != course.firstLba ? elsewhere : elsewhere == 0 ? 1 : elsewhere - 1;
            counters.lies++;
            if (lies.size() < LIES_KEPT) {
                lies.add(new Lie(course.firstLba, count, course.dataLba));
            }
        }
    }

    private long withinLimit(long first, int block, long commands, long limitNanos) {
        long least = 0;
        long above = commands + 1;
        if (commands == 0 || commandNanos(first, block, commands - 1) <= limitNanos) {
            return commands;
        }
        while (above - least > 1) {
            long middle = (least + above) / 2;
            if (commandNanos(first, block, middle - 1) <= limitNanos) {
                least = middle;
            } else {
                above = middle;
            }
        }
        return least;
    }

    /** Time of the {@code index}-th command of a streak; it never falls, as inner zones are slower. */
    long commandNanos(long first, int block, long index) {
        long start = first + index * block;
        return mechanics.command + mechanics.transferNanos(start, start + block);
    }

    private void planFreeze() {
        if (freezeMean > 0) {
            nextFreeze = counters.reads + wait(freezeMean, FREEZE, freezes++);
        }
    }

    private void planLie() {
        nextLie = counters.dataReads + wait(lieMean, LIE, lieRolls++);
    }

    /** Commands until an event that each brings with odds of one in {@code mean}, ≥ 1. */
    private long wait(double mean, long purpose, long index) {
        return 1 + (long) (-Math.log(1 - Dice.unit(seed, purpose, index)) * mean);
    }
}
