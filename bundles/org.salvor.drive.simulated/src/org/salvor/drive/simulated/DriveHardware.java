package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.internal.Dice;
import org.salvor.drive.simulated.internal.Mechanics;
import org.salvor.drive.simulated.internal.Medium;
import org.salvor.drive.simulated.internal.SectorBytes;

/**
 * A drive at its connector: it takes task files and answers with registers, data and time, whatever controller is in front of it. Time is told to it with
 * every call, in nanoseconds of one clock that never goes back. It knows nothing of deadlines: a controller that does not want to wait resets it or cuts its
 * power. One thread at a time.
 */
public final class DriveHardware {
    /** The time at which a drive that hangs is ready. */
    public static final long NEVER = Long.MAX_VALUE;
    private static final long SPIN_UP = 0x7370_696e;
    private static final int GOOD = MediaReader.GOOD;
    private final DriveSetup setup;
    private final Medium medium;
    private final SectorBytes made;
    private final MediaReader reader;
    private final Counters counters = new Counters();
    private final Course course;
    private final IdentityPage identity;
    private boolean powered = true;
    private boolean plugged = true;
    private long offSince;
    private long readyNanos;
    private long spunUpNanos;
    private long resetsSincePower;
    private Registers registers = new Registers(GOOD, 1, 1, 1, 0);

    /** A drive that has been running for a while. */
    public DriveHardware(DriveSetup setup) {
        this.setup = setup;
        int sectorBytes = setup.format().logicalBytes();
        Mechanics mechanics = new Mechanics(setup.profile(), setup.sectorCount(), sectorBytes);
        medium = new Medium(setup.profile(), setup.seed(), setup.sectorCount(), setup.format());
        made = new SectorBytes(setup.seed(), sectorBytes);
        reader = new MediaReader(setup, medium, mechanics, made, counters);
        course = new Course(mechanics, sectorBytes);
        identity = new IdentityPage(setup);
    }

    /** What makes this drive. */
    public DriveSetup setup() {
        return setup;
    }

    /** What is really on it. */
    public DriveTruth truth() {
        return new DriveTruth(medium, made, setup.format());
    }

    /** What it has lived through. */
    public DriveCounters counters() {
        return counters.snapshot();
    }

    /** The first 100,000 reads that ended well with bytes from elsewhere. */
    public List<Lie> lies() {
        return reader.lies();
    }

    /** Whether a controller sees a drive: it has power and is plugged. */
    public boolean present() {
        return powered && plugged;
    }

    /** Whether it has power. */
    public boolean powered() {
        return powered;
    }

    /** When BSY goes, if nothing but time passes; {@link #NEVER} when it hangs. */
    public long readyNanos() {
        return readyNanos;
    }

    /** The status register: 80h while it is busy, 7Fh when there is no drive. DRQ blocks are told by the {@link Course}. */
    public int status(long nowNanos) {
        return !present() ? 0x7F : nowNanos < readyNanos ? Status.BSY : registers.status();
    }

    /** The registers that the last command, reset or power-on left. */
    public Registers registers() {
        return registers;
    }

    /**
     * Takes a command.
     *
     * @param dataOut the bytes that go out with it, {@link MemorySegment#NULL} for none
     * @return its course; a command that comes while the drive is busy or absent is lost, as on a real drive, and the course is that of one that never
     *         ends
     */
    public Course start(TaskFile taskFile, MemorySegment dataOut, long nowNanos) {
        if (!present() || nowNanos < readyNanos) {
            counters.lostCommands++;
            Course lost = course;
            lost.begin(nowNanos);
            lost.endNanos = NEVER;
            return lost;
        }
        counters.commands++;
        switch (taskFile.command()) {
        case 0x20, 0x21, 0x24, 0xC4, 0x29, 0xC8, 0xC9, 0x25, 0x60 -> read(taskFile, true, nowNanos);
        case 0x40, 0x41, 0x42 -> read(taskFile, false, nowNanos);
        case 0xEC -> answer(identity.bytes(setup.sectorCount(), changed()), nowNanos);
        default -> abort(nowNanos);
        }
        readyNanos = course.endNanos;
        if (readyNanos != NEVER) {
            registers = course.registers;
        }
        return course;
    }

    /** Moves {@code count} of a course's good sectors, from its {@code from}-th on, to {@code into} from byte {@code offset} on. */
    public void fill(Course of, int from, int count, MemorySegment into, long offset) {
        of.source.fill(of.dataLba + from, count, into, offset);
        if (!medium.rewritten().isEmpty() && of.source == made) {
            for (int index = 0; index < count; index++) {
                byte[] written = medium.rewritten().bytes(of.dataLba + from + index);
                if (written != null) {
                    MemorySegment.copy(MemorySegment.ofArray(written), 0, into, offset + (long) index * written.length, written.length);
                }
            }
        }
    }

    /** Moves all data of a course that ended well to {@code into}, as much as fits. */
    public void deliver(Course of, MemorySegment into) {
        if (of.answer != null) {
            MemorySegment.copy(MemorySegment.ofArray(of.answer), 0, into, 0, Math.min(of.answer.length, into.byteSize()));
        } else if (of.sectors > 0) {
            fill(of, 0, (int) Math.min(of.goodSectors, into.byteSize() / setup.format().logicalBytes()), into, 0);
        }
    }

