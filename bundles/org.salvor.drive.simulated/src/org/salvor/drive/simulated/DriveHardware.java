package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.LogAddress;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.SctKey;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.internal.Mechanics;
import org.salvor.drive.simulated.internal.Medium;
import org.salvor.drive.simulated.internal.RawSectors;
import org.salvor.drive.simulated.internal.SectorBytes;
import org.salvor.drive.simulated.internal.SectorCode;

/**
 * A drive at its connector: it takes task files and answers with registers, data and time, whatever controller is in front of it. Time is
 * told to it with every call, in nanoseconds of one clock that never goes back. It knows nothing of deadlines: a controller that does not
 * want to wait resets it or cuts its power. A controller collects the data of a command that sends some before it starts it. One thread at
 * a time.
 */
public final class DriveHardware {
    /** The time at which a drive that hangs is ready. */
    public static final long NEVER = Long.MAX_VALUE;
    /**
     * The maker's command that ends the slowness of slow firmware until power goes: 28 bits, no data. Real makers' commands are other ones.
     */
    public static final TaskFile CLEAR_LIST = TaskFile.of28(0xFA, 0x5A, 0x4C, 0x53494D);
    static final int MAKERS_COMMAND = 0xFA;
    private static final byte[] NO_DATA = {};
    /** READ FPDMA QUEUED: recover errors in spite of rebuild assist (ACS-4 7.22, RARC). */
    private static final int RECOVER = 1;
    private final DriveSetup setup;
    private final Medium medium;
    private final SectorBytes made;
    private final SectorCode code;
    private final RawSectors raw;
    private final MediaReader reader;
    private final ControlUnit control;
    private final Writer writer;
    private final Counters counters = new Counters();
    private final Course course;
    private boolean powered = true;
    private volatile boolean plugged = true;
    private long offSince;
    private long readyNanos;
    private long spunUpNanos;
    private long resetsSincePower;
    private Registers registers = Reply.signature();

    /** A drive that has been running for a while. */
    public DriveHardware(DriveSetup setup) {
        this.setup = setup;
        int sectorBytes = setup.format().logicalBytes();
        Mechanics mechanics = new Mechanics(setup.profile(), setup.sectorCount(), sectorBytes);
        medium = new Medium(setup.profile(), setup.seed(), setup.sectorCount(), setup.format());
        made = new SectorBytes(setup.seed(), sectorBytes);
        code = new SectorCode(sectorBytes);
        raw = new RawSectors(setup.seed(), code);
        reader = new MediaReader(setup, medium, mechanics, made, counters);
        control = new ControlUnit(setup, medium, reader, counters, code.eccBytes());
        writer = new Writer(medium, counters, sectorBytes);
        course = new Course(mechanics, sectorBytes);
    }

    /** What makes this drive. */
    public DriveSetup setup() {
        return setup;
    }

    /** What is really on it. */
    public DriveTruth truth() {
        return new DriveTruth(medium, made, code, setup.format());
    }

    /** What it has lived through. */
    public DriveCounters counters() {
        return counters.snapshot();
    }

    /**
     * Commands received that could have changed the drive: writes, settings that outlive a power cycle, and whatever is not certainly
     * harmless.
     */
    public long modifyingCommands() {
        return counters.modifyingCommands;
    }

    /** The first 100,000 reads that ended well with bytes from elsewhere. */
    public List<Lie> lies() {
        return reader.mishaps().lies();
    }

