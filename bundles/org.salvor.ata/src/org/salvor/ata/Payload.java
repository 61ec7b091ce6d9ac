package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The data going out with a command, as far as its effect hides in it: the first block, and the length. Data that cannot be read (its arena
 * is closed, another thread owns it) has length -1 and fits no rule.
 */
record Payload(long sizeBytes, byte[] block) {
    static final int BLOCK = 512;

    static Payload of(MemorySegment data) {
        try {
            int length = (int) Math.min(BLOCK, data.byteSize());
            byte[] block = new byte[BLOCK];
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, block, 0, length);
            return new Payload(data.byteSize(), block);
        } catch (IllegalStateException | WrongThreadException unreadable) {
            return new Payload(-1, new byte[BLOCK]);
        }
    }

    boolean oneBlock() {
        return sizeBytes == BLOCK;
    }

    int unsignedByte(int index) {
        return block[index] & 0xFF;
    }

    /** Little-endian word, 0-255. */
    int word(int index) {
        return unsignedByte(2 * index) | unsignedByte(2 * index + 1) << 8;
    }

    /** Whether every byte from {@code first} to the end of the block is 0. */
    boolean zeroFrom(int first) {
        for (int index = first; index < BLOCK; index++) {
            if (block[index] != 0) {
                return false;
            }
        }
        return true;
    }
}
