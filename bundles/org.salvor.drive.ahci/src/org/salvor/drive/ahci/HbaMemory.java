package org.salvor.drive.ahci;

/**
 * A controller as seen through its memory: the registers of its ABAR, and memory that it can reach. One port is used by one thread at a
 * time; different ports may be used by different threads.
 */
interface HbaMemory {

    /** What every register reads when the controller is no longer on its bus. */
    int ABSENT = -1;

    /** Reads a register. @param offset from the start of the ABAR in bytes, a multiple of 4 */
    int read(int offset);

    /** Writes a register. @param offset from the start of the ABAR in bytes, a multiple of 4 */
    void write(int offset, int value);

    /**
     * Memory that both sides reach, zeroed, on a page boundary. It lives until the controller is given back.
     *
     * @param sizeBytes greater than 0
     * @throws java.io.IOException when there is none
     */
    DmaMemory allocate(long sizeBytes) throws java.io.IOException;
}
