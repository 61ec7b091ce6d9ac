package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;

/**
 * Memory that a controller reaches.
 *
 * @param segment as this process sees it
 * @param busAddress as the controller sees it: of its first byte; the rest follows without a gap
 */
record DmaMemory(MemorySegment segment, long busAddress) {
}
