package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Set;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.Course;
import org.salvor.drive.simulated.DriveHardware;

/** One entry of the command list as the controller reads it, decoded from the bytes by the specification and not by the driver's code. */
final class SimulatedCommand {
    private static final Set<Integer> WIDE = Set.of(0x24, 0x25, 0x27, 0x29, 0x2A, 0x2B, 0x2F, 0x34, 0x35, 0x37, 0x39, 0x3D, 0x3F, 0x42,
            0x45,
            0x47, 0x57, 0x60, 0x61, 0x78);
    private static final Set<Integer> DMA = Set.of(0x25, 0xC8, 0xC9, 0x47, 0x60);
    private final SimulatedHba hba;
    private final int slot;
    private final MemorySegment header;
    private final MemorySegment table;
    private int sum;

    SimulatedCommand(SimulatedHba hba, long list, int slot) {
        this.hba = hba;
        this.slot = slot;
        header = hba.at(list + 32L * slot, 32);
        int regions = word(header, 0) >>> 16;
        table = hba.at(address(header, 8), 0x80 + 16L * regions);
        if ((word(header, 0) & 0x1F) != 5 || at(0) != 0x27) {
            throw new AssertionError("no register frame to the drive of five words");
        }
        seal();
    }

    /** What the memory holds now is how it has to stay. */
    void seal() {
        sum = sum();
    }

    /** Whether header, table and data are as they were when the command was issued. */
    boolean untouched() {
        return sum == sum();
    }

    private int sum() {
        int sum = Arrays.hashCode(header.toArray(ValueLayout.JAVA_BYTE)) * 31 + Arrays.hashCode(table.toArray(ValueLayout.JAVA_BYTE));
        for (int index = 0; index < word(header, 0) >>> 16; index++) {
            sum = 31 * sum + Arrays.hashCode(region(index).toArray(ValueLayout.JAVA_BYTE));
        }
        return sum;
    }

    int slot() {
        return slot;
    }

    boolean isControl() {
        return (at(1) & 0x80) == 0;
    }

    boolean holdsReset() {
        boolean reset = (at(15) & 4) != 0;
        if (reset != ((word(header, 0) & 0x500) == 0x500)) {
            throw new AssertionError("the reset bits of the header do not fit the frame");
        }
        return reset;
    }

    TaskFile taskFile() {
        boolean wide = WIDE.contains(at(2));
        long lba = at(4) | at(5) << 8 | (long) at(6) << 16;
        if (wide) {
            lba |= (long) at(8) << 24 | (long) at(9) << 32 | (long) at(10) << 40;
            return new TaskFile(at(2), at(3) | at(11) << 8, at(12) | at(13) << 8, lba, at(7), true);
        }
        return new TaskFile(at(2), at(3), at(12), lba | (at(7) & 0x0FL) << 24, at(7) & 0xF0, false);
    }

    boolean queued() {
        return !isControl() && (at(2) == 0x60 || at(2) == 0x61);
    }

    Protocol protocol(boolean hasData) {
        if ((word(header, 0) & 0x40) != 0) {
            return Protocol.PIO_OUT;
        }
        return !hasData ? Protocol.NON_DATA : DMA.contains(at(2)) ? Protocol.DMA_IN : Protocol.PIO_IN;
    }

    MemorySegment dataOut() {
        return (word(header, 0) & 0x40) != 0 ? region(0) : MemorySegment.NULL;
    }

    /** Moves the drive's data into the regions, and counts the bytes. */
    void take(DriveHardware drive, Course course) {
        int bytes = (int) course.dataBytes();
        MemorySegment data = MemorySegment.ofArray(new byte[bytes]);
        drive.deliver(course, data);
        int regions = word(header, 0) >>> 16;
        int done = 0;
        for (int index = 0; index < regions && done < bytes; index++) {
            MemorySegment region = region(index);
            int part = (int) Math.min(region.byteSize(), bytes - done);
            MemorySegment.copy(data, done, region, 0, part);
            done += part;
        }
        if (done < bytes) {
            throw new AssertionError("the drive sends " + bytes + " bytes, and there is room for " + done);
        }
        if (!queued()) {
            header.set(ValueLayout.JAVA_INT_UNALIGNED, 4, done);
        }
    }

    private MemorySegment region(int index) {
        int length = (word(table, 0x80 + 16 * index + 12) & 0x3F_FFFF) + 1;
        if ((length & 1) != 0) {
            throw new AssertionError("a region of an odd number of bytes");
        }
        return hba.at(address(table, 0x80 + 16 * index), length);
    }

    private int at(int index) {
        return Byte.toUnsignedInt(table.get(ValueLayout.JAVA_BYTE, index));
    }

    private static int word(MemorySegment from, int offset) {
        return from.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    private static long address(MemorySegment from, int offset) {
        return from.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    }

    /** Writes a frame of the drive, as the specification lays it out. */
    static void writeFrame(MemorySegment frame, int type, Registers registers) {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) type;
        bytes[2] = (byte) registers.status();
        bytes[3] = (byte) registers.error();
        for (int index = 0; index < 3; index++) {
            bytes[4 + index] = (byte) (registers.lba() >> 8 * index);
            bytes[8 + index] = (byte) (registers.lba() >> 8 * (index + 3));
        }
        bytes[7] = (byte) registers.device();
        bytes[12] = (byte) registers.count();
        bytes[13] = (byte) (registers.count() >> 8);
        MemorySegment.copy(bytes, 0, frame, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }
}
