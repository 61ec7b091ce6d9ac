package org.salvor.drive.simulated;

import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.MediaFault;
import org.salvor.drive.simulated.internal.Dice;
import org.salvor.drive.simulated.internal.Mechanics;
import org.salvor.drive.simulated.internal.Medium;
import org.salvor.drive.simulated.internal.SectorBytes;

/**
 * Lays out the course of commands that read the medium: time, faults, hangs, lies. All randomness follows from the seed and the number of
 * the command.
 */
final class MediaReader {
    private static final long TRY = 0x7472_7900;
    private final long seed;
    private final Medium medium;
    private final Mechanics mechanics;
    private final SectorBytes bytes;
    private final SectorBytes bytesOfAnother;
    private final ReadCache cache;
    private final Counters counters;
    private final Mishaps mishaps;
    private final long slowFromBytes;
    private final long slowCommandNanos;
    private long bytesSincePower;
    private boolean slowCured;
    private boolean another;
    private boolean vanished;
    private long recoveryNanos;
    private HangCure hang;

    MediaReader(DriveSetup setup, Medium medium, Mechanics mechanics, SectorBytes bytes, Counters counters) {
        Profile profile = setup.profile();
        seed = setup.seed();
        this.medium = medium;
        this.mechanics = mechanics;
        this.bytes = bytes;
        this.counters = counters;
        mishaps = new Mishaps(profile, seed);
        bytesOfAnother = new SectorBytes(seed + 1, bytes.sectorBytes());
        cache = new ReadCache(profile.count(Parameter.CACHE) * 1024L / bytes.sectorBytes(),
                profile.count(Parameter.LOOK_AHEAD) * 1024L / bytes.sectorBytes());
        double share = setup.sectorCount() * (double) bytes.sectorBytes() * profile.value(Parameter.SLOW_SHARE) / 100;
        double slow = Math.min(profile.value(Parameter.SLOW_BYTES) * 1e6, share);
        slowFromBytes = profile.value(Parameter.SLOW_BYTES) == 0 ? Long.MAX_VALUE : (long) slow;
        slowCommandNanos = profile.nanosOfMillis(Parameter.SLOW_COMMAND);
        recoveryNanos = mechanics.failedRead;
    }

    /**
     * Reads or verifies sectors that exist.
     *
     * @param moves whether the bytes go to the host
     */
    void read(Course course, long first, int count, boolean moves, long nowNanos) {
        begin(course, first, count, moves, nowNanos);
        Mishaps.Event event = mishaps.at(counters.reads);
        if (!interrupted(course, event)) {
            long end = first + count;
            position(course, first, end, moves);
            finish(course, end, firstFailing(first + course.cachedSectors, end));
            if (moves && course.goodSectors == count) {
                tell(course, count, event == Mishaps.Event.CRC);
            }
        }
    }

    /** Reads sectors up to {@code end}, of which {@code failing} is known not to be tried at all. */
    void readUpTo(Course course, long first, long end, long failing, long nowNanos) {
        begin(course, first, (int) (end - first), true, nowNanos);
        if (!interrupted(course, mishaps.at(counters.reads))) {
            position(course, first, failing, true);
            long real = firstFailing(first + course.cachedSectors, failing);
            finish(course, failing, real);
            if (real == failing) {
                course.registers = Reply.failed(ErrorBits.ABRT, failing);
            }
        }
    }

    /** Reads what stands where one sector should be, whether or not it makes sense; false when it cannot even be found. */
    boolean readRaw(Course course, long sector, long nowNanos) {
        begin(course, sector, 1, false, nowNanos);
        if (interrupted(course, mishaps.at(counters.reads))) {
            return false;
        }
        position(course, sector, sector + 1, false);
        boolean found = medium.odds(sector) > 0 || medium.kind(sector) == MediaFault.UNCORRECTABLE;
        finish(course, sector + 1, found ? sector + 1 : sector);
        return found;
    }

    /** Goes to where sectors are written, and over them: nanoseconds beyond the cost of the command. */
    long written(long first, long end, long nowNanos) {
        long seek = first == cache.head() ? 0 : mechanics.seekNanos(cache.head(), first, nowNanos);
        counters.travelSectors += Math.abs(first - cache.head());
        cache.drop(end);
        return seek + mechanics.transferNanos(first, end);
    }

