package org.salvor.drive.simulated;

import org.salvor.ata.TaskFile;

/**
 * The drive's own judgement of what could change it, made without the catalogue that the write blocker judges by, so that each can prove
 * the other. What is not certainly harmless counts as modifying.
 */
final class Modifying {

    private Modifying() {
    }

    /** @param dataOut the bytes sent with the command, empty for none */
    static boolean modifies(TaskFile taskFile, byte[] dataOut) {
        int feature = taskFile.feature();
        return switch (taskFile.command()) {
        // nothing, resets, diagnostics, seeks, reads, verifies, identities, power, flush, unlock, freeze
        case 0x00, 0x03, 0x08, 0x0B, 0x10, 0x12, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x29, 0x2A, 0x2B, 0x2F, 0x40, 0x41, 0x42,
                0x47, 0x5C, 0x5D, 0x60, 0x70, 0x90, 0x91, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0xA1, 0xC4, 0xC6, 0xC7, 0xC8, 0xC9, 0xDA,
                0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xEA, 0xEC, 0xEE, 0xF2, 0xF5, 0xF8 -> false;
        case 0x4A -> (feature & 0x1F) != 0;
        case 0xEF -> feature == 0x06 || feature == 0x86 || feature == 0x4A && powerCondition((int) taskFile.lba());
        case 0xF9 -> feature == 1 || feature == 0 && (taskFile.count() & 1) == 1 || feature > 4;
        case 0x37 -> (taskFile.count() & 1) == 1;
        case 0x78 -> feature == 1 || feature > 2;
        case 0xB1 -> feature != 0xC1 && feature != 0xC2 && feature != 0xC4;
        case 0xB0 -> smart(taskFile, dataOut);
        case 0xB4 -> feature != 0x00 && feature != 0x20;
        case 0x3F, 0x57 -> log((int) taskFile.lba() & 0xFF, dataOut);
        default -> true;
        };
    }

    /** Extended power conditions: go to, set timer and set state without the save bit last until power goes. */
    private static boolean powerCondition(int lba) {
        int subcommand = lba & 0x1F;
        return subcommand < 1 || subcommand > 3;
    }

    private static boolean smart(TaskFile taskFile, byte[] dataOut) {
        return switch (taskFile.feature()) {
        case 0xD0, 0xD1, 0xD5, 0xDA -> false;
        case 0xD4 -> (taskFile.lba() & 0xFF) != 0x7F;
        case 0xD6 -> log((int) taskFile.lba() & 0xFF, dataOut);
        default -> true;
        };
    }

    private static boolean log(int address, byte[] dataOut) {
        if (address == 0x15) {
            return false;
        }
        if (address != 0xE0 || dataOut.length < 512) {
            return true;
        }
        int action = dataOut[0] & 0xFF | (dataOut[1] & 0xFF) << 8;
        int function = dataOut[2] & 0xFF | (dataOut[3] & 0xFF) << 8;
        return switch (action) {
        case 1 -> function != 1;
        case 3 -> function == 3 || function == 5 || function > 5;
        case 4 -> function == 1 && (dataOut[8] & 1) == 1 || function > 3;
        case 5 -> false;
        default -> true;
        };
    }
}
