package org.salvor.ata;

/**
 * Makes commands that read sectors. LBAs are logical sectors from 0; counts are logical sectors, 1-256 with 28 bits and 1-65,536 with 48.
 * What does not fit is an {@link IllegalArgumentException}.
 */
public final class ReadCommands {
    private static final int MOST_28 = 256;
    private static final int MOST_48 = 65_536;

    private ReadCommands() {
    }

    /** Whether a read of these sectors fits a 28-bit command. */
    public static boolean fits28(long lba, int sectors) {
        return sectors <= MOST_28 && lba + sectors <= 1L << 28;
    }

    /** READ SECTORS (20h) or READ SECTORS EXT (24h), by PIO. */
    public static AtaCommand pio(long lba, int sectors, int sectorBytes, boolean extended) {
        return AtaCommand.pioIn(taskFile(extended ? 0x24 : 0x20, lba, sectors, extended), Math.multiplyExact(sectors, sectorBytes));
    }

    /** READ MULTIPLE (C4h) or READ MULTIPLE EXT (29h), by PIO in blocks as SET MULTIPLE MODE says. */
    public static AtaCommand multiple(long lba, int sectors, int sectorBytes, boolean extended) {
        return AtaCommand.pioIn(taskFile(extended ? 0x29 : 0xC4, lba, sectors, extended), Math.multiplyExact(sectors, sectorBytes));
    }

    /** READ DMA (C8h) or READ DMA EXT (25h). */
    public static AtaCommand dma(long lba, int sectors, int sectorBytes, boolean extended) {
        TaskFile taskFile = taskFile(extended ? 0x25 : 0xC8, lba, sectors, extended);
        return new AtaCommand(taskFile, Protocol.DMA_IN, Math.multiplyExact(sectors, sectorBytes));
    }

    /**
     * READ FPDMA QUEUED (60h): the sectors are counted in the feature register, the tag stands in count bits 7:3.
     *
     * @param tag place in the queue, 0-31
     */
    public static AtaCommand fpdma(long lba, int sectors, int sectorBytes, int tag) {
        if (tag < 0 || tag > 31) {
            throw new IllegalArgumentException("no queue has a tag " + tag);
        }
        check(lba, sectors, true);
        return new AtaCommand(TaskFile.of48(0x60, sectors & 0xFFFF, tag << 3, lba), Protocol.FPDMA_IN,
                Math.multiplyExact(sectors, sectorBytes));
    }

    /** READ VERIFY SECTORS (40h) or READ VERIFY SECTORS EXT (42h): no data moves. */
    public static AtaCommand verify(long lba, int sectors, boolean extended) {
        return AtaCommand.nonData(taskFile(extended ? 0x42 : 0x40, lba, sectors, extended));
    }

    /**
     * READ LONG (22h): one sector with its ECC bytes, whether or not they fit. 28 bits only.
     *
     * @param eccBytes ECC bytes that the drive adds, as IDENTIFY word 22 or SET FEATURES say
     */
    public static AtaCommand readLong(long lba, int sectorBytes, int eccBytes) {
        return AtaCommand.pioIn(taskFile(0x22, lba, 1, false), sectorBytes + eccBytes);
    }

    /** The sectors that a read command asks for, whichever register counts them; 0 for a command that reads none. */
    public static int sectorsOf(TaskFile taskFile) {
        int most = taskFile.extended() ? MOST_48 : MOST_28;
        int counted = switch (taskFile.command()) {
        case 0x60, 0x26, 0xC7 -> taskFile.feature();
        case 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x29, 0x2A, 0x2B, 0x40, 0x41, 0x42, 0xC4, 0xC8, 0xC9 -> taskFile.count();
        default -> -1;
        };
        return counted == 0 ? most : Math.max(0, counted);
    }

    private static TaskFile taskFile(int command, long lba, int sectors, boolean extended) {
        check(lba, sectors, extended);
        return extended ? TaskFile.of48(command, 0, sectors & 0xFFFF, lba) : TaskFile.of28(command, 0, sectors & 0xFF, lba);
    }

    private static void check(long lba, int sectors, boolean extended) {
        int most = extended ? MOST_48 : MOST_28;
        long space = 1L << (extended ? 48 : 28);
        if (sectors < 1 || sectors > most || lba < 0 || lba > space - sectors) {
            throw new IllegalArgumentException(sectors + " sectors at " + lba + " do not fit a " + (extended ? 48 : 28) + "-bit command");
        }
    }
}