    /**
     * Reads on for as many whole commands as certainly go well one right after the other, as if each had been sent alone.
     *
     * @param limitNanos none of them takes longer
     * @return how many; 0 when the next command has to be looked at by itself
     */
    long cross(long first, long sectorCount, int block, long limitNanos, boolean moves, long nowNanos) {
        if (first != cache.head() || nowNanos - cache.idleSince() > (cache.looksAhead() ? 0 : mechanics.gap)) {
            return 0;
        }
        long commands = Math.min(sectorCount / block, mishaps.quietReads(counters.reads));
        if (moves) {
            commands = Math.min(commands, mishaps.honestReads(counters.dataReads));
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
            long took = crossedNanos(first, commands, block);
            counters.reads += commands;
            counters.dataReads += moves ? commands : 0;
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

    /** Time of the {@code index}-th command of a streak; it never falls, as inner zones are slower. */
    long commandNanos(long first, int block, long index) {
        long start = first + index * block;
        return mechanics.command + mechanics.transferNanos(start, start + block);
    }

    /** Whether the firmware is so slow that every command takes its time. */
    boolean slow() {
        return bytesSincePower >= slowFromBytes && !slowCured;
    }

    /** How long a command takes at least. */
    long leastNanos() {
        return slow() ? Math.max(slowCommandNanos, mechanics.command) : mechanics.command;
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

    Mishaps mishaps() {
        return mishaps;
    }

    /** What the hang needs that the drive is in; null when it is in none. */
    HangCure hang() {
        return hang;
    }

    /** Whether the drive dropped off the bus. */
    boolean vanished() {
        return vanished;
    }

    /** A reset ended every hang; {@code changed} tells whether the drive answers as another drive from now on. */
    void reset(boolean changed, long readyNanos) {
        hang = null;
        another = changed;
        mishaps.reset(counters.resets(), counters.dataReads);
        cache.idle(cache.head(), readyNanos);
    }

    /** Power went for long enough that the drive forgot everything. */
    void powerLost() {
        vanished = false;
        bytesSincePower = 0;
        slowCured = false;
        recoveryNanos = mechanics.failedRead;
        cache.lookAhead(true);
        cache.drop(0);
    }

    private void begin(Course course, long first, int count, boolean moves, long nowNanos) {
        counters.reads++;
        course.begin(nowNanos);
        course.firstLba = first;
        course.dataLba = first;
        course.source = source();
        course.sectors = moves ? count : 0;
        cache.readOn(medium, mechanics, nowNanos);
    }

    private boolean interrupted(Course course, Mishaps.Event event) {
        switch (event) {
        case FREEZE -> hang(course, HangCure.POWER);
        case VANISH -> {
            vanished = true;
            hang(course, HangCure.POWER);
        }
        case NONE, CRC -> {
            return false;
        }
        }
        return true;
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
                at += mechanics.seekNanos(cache.head(), from, at);
                counters.travelSectors += Math.abs(from - cache.head());
            } else if (cache.stopped()) {
                at += mechanics.lateNanos(from, at);
            }
        }
        course.mediumNanos = at;
        if (held == 0) {
            course.dataNanos = at;
        }
    }

    private long firstFailing(long first, long end) {
        long sector = first;
        while (sector < end) {
            sector = medium.nextFault(sector, end);
            if (sector == end || !readsThisTime(sector)) {
                return sector;
            }
            sector = medium.physicalEnd(sector);
        }
        return end;
    }

    private boolean readsThisTime(long sector) {
        double odds = medium.odds(sector);
        if (recoveryNanos < mechanics.failedRead) {
            odds = 1 - Math.pow(1 - odds, (double) recoveryNanos / mechanics.failedRead);
        }
        return odds > 0 && Dice.unit(Dice.roll(seed, TRY, counters.reads), TRY, medium.physical(sector)) < odds;
    }

    private void finish(Course course, long end, long failing) {
        long first = course.firstLba;
        boolean failed = failing < end;
        course.goodSectors = course.sectors == 0 ? 0 : (int) (failing - first);
        course.endNanos = course.sectorsReadyNanos((int) (failing - first)) + (failed ? recoveryNanos : 0);
        stretch(course);
        keep(first, failing, course.sectors > 0);
        ended(failing - first, course.endNanos - course.startNanos);
        cache.idle(failing, course.endNanos);
        course.registers = failed ? failure(course, failing) : new Registers(Reply.GOOD, 0, 0, end - 1, TaskFile.LBA_MODE);
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
        HangCure cure = mishaps.hangAfter(counters.failedReads);
        if (cure != null) {
            hang(course, cure);
        }
        return Reply.failed(switch (medium.kind(failing)) {
        case UNCORRECTABLE -> ErrorBits.UNC;
        case ID_NOT_FOUND -> ErrorBits.IDNF;
        case ADDRESS_MARK -> ErrorBits.AMNF;
        }, failing);
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

    private void tell(Course course, int count, boolean damaged) {
        counters.dataReads++;
        if (damaged) {
            counters.interfaceErrors++;
            course.registers = Reply.failed(ErrorBits.ICRC | ErrorBits.ABRT, course.firstLba);
            course.goodSectors = 0;
            return;
        }
        course.dataLba = mishaps.dataLba(course.firstLba, count, medium.sectorCount(), counters.dataReads);
        if (course.dataLba != course.firstLba) {
            counters.lies++;
            mishaps.note(new Lie(course.firstLba, count, course.dataLba));
        }
    }

    private long withinLimit(long first, int block, long commands, long limitNanos) {
        if (commands <= 0 || commandNanos(first, block, commands - 1) <= limitNanos) {
            return commands;
        }
        long least = 0;
        long above = commands + 1;
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
}
