package org.salvor.ata;

import java.lang.foreign.MemorySegment;

/** The commands that Salvor knows, and what each does to a drive. What is not in it has an unknown effect. */
public final class CommandCatalogue {

    private CommandCatalogue() {
    }

    /**
     * The effect of a command as it would leave: opcode, feature, LBA signature and, where the effect hides in the payload (SCT keys), the data going
     * out.
     *
     * @param dataOut bytes going out, {@link MemorySegment#NULL} for none
     */
    public static Effect effectOf(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        return switch (taskFile.command()) {
        case 0xEC, 0x20, 0x24, 0xC8, 0x25, 0x60, 0x40, 0x42, 0x22 -> Effect.READS;
        default -> Effect.UNKNOWN;
        };
    }
}