    /** As {@link MediaReader#cross}: whole read commands that certainly go well, one right after the other; the drive is ready again behind them. */
    long cross(long first, long sectorCount, int block, long limitNanos, boolean moves, long nowNanos) {
        if (!present() || nowNanos < readyNanos) {
            return 0;
        }
        long commands = reader.cross(first, Math.min(sectorCount, setup.sectorCount() - first), block, limitNanos, moves, nowNanos);
        if (commands > 0) {
            counters.commands += commands;
            readyNanos = nowNanos + reader.crossedNanos(first, commands, block);
            registers = new Registers(GOOD, 0, 0, first + commands * block - 1, TaskFile.LBA_MODE);
        }
        return commands;
    }

    /** Time of the last of the commands that were crossed. */
    long lastCrossedNanos(long first, long commands, int block) {
        return reader.commandNanos(first, block, commands - 1);
    }

    /** Bytes as a read from {@code first} would give them now. */
    void fillCrossed(long first, long count, MemorySegment into, long offset) {
        Course plain = course;
        plain.dataLba = first;
        plain.source = reader.source();
        for (long done = 0; done < count; done += 1 << 20) {
            fill(plain, (int) done, (int) Math.min(1 << 20, count - done), into, offset + done * setup.format().logicalBytes());
        }
    }

    /** SRST. */
    public void softReset(long nowNanos) {
        counters.softResets++;
        reset(HangCure.SOFT_RESET, Parameter.SOFT_RESET, nowNanos);
    }

    /** COMRESET. */
    public void hardReset(long nowNanos) {
        counters.hardResets++;
        reset(HangCure.HARD_RESET, Parameter.HARD_RESET, nowNanos);
    }

    /** Cuts the supply. */
    public void powerOff(long nowNanos) {
        if (powered) {
            powered = false;
            offSince = nowNanos;
        }
    }

    /** Restores the supply. After too short a cut the drive goes on as if nothing had been. */
    public void powerOn(long nowNanos) {
        if (powered) {
            return;
        }
        powered = true;
        if (nowNanos - offSince >= Math.round(setup.profile().value(Parameter.DRAIN) * 1e9)) {
            counters.powerCycles++;
            resetsSincePower = 0;
            reader.powerLost();
            spunUpNanos = nowNanos + spinUpNanos();
            readyNanos = spunUpNanos;
            reader.reset(false, readyNanos);
            registers = new Registers(GOOD, 1, 1, 1, 0);
        }
    }

    /** Pulls the data cable. */
    public void unplug() {
        plugged = false;
    }

    /** Plugs the data cable again. */
    public void plug() {
        plugged = true;
    }

    private void reset(HangCure kind, Parameter time, long nowNanos) {
        if (!present()) {
            return;
        }
        if (reader.hang() != null && reader.hang().compareTo(kind) > 0) {
            return;
        }
        resetsSincePower++;
        reader.endHang();
        readyNanos = Math.max(spunUpNanos, nowNanos + setup.profile().nanosOfMillis(time));
        reader.reset(changed(), readyNanos);
        registers = new Registers(GOOD, 1, 1, 1, 0);
    }

    private boolean changed() {
        long after = Math.round(setup.profile().value(Parameter.IDENTITY_CHANGE));
        return after > 0 && resetsSincePower >= after;
    }

    private long spinUpNanos() {
        double usual = setup.profile().value(Parameter.SPIN_UP_USUAL);
        double late = Math.max(usual, setup.profile().value(Parameter.SPIN_UP_LATE));
        double roll = Dice.unit(setup.seed(), SPIN_UP, 2 * counters.powerCycles);
        double where = Dice.unit(setup.seed(), SPIN_UP, 2 * counters.powerCycles + 1);
        double seconds = roll < 0.95 ? usual * (0.6 + 0.4 * where) : roll < 0.995 ? usual + (late - usual) * where : late * (1 + where / 4);
        return Math.round(seconds * 1e9);
    }

    private void read(TaskFile taskFile, boolean moves, long nowNanos) {
        int wide = taskFile.command() == 0x60 ? taskFile.feature() : taskFile.count();
        int count = wide == 0 ? taskFile.extended() ? 65_536 : 256 : wide;
        if (taskFile.lba() + count > setup.sectorCount()) {
            course.begin(nowNanos);
            end(new Registers(GOOD | Status.ERR, ErrorBits.IDNF, 0, Math.max(taskFile.lba(), setup.sectorCount()), TaskFile.LBA_MODE), nowNanos);
            return;
        }
        reader.read(course, taskFile.lba(), count, moves, nowNanos);
    }

    private void answer(byte[] bytes, long nowNanos) {
        course.begin(nowNanos);
        course.answer = bytes;
        end(new Registers(GOOD, 0, 0, 0, 0), nowNanos);
    }

    private void abort(long nowNanos) {
        course.begin(nowNanos);
        end(new Registers(GOOD | Status.ERR, ErrorBits.ABRT, 0, 0, 0), nowNanos);
    }

    private void end(Registers at, long nowNanos) {
        course.registers = at;
        course.endNanos = nowNanos + reader.leastNanos();
        counters.busyNanos += reader.leastNanos();
    }
}
