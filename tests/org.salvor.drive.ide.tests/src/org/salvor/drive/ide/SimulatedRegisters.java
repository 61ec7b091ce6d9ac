package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Set;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Clock;
import org.salvor.drive.simulated.Course;
import org.salvor.drive.simulated.DriveHardware;

/** A legacy controller with simulated drives behind it. A host that breaks the rules of the bus gets an {@link AssertionError}. */
final class SimulatedRegisters implements RegisterFile {
    private static final long ACCESS_NANOS = 1_000;
    private static final int READY = Status.DRDY | Status.DSC;
    private static final Set<Integer> WIDE = Set.of(0x0B, 0x12, 0x24, 0x27, 0x29, 0x2F, 0x34, 0x37, 0x39, 0x3F, 0x42, 0x45, 0x78);
    private static final Set<Integer> LONG = Set.of(0x22, 0x23);

    private final Clock clock;
    private final Side[] sides = new Side[2];
    private final int[] current = new int[8];
    private final int[] previous = new int[8];
    private int control;
    boolean closed;

    /** @param slave the second drive, or null */
    SimulatedRegisters(Clock clock, DriveHardware master, DriveHardware slave) {
        this.clock = clock;
        sides[0] = master == null ? null : new Side(master);
        sides[1] = slave == null ? null : new Side(slave);
    }

    /** What a drive's side of the bus is doing. */
    private static final class Side {
        final DriveHardware hardware;
        Course course;
        TaskFile taskFile;
        Registers last;
        Registers instead;
        boolean stuck;
        int blocksTaken;
        byte[] block = {};
        int at;
        byte[] out;

        Side(DriveHardware hardware) {
            this.hardware = hardware;
            last = hardware.registers();
        }

        int remaining() {
            return block.length - at;
        }

        void forget() {
            course = null;
            out = null;
            block = new byte[0];
            at = 0;
            stuck = false;
        }
    }

    /** The command that the first drive ends next ends with these registers instead of its own. */
    void endNextWith(Registers registers) {
        sides[0].instead = registers;
    }

    /** The first drive stays busy from now on, until SRST. */
    void stickBusy() {
        sides[0].stuck = true;
    }

    private Side side() {
        return sides[current[Register.DEVICE.offset()] >> 4 & 1];
    }

    @Override
    public int alternateStatus() {
        clock.sleep(ACCESS_NANOS);
        Side side = side();
        if (side == null || !side.hardware.present()) {
            Side other = sides[1 - (current[Register.DEVICE.offset()] >> 4 & 1)];
            return other != null && other.hardware.present() && side == null ? 0 : 0xFF;
        }
        if (side.stuck || (control & 0x04) != 0) {
            return Status.BSY;
        }
        if (side.out != null || side.remaining() > 0) {
            return READY | Status.DRQ;
        }
        long now = clock.nanos();
        if (side.course == null) {
            return now < side.hardware.readyNanos() ? Status.BSY : side.last.status();
        }
        if (side.blocksTaken < blocks(side)) {
            if (now < side.course.drqNanos(side.blocksTaken)) {
                return Status.BSY;
            }
            load(side);
            return READY | Status.DRQ;
        }
        if (now < side.course.endNanos()) {
            return Status.BSY;
        }
        side.last = side.instead != null ? side.instead : side.course.registers();
        side.instead = null;
        side.course = null;
        return side.last.status();
    }

    private static int sectorBytes(Side side) {
        return side.hardware.setup().format().logicalBytes();
    }

    /** DRQ blocks that come before the end: whole ones only, if an error ends the command. */
    private static int blocks(Side side) {
        Course course = side.course;
        if (course.sectors() == 0) {
            boolean data = course.dataBytes() > 0 && course.endNanos() != DriveHardware.NEVER && !course.registers().failed();
            return data && !isVerify(side.taskFile) ? Math.toIntExact((course.dataBytes() + blockBytes(side) - 1) / blockBytes(side)) : 0;
        }
        int sectors = blockBytes(side) / sectorBytes(side);
        return course.goodSectors() == course.sectors() ? (course.sectors() + sectors - 1) / sectors : course.goodSectors() / sectors;
    }

    private static boolean isVerify(TaskFile taskFile) {
        return taskFile.command() == 0x40 || taskFile.command() == 0x42;
    }

    private static int blockBytes(Side side) {
        return LONG.contains(side.taskFile.command()) ? Math.toIntExact(side.course.dataBytes()) : side.course.drqBytes();
    }

    private static void load(Side side) {
        int bytes = blockBytes(side);
        byte[] all = new byte[Math.toIntExact(side.course.dataBytes())];
        side.hardware.deliver(side.course, MemorySegment.ofArray(all));
        int from = side.blocksTaken++ * bytes;
        side.block = Arrays.copyOfRange(all, from, Math.min(all.length, from + bytes));
        side.at = 0;
    }