    /** Whether a controller sees a drive: it has power, is plugged and has not dropped off the bus. */
    public boolean present() {
        return powered && plugged && !reader.vanished();
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

    /** Degrees Celsius inside. */
    public int temperature(long nowNanos) {
        return control.health.temperature(nowNanos);
    }

    /**
     * Takes a command.
     *
     * @param dataOut the bytes that go out with it, {@link MemorySegment#NULL} for none
     * @return its course; a command that comes while the drive is busy, asleep or absent is lost, as on a real drive, and the course is
     *        that of one that never ends
     */
    public Course start(TaskFile taskFile, MemorySegment dataOut, long nowNanos) {
        if (!present() || nowNanos < readyNanos) {
            counters.lostCommands++;
            course.begin(nowNanos);
            course.endNanos = NEVER;
            return course;
        }
        counters.commands++;
        control.hidden.commandSeen(taskFile.command());
        if (control.logs.queueStopped() && !readsQueueError(taskFile)) {
            reply(Reply.aborted(), nowNanos);
        } else if (taskFile.extended() && !setup.wideAddresses()) {
            reply(Reply.aborted(), nowNanos);
        } else {
            dispatch(taskFile, dataOut, nowNanos);
        }
        if (control.spindle.asleep()) {
            readyNanos = NEVER;
        } else {
            readyNanos = course.endNanos;
            registers = readyNanos == NEVER ? registers : course.registers;
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

    /**
     * As {@link MediaReader#cross}: whole read commands that certainly go well, one right after the other; the drive is ready again behind
     * them.
     */
    long cross(long first, long sectorCount, int block, long limitNanos, boolean moves, long nowNanos) {
        long end = first + sectorCount;
        boolean plain = present() && nowNanos >= readyNanos && end <= control.hidden.sectors() && !control.assist.disables(first, end);
        long commands = plain ? reader.cross(first, sectorCount, block, limitNanos, moves, nowNanos) : 0;
        if (commands > 0) {
            counters.commands += commands;
            readyNanos = nowNanos + reader.crossedNanos(first, commands, block);
            registers = new Registers(Reply.GOOD, 0, 0, first + commands * block - 1, TaskFile.LBA_MODE);
        }
        return commands;
    }

    /** Time of the last of the commands that were crossed. */
    long lastCrossedNanos(long first, long commands, int block) {
        return reader.commandNanos(first, block, commands - 1);
    }

    /** Bytes as a read from {@code first} would give them now. */
    void fillCrossed(long first, long count, MemorySegment into, long offset) {
        course.dataLba = first;
        course.source = reader.source();
        for (long done = 0; done < count; done += 1 << 20) {
            fill(course, (int) done, (int) Math.min(1 << 20, count - done), into, offset + done * setup.format().logicalBytes());
        }
    }

    /** SRST. */
    public void softReset(long nowNanos) {
        if (present()) {
            counters.softResets++;
            reset(HangCure.SOFT_RESET, Parameter.SOFT_RESET, nowNanos);
        }
    }

    /** COMRESET. */
    public void hardReset(long nowNanos) {
        if (present()) {
            counters.hardResets++;
            reset(HangCure.HARD_RESET, Parameter.HARD_RESET, nowNanos);
        }
    }

    /** Cuts the supply. */
    public void powerOff(long nowNanos) {
        if (powered) {
            powered = false;
            offSince = nowNanos;
            control.health.powerOff(nowNanos);
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
            control.powerOn(nowNanos);
            spunUpNanos = nowNanos + control.spindle.powerOn();
            readyNanos = spunUpNanos;
            reader.reset(false, readyNanos);
            registers = Reply.signature();
        }
    }

    /** Pulls the data cable. Any thread. */
    public void unplug() {
        plugged = false;
    }

    /** Plugs the data cable again. Any thread. */
    public void plug() {
        plugged = true;
    }

    private void reset(HangCure kind, Parameter time, long nowNanos) {
        if (reader.hang() != null && reader.hang().compareTo(kind) > 0) {
            return;
        }
        resetsSincePower++;
        control.spindle.wake();
        control.logs.reset();
        if (kind == HangCure.SOFT_RESET) {
            control.settings.softReset();
        } else {
            control.settings.hardReset();
        }
        readyNanos = Math.max(spunUpNanos, nowNanos + setup.profile().nanosOfMillis(time));
        reader.reset(changed(), readyNanos);
        registers = Reply.signature();
    }

    /** Whether it answers as another drive. */
    private boolean changed() {
        long after = Math.round(setup.profile().value(Parameter.IDENTITY_CHANGE));
        return after > 0 && resetsSincePower >= after;
    }

    private void dispatch(TaskFile taskFile, MemorySegment dataOut, long nowNanos) {
        switch (taskFile.command()) {
        case 0x20, 0x21, 0x24, 0x25, 0xC8, 0xC9 -> read(taskFile, 1, true, nowNanos);
        case 0xC4, 0x29 -> read(taskFile, control.settings.multiple(), true, nowNanos);
        case 0x40, 0x41, 0x42 -> read(taskFile, 1, false, nowNanos);
        case 0x60 -> readQueued(taskFile, nowNanos);
        case 0x22, 0x23 -> readLong(taskFile, nowNanos);
        default -> {
            byte[] data = dataOut.byteSize() == 0 ? NO_DATA : dataOut.toArray(ValueLayout.JAVA_BYTE);
            counters.modifyingCommands += Modifying.modifies(taskFile, data) ? 1 : 0;
            switch (taskFile.command()) {
            case 0x30, 0x31, 0x34, 0x35, 0x39, 0x3D, 0xC5, 0xCA, 0xCB, 0x45 -> write(taskFile, data, nowNanos);
            case 0x3F, 0x57 -> writeLog(taskFile, data, nowNanos);
            default -> reply(control.command(taskFile, data, changed(), nowNanos), nowNanos);
            }
        }
        }
    }

    /** Whether sectors can be accessed; if not, the course is laid out. */
    private boolean refused(long first, int count, long nowNanos) {
        if (control.lock.locked()) {
            reply(Reply.aborted(), nowNanos);
        } else if (first + count > control.hidden.sectors()) {
            reply(new Reply(Reply.failed(ErrorBits.IDNF, Math.max(first, control.hidden.sectors())), null, 0), nowNanos);
        } else {
            return false;
        }
        return true;
    }

    private void read(TaskFile taskFile, int blockSectors, boolean moves, long nowNanos) {
        int count = ReadCommands.sectorsOf(taskFile);
        if (blockSectors == 0) {
            reply(Reply.aborted(), nowNanos);
        } else if (!refused(taskFile.lba(), count, nowNanos)) {
            long wait = control.spindle.turn();
            reader.read(course, taskFile.lba(), count, moves, nowNanos + wait);
            course.blockSectors = blockSectors;
        }
    }

    private void readQueued(TaskFile taskFile, long nowNanos) {
        int count = ReadCommands.sectorsOf(taskFile);
        long end = taskFile.lba() + count;
        long disabled = end;
        if (!refused(taskFile.lba(), count, nowNanos)) {
            disabled = (taskFile.count() & RECOVER) == 0 ? control.assist.firstDisabled(taskFile.lba(), end) : end;
            long start = nowNanos + control.spindle.turn();
            if (disabled < end) {
                reader.readUpTo(course, taskFile.lba(), end, disabled, start);
            } else {
                reader.read(course, taskFile.lba(), count, true, start);
            }
        }
        if (course.endNanos != NEVER && course.registers.failed()) {
            boolean predicted = disabled < end && course.registers.lba() == disabled;
            control.logs.stopQueue(taskFile.count() >> 3, course.registers, predicted, predicted ? medium.bandEnd(disabled) - 1 : 0);
            // a queued command ends without its own LBA: that stands in the log
            course.registers = new Registers(course.registers.status(), course.registers.error(), 0, 0, 0);
        }
    }

    private void readLong(TaskFile taskFile, long nowNanos) {
        if (!IdentityPage.longReads(setup.format()) || taskFile.count() != 1) {
            reply(Reply.aborted(), nowNanos);
        } else if (!refused(taskFile.lba(), 1, nowNanos)) {
            if (reader.readRaw(course, taskFile.lba(), nowNanos + control.spindle.turn())) {
                byte[] whole = rawSector(taskFile.lba());
                int length = setup.format().logicalBytes() + Math.min(code.eccBytes(), control.settings.eccBytes);
                course.answer = Arrays.copyOf(whole, length);
            }
        }
    }

    private void writeLog(TaskFile taskFile, byte[] data, long nowNanos) {
        SctKey key = control.lock.locked() ? null : Logs.readLong(ControlUnit.logAddress(taskFile), data);
        if (key == null) {
            reply(control.command(taskFile, data, changed(), nowNanos), nowNanos);
        } else if (!refused(key.lba(), 1, nowNanos)) {
            if (reader.readRaw(course, key.lba(), nowNanos + control.spindle.turn())) {
                course.registers = control.logs.longRead(key, rawSector(key.lba()), setup.format().logicalBytes()).registers();
            } else {
                control.logs.longReadFailed(key);
            }
        }
    }

    private byte[] rawSector(long lba) {
        return raw.read(lba, truth().bytes(lba), medium.odds(lba), counters.reads);
    }

    private void write(TaskFile taskFile, byte[] data, long nowNanos) {
        int count = taskFile.count() == 0 ? taskFile.extended() ? 65_536 : 256 : taskFile.count();
        long end = taskFile.lba() + count;
        if (!refused(taskFile.lba(), count, nowNanos)) {
            long wait = control.spindle.turn();
            Reply reply = taskFile.command() == 0x45 ? writer.spoil(taskFile, end) : writer.write(taskFile.lba(), end, data);
            reply(reply.registers().failed() ? reply : Reply.after(wait + reader.written(taskFile.lba(), end, nowNanos)), nowNanos);
        }
    }

    private static boolean readsQueueError(TaskFile taskFile) {
        return (taskFile.command() == 0x2F || taskFile.command() == 0x47) && ControlUnit.logAddress(taskFile) == LogAddress.NCQ_ERROR;
    }

    private void reply(Reply reply, long nowNanos) {
        course.begin(nowNanos);
        course.registers = reply.registers();
        course.answer = reply.data();
        long took = reader.leastNanos() + reply.extraNanos();
        course.endNanos = nowNanos + took;
        counters.busyNanos += took;
    }
}
