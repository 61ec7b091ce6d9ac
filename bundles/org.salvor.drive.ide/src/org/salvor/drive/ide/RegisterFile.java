package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;

/**
 * The registers of one legacy channel, which one or two drives share. Nothing here waits, and nothing is judged. One thread at a time; a fault of our own
 * side, such as a port that may not be used any more, is an {@link java.io.UncheckedIOException}.
 */
interface RegisterFile extends AutoCloseable {

    /** Reads a register of the command block, 0-255; FFh where nothing drives the bus. */
    int read(Register register);

    /** Writes a register of the command block. Each keeps the value written before as its previous one, as 48-bit commands need. */
    void write(Register register, int value);

    /** The status without side effects. */
    int alternateStatus();

    /** Writes the device control register: SRST 04h, nIEN 02h, HOB 80h. */
    void control(int value);

    /** Takes 16-bit words from the data port until the segment, of even size, is full. */
    void dataIn(MemorySegment into);

    /** Gives the data port the segment, of even size, in 16-bit words. */
    void dataOut(MemorySegment from);

    /** Takes one byte from the data port, as the ECC bytes of READ LONG come. */
    int dataByte();

    /** Gives the channel back. Idempotent. */
    @Override
    void close();
}
