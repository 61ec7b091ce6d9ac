package org.salvor.ata;

import java.lang.foreign.MemorySegment;

/**
 * The SCSI commands that Salvor knows, and what each does to a drive: an allow-list, as {@link CommandCatalogue} is for ATA. A command is known
 * only when every byte of it that has no meaning here is 0. ATA commands inside SCSI commands are not judged here: see {@link SatCdb}. Any
 * thread; no input makes it throw.
 */
public final class ScsiCatalogue {

    private ScsiCatalogue() {
    }

    /**
     * The effect of a command as it would leave.
     *
     * @param cdb its bytes
     * @param dataOut bytes going out, {@link MemorySegment#NULL} for none
     */
    public static Effect effectOf(byte[] cdb, MemorySegment dataOut) {
        if (cdb.length == 0 || cdb.length != lengthOf(cdb[0] & 0xFF) || cdb[cdb.length - 1] != 0) {
            return Effect.UNKNOWN;
        }
        boolean silent = dataOut.byteSize() == 0;
        return switch (cdb[0] & 0xFF) {
        case 0x00 -> reads(silent && zero(cdb, 1, 6));
        case 0x03 -> reads(silent && (cdb[1] & ~1) == 0 && zero(cdb, 2, 4));
        case 0x12 -> reads(silent && (cdb[1] == 1 || cdb[1] == 0 && cdb[2] == 0));
        case 0x1B -> silent && zero(cdb, 1, 4) && cdb[4] == 1 ? Effect.CHANGES_VOLATILE : Effect.UNKNOWN;
        case 0x25 -> reads(silent && zero(cdb, 1, 10));
        case 0x28 -> reads(silent && (cdb[1] & ~0x18) == 0 && cdb[6] == 0);
        case 0x2F -> reads(silent && cdb[1] == 0 && cdb[6] == 0);
        case 0x3E -> reads(silent && cdb[1] == 0 && cdb[6] == 0);
        case 0x55 -> modeSelect(cdb, dataOut);
        case 0x5A -> reads(silent && (cdb[1] & ~0x18) == 0 && zero(cdb, 4, 7));
        case 0x88 -> reads(silent && (cdb[1] & ~0x18) == 0 && cdb[14] == 0);
        case 0x8F -> reads(silent && cdb[1] == 0 && cdb[14] == 0);
        case 0x9E -> reads(silent && (cdb[1] == 0x10 && zero(cdb, 2, 10) && cdb[14] == 0
                || cdb[1] == 0x11 && cdb[10] == 0 && cdb[11] == 0 && cdb[14] == 0));
        default -> Effect.UNKNOWN;
        };
    }

    /** What a person calls a command. */
    public static String nameOf(byte[] cdb) {
        return cdb.length == 0 ? "no command" : switch (cdb[0] & 0xFF) {
        case 0x00 -> "TEST UNIT READY";
        case 0x03 -> "REQUEST SENSE";
        case 0x12 -> "INQUIRY";
        case 0x1B -> "START STOP UNIT";
        case 0x25 -> "READ CAPACITY (10)";
        case 0x28 -> "READ (10)";
        case 0x2F -> "VERIFY (10)";
        case 0x3E -> "READ LONG (10)";
        case 0x55 -> "MODE SELECT (10)";
        case 0x5A -> "MODE SENSE (10)";
        case 0x88 -> "READ (16)";
        case 0x8F -> "VERIFY (16)";
        case 0x9E -> "SERVICE ACTION IN (16)";
        case 0x85, 0xA1 -> "ATA PASS-THROUGH";
        default -> "SCSI command %02Xh".formatted(cdb[0] & 0xFF);
        };
    }

    /** Only the control page, and nothing saved: SP is 0. */
    private static Effect modeSelect(byte[] cdb, MemorySegment dataOut) {
        Payload payload = Payload.of(dataOut);
        return cdb[1] == 0x10 && zero(cdb, 2, 7) && BigEndian.number(cdb, 7, 2) == payload.sizeBytes() && ModeControl.isControlPage(payload)
                ? Effect.CHANGES_VOLATILE
                : Effect.UNKNOWN;
    }

    private static Effect reads(boolean certain) {
        return certain ? Effect.READS : Effect.UNKNOWN;
    }

    /** The length of a command by its group (SPC-5 4.2.5.1). */
    private static int lengthOf(int opcode) {
        return switch (opcode >> 5) {
        case 0 -> 6;
        case 1, 2 -> 10;
        case 4 -> 16;
        case 5 -> 12;
        default -> -1;
        };
    }

    private static boolean zero(byte[] cdb, int from, int to) {
        for (int index = from; index < to; index++) {
            if (cdb[index] != 0) {
                return false;
            }
        }
        return true;
    }
}
