package org.salvor.ata;

import org.salvor.ata.NvmeCommand.Words;

/**
 * The NVMe commands that Salvor knows, and what each does to a drive: an allow-list, as {@link CommandCatalogue} is for ATA. A command is known only
 * when every field that has no meaning here is 0, and its data phase is as long as the drive will make it, which no kernel checks. No command that sends
 * data is known. Any thread; no input makes it throw.
 */
public final class NvmeCatalogue {
    private static final int LIMITED_RETRY = 1 << 31;
    private static final int FORCE_UNIT_ACCESS = 1 << 30;
    private static final int PROTECTION_ACTION = 1 << 29;
    private static final int STRUCTURE = 4096;
    private static final int BLOCK_COUNT = 0xFFFF;

    private NvmeCatalogue() {
    }

    /** The effect of a command as it would leave. */
    public static Effect effectOf(NvmeCommand command) {
        Words words = command.words();
        boolean known = words.cdw2() == 0 && words.cdw3() == 0 && words.cdw13() == 0 && switch (command.queue()) {
        case ADMIN -> admin(command);
        case IO -> io(command);
        };
        return known ? Effect.READS : Effect.UNKNOWN;
    }

    private static boolean admin(NvmeCommand command) {
        Words words = command.words();
        boolean plain = words.cdw12() == 0 && words.cdw14() == 0 && words.cdw15() == 0;
        return plain && switch (command.opcode()) {
        case 0x02 -> words.cdw11() == 0 && knownLog(words.cdw10()) && command.dataBytes() == 4 * ((words.cdw10() >>> 16) + 1);
        case 0x06 -> words.cdw11() == 0 && knownStructure(words.cdw10()) && command.dataBytes() == STRUCTURE;
        case 0x0A -> words.cdw11() == 0 && knownFeature(words.cdw10()) && (command.dataBytes() == 0 || command.dataBytes() == STRUCTURE);
        default -> false;
        };
    }

    /** Logs that a read does not change: errors, health, firmware slots, changed namespaces, effects, self-tests. Bits 14:8 are reserved for them. */
    private static boolean knownLog(int cdw10) {
        return (cdw10 & 0x7F00) == 0 && switch (cdw10 & 0xFF) {
        case 0x01, 0x02, 0x03, 0x05, 0x06 -> true;
        default -> false;
        };
    }

    /** Namespace, controller, lists of them, descriptors. */
    private static boolean knownStructure(int cdw10) {
        return switch (cdw10) {
        case 0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 0x08 -> true;
        default -> false;
        };
    }

    /** GET FEATURES of a feature of the standard: current, default, saved or supported. */
    private static boolean knownFeature(int cdw10) {
        int feature = cdw10 & 0xFF;
        return (cdw10 & ~0x7FF) == 0 && (cdw10 >> 8 & 7) <= 3 && feature >= 0x01 && feature <= 0x1D;
    }

    private static boolean io(NvmeCommand command) {
        Words words = command.words();
        boolean plain = words.cdw14() == 0 && words.cdw15() == 0 && command.namespace() != 0 && command.namespace() != -1;
        int flags = words.cdw12() & ~BLOCK_COUNT;
        return plain && switch (command.opcode()) {
        case 0x02 -> command.dataBytes() > 0 && (flags & ~(LIMITED_RETRY | FORCE_UNIT_ACCESS | PROTECTION_ACTION)) == 0;
        case 0x0C -> command.dataBytes() == 0 && (flags & ~(LIMITED_RETRY | FORCE_UNIT_ACCESS)) == 0;
        default -> false;
        };
    }

    /** What a person calls a command. */
    public static String nameOf(NvmeCommand command) {
        String name = switch (command.queue()) {
        case ADMIN -> adminName(command.opcode());
        case IO -> ioName(command.opcode());
        };
        return name.isEmpty() ? "NVMe %s command %02Xh".formatted(command.queue() == NvmeCommand.Queue.ADMIN ? "admin" : "I/O",
                command.opcode()) : "NVMe " + name;
    }

    private static String adminName(int opcode) {
        return switch (opcode) {
        case 0x02 -> "GET LOG PAGE";
        case 0x06 -> "IDENTIFY";
        case 0x09 -> "SET FEATURES";
        case 0x0A -> "GET FEATURES";
        case 0x10 -> "FIRMWARE COMMIT";
        case 0x11 -> "FIRMWARE IMAGE DOWNLOAD";
        case 0x80 -> "FORMAT NVM";
        case 0x84 -> "SANITIZE";
        default -> "";
        };
    }

    private static String ioName(int opcode) {
        return switch (opcode) {
        case 0x00 -> "FLUSH";
        case 0x01 -> "WRITE";
        case 0x02 -> "READ";
        case 0x04 -> "WRITE UNCORRECTABLE";
        case 0x05 -> "COMPARE";
        case 0x08 -> "WRITE ZEROES";
        case 0x09 -> "DATASET MANAGEMENT";
        case 0x0C -> "VERIFY";
        default -> "";
        };
    }
}