    @Override
    public int read(Register register) {
        int status = alternateStatus();
        Side side = side();
        if (register == Register.STATUS_COMMAND || side == null || (status & Status.BSY) != 0) {
            return status;
        }
        Registers last = side.last;
        int shift = (control & 0x80) != 0 ? 1 : 0;
        return switch (register) {
        case ERROR_FEATURE -> last.error();
        case COUNT -> last.count() >> 8 * shift & 0xFF;
        case LBA_LOW -> (int) (last.lba() >> 24 * shift) & 0xFF;
        case LBA_MID -> (int) (last.lba() >> 24 * shift + 8) & 0xFF;
        case LBA_HIGH -> (int) (last.lba() >> 24 * shift + 16) & 0xFF;
        case DEVICE -> current[Register.DEVICE.offset()] & 0xF0 | (last.lba() < 1L << 28 ? (int) (last.lba() >> 24) & 0x0F : 0);
        case STATUS_COMMAND -> status;
        };
    }

    @Override
    public void write(Register register, int value) {
        if ((value & ~0xFF) != 0) {
            throw new AssertionError(register + " has 8 bits, not " + value);
        }
        previous[register.offset()] = current[register.offset()];
        current[register.offset()] = value;
        clock.sleep(ACCESS_NANOS);
        if (register == Register.STATUS_COMMAND) {
            start(value);
        }
    }

    private void start(int command) {
        int status = alternateStatus();
        Side side = side();
        if (side == null) {
            throw new AssertionError("a command for a drive that is not there");
        }
        if (command == 0x08) {
            side.forget();
            side.hardware.softReset(clock.nanos());
            side.last = side.hardware.registers();
            return;
        }
        if (side.hardware.present() && (status & (Status.BSY | Status.DRQ)) != 0) {
            throw new AssertionError("command %02Xh was written at status %02Xh".formatted(command, status));
        }
        boolean wide = WIDE.contains(command);
        long lba = value(current, Register.LBA_LOW) | value(current, Register.LBA_MID) << 8 | value(current, Register.LBA_HIGH) << 16;
        int feature = current[1];
        int count = current[2];
        if (wide) {
            lba |= (value(previous, Register.LBA_LOW) | value(previous, Register.LBA_MID) << 8 | value(previous, Register.LBA_HIGH) << 16)
                    << 24;
            feature |= previous[1] << 8;
            count |= previous[2] << 8;
            side.taskFile = TaskFile.of48(command, feature, count, lba);
        } else {
            side.taskFile = TaskFile.of28(command, feature, count, lba | (current[Register.DEVICE.offset()] & 0x0FL) << 24);
        }
        int outBytes = outBytes(side.taskFile);
        side.out = outBytes == 0 ? null : new byte[outBytes];
        side.at = 0;
        side.block = new byte[0];
        if (side.out == null) {
            begin(side, MemorySegment.NULL);
        }
    }

    private static long value(int[] registers, Register register) {
        return registers[register.offset()];
    }

    private static int outBytes(TaskFile taskFile) {
        return switch (taskFile.command()) {
        case 0xF1, 0xF2, 0xF6 -> 512;
        case 0x3F -> taskFile.count() * 512;
        case 0xB0 -> taskFile.feature() == 0xD6 ? taskFile.count() * 512 : 0;
        default -> 0;
        };
    }

    private void begin(Side side, MemorySegment data) {
        side.blocksTaken = 0;
        side.course = side.hardware.start(side.taskFile, data, clock.nanos());
    }

    @Override
    public void control(int value) {
        clock.sleep(ACCESS_NANOS);
        boolean released = (control & 0x04) != 0 && (value & 0x04) == 0;
        control = value;
        if (released) {
            current[Register.DEVICE.offset()] = 0;
            for (Side side : sides) {
                if (side != null) {
                    side.forget();
                    side.hardware.softReset(clock.nanos());
                    side.last = side.hardware.registers();
                }
            }
        }
    }

    @Override
    public void dataIn(MemorySegment into) {
        for (long at = 0; at < into.byteSize(); at++) {
            into.set(ValueLayout.JAVA_BYTE, at, (byte) next());
        }
    }

    @Override
    public int dataByte() {
        clock.sleep(ACCESS_NANOS);
        return next();
    }

    /** What comes from the port while the drive has nothing is anything. */
    private int next() {
        Side side = side();
        return side == null || side.remaining() == 0 ? 0xEE : side.block[side.at++] & 0xFF;
    }

    @Override
    public void dataOut(MemorySegment from) {
        Side side = side();
        if (side.out == null) {
            throw new AssertionError("data for a drive that wants none");
        }
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, side.out, side.at, (int) from.byteSize());
        side.at += (int) from.byteSize();
        if (side.at == side.out.length) {
            MemorySegment data = MemorySegment.ofArray(side.out);
            side.out = null;
            side.at = 0;
            begin(side, data);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
