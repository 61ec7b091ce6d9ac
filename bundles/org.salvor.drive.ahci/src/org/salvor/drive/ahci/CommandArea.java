package org.salvor.drive.ahci;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.salvor.ata.Registers;

/**
 * The memory of one port: command list, received frames, one command table, and the data of one command. Only one command is under way at a
 * time, whatever its slot, so that one table does.
 */
final class CommandArea {
    static final int DATA_BYTES = 4 << 20;
    private static final int LIST = 0;
    private static final int FRAMES = 0x400;
    private static final int TABLE = 0x1000;
    private static final int DATA = 0x2000;
    private static final int HEADER_BYTES = 32;
    private static final int PIO_FRAME = FRAMES + 0x20;
    private static final int REGISTER_FRAME = FRAMES + 0x40;
    private static final int REGIONS = TABLE + 0x80;
    private static final int FRAME_WORDS = Fis.LENGTH_BYTES / 4;
    private static final int TO_DRIVE = 1 << 6;
    private static final int RESET = 1 << 8;
    private static final int CLEAR_BUSY = 1 << 10;
    private static final int UNIT_BYTES = 512;
    private final MemorySegment segment;
    private final long bus;

    CommandArea(HbaMemory memory) throws IOException {
        DmaMemory dma = memory.allocate(DATA + DATA_BYTES);
        segment = dma.segment();
        bus = dma.busAddress();
    }

    long listAddress() {
        return bus + LIST;
    }

    long framesAddress() {
        return bus + FRAMES;
    }

    /** Makes a command ready in a slot. @param dataBytes 0 for none; the drive may send up to a whole 512 bytes more than the last began */
    void prepare(int slot, byte[] frame, int dataBytes, boolean toDrive) {
        int whole = toDrive ? dataBytes : (dataBytes + UNIT_BYTES - 1) / UNIT_BYTES * UNIT_BYTES;
        put(slot, frame, FRAME_WORDS | (toDrive ? TO_DRIVE : 0) | (dataBytes > 0 ? 1 << 16 : 0));
        if (dataBytes > 0) {
            word(REGIONS, (int) (bus + DATA));
            word(REGIONS + 4, (int) (bus + DATA >>> 32));
            word(REGIONS + 8, 0);
            word(REGIONS + 12, whole - 1);
        }
    }

    /** Makes one half of a soft reset ready: AHCI 10.4.1 wants the first half to clear BSY. */
    void prepareSoftReset(boolean on) {
        put(0, Fis.softReset(on), FRAME_WORDS | (on ? RESET | CLEAR_BUSY : 0));
    }

    private void put(int slot, byte[] frame, int flags) {
        int header = LIST + slot * HEADER_BYTES;
        word(header, flags);
        word(header + 4, 0);
        word(header + 8, (int) (bus + TABLE));
        word(header + 12, (int) (bus + TABLE >>> 32));
        MemorySegment.copy(frame, 0, segment, ValueLayout.JAVA_BYTE, TABLE, frame.length);
        segment.set(ValueLayout.JAVA_BYTE, PIO_FRAME, (byte) 0);
        segment.set(ValueLayout.JAVA_BYTE, REGISTER_FRAME, (byte) 0);
    }

    /** Bytes that the controller moved for a slot's command; it does not count for queued ones. */
    int movedBytes(int slot) {
        return segment.get(ValueLayout.JAVA_INT, LIST + slot * HEADER_BYTES + 4);
    }

    MemorySegment data(long bytes) {
        return segment.asSlice(DATA, bytes);
    }

    /** What the drive said last since the command was prepared. */
    Registers registers(int taskFileData, boolean extended) {
        MemorySegment said = segment.asSlice(REGISTER_FRAME, Fis.LENGTH_BYTES);
        if (Fis.at(said, 0) == Fis.REGISTERS_FROM_DRIVE) {
            return Fis.registers(said, taskFileData, extended);
        }
        MemorySegment setup = segment.asSlice(PIO_FRAME, Fis.LENGTH_BYTES);
        if (Fis.at(setup, 0) == Fis.PIO_SETUP) {
            return Fis.registers(setup, taskFileData, extended);
        }
        return new Registers(taskFileData & 0xFF, taskFileData >> 8 & 0xFF, 0, 0, 0);
    }

    private void word(int offset, int value) {
        segment.set(ValueLayout.JAVA_INT, offset, value);
    }
}
