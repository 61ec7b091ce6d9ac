package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.salvor.ata.Effect.CHANGES_STORED;
import static org.salvor.ata.Effect.CHANGES_VOLATILE;
import static org.salvor.ata.Effect.DESTROYS;
import static org.salvor.ata.Effect.READS;
import static org.salvor.ata.Effect.UNKNOWN;
import static org.salvor.ata.Effect.WRITES;
import static org.salvor.ata.Protocol.DIAGNOSTIC;
import static org.salvor.ata.Protocol.DMA_IN;
import static org.salvor.ata.Protocol.DMA_OUT;
import static org.salvor.ata.Protocol.FPDMA_IN;
import static org.salvor.ata.Protocol.FPDMA_OUT;
import static org.salvor.ata.Protocol.NON_DATA;
import static org.salvor.ata.Protocol.PIO_IN;
import static org.salvor.ata.Protocol.PIO_OUT;
import static org.salvor.ata.Protocol.RESET;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommandCatalogueTest {
    private static final MemorySegment NONE = MemorySegment.NULL;
    private static final MemorySegment BLOCK = MemorySegment.ofArray(new byte[512]);

    @Test
    void readsAndVerifiesOnlyRead() {
        for (int opcode : new int[] { 0x20, 0x21, 0xC4 }) {
            narrow(opcode, 0, 0, 12345, PIO_IN, NONE, READS);
        }
        narrow(0xC8, 0, 255, 12345, DMA_IN, NONE, READS);
        narrow(0x40, 0, 8, 12345, NON_DATA, NONE, READS);
        narrow(0x22, 0, 1, 12345, PIO_IN, NONE, READS);
        wide(0x24, 0, 0, 1L << 40, PIO_IN, NONE, READS);
        wide(0x25, 0, 0, 1L << 40, DMA_IN, NONE, READS);
        wide(0x29, 0, 16, 1L << 40, PIO_IN, NONE, READS);
        wide(0x42, 0, 16, 1L << 40, NON_DATA, NONE, READS);
        wide(0x60, 0x1000, 0x28, 1L << 40, FPDMA_IN, NONE, READS);
        wide(0x2A, 0x31, 16, 77, DMA_IN, NONE, READS);
    }

    @Test
    void aReadLongOfMoreThanOneSectorIsUnknown() {
        narrow(0x22, 0, 2, 0, PIO_IN, NONE, UNKNOWN);
        narrow(0x22, 0, 0, 0, PIO_IN, NONE, UNKNOWN);
    }

    @Test
    void aCommandSentTheWrongWayRoundIsUnknown() {
        narrow(0x20, 0, 1, 0, PIO_OUT, BLOCK, UNKNOWN);
        narrow(0x20, 0, 1, 0, DMA_IN, NONE, UNKNOWN);
        narrow(0xC8, 0, 1, 0, PIO_IN, NONE, UNKNOWN);
        wide(0x60, 1, 0, 0, DMA_IN, NONE, UNKNOWN);
        narrow(0xEC, 0, 0, 0, NON_DATA, NONE, UNKNOWN);
        narrow(0x30, 0, 1, 0, PIO_IN, NONE, UNKNOWN);
    }

    @Test
    void aCommandOfTheWrongWidthIsUnknown() {
        wide(0x20, 0, 1, 0, PIO_IN, NONE, UNKNOWN);
        wide(0xEC, 0, 1, 0, PIO_IN, NONE, UNKNOWN);
        narrow(0x24, 0, 1, 0, PIO_IN, NONE, UNKNOWN);
        narrow(0x25, 0, 1, 0, DMA_IN, NONE, UNKNOWN);
        narrow(0x2F, 0, 1, 0x10, PIO_IN, NONE, UNKNOWN);
    }

    @Test
    void writesErasuresAndFirmwareAreToldApart() {
        narrow(0x30, 0, 1, 0, PIO_OUT, BLOCK, WRITES);
        narrow(0xCA, 0, 1, 0, DMA_OUT, BLOCK, WRITES);
        wide(0x35, 0, 1, 0, DMA_OUT, BLOCK, WRITES);
        wide(0x61, 1, 0, 0, FPDMA_OUT, BLOCK, WRITES);
        wide(0x45, 0x55, 1, 0, NON_DATA, NONE, WRITES);
        wide(0x45, 0xAA, 1, 0, NON_DATA, NONE, WRITES);
        narrow(0x32, 0, 1, 0, PIO_OUT, BLOCK, WRITES);
        wide(0x06, 1, 1, 0, DMA_OUT, BLOCK, DESTROYS);
        wide(0xB4, 0x12, 0, 0x426B4572, NON_DATA, NONE, DESTROYS);
        narrow(0x92, 7, 1, 0, PIO_OUT, BLOCK, DESTROYS);
        narrow(0x93, 3, 1, 0, DMA_OUT, BLOCK, DESTROYS);
        wide(0x7C, 0, 0, 1, NON_DATA, NONE, DESTROYS);
        narrow(0xF4, 0, 1, 0, PIO_OUT, BLOCK, DESTROYS);
        narrow(0xF3, 0, 0, 0, NON_DATA, NONE, DESTROYS);
    }

    @Test
    void setFeaturesIsJudgedBySubcommand() {
        for (int feature : new int[] { 0x02, 0x82, 0x55, 0xAA, 0x85, 0xC2, 0x04, 0x84, 0x33, 0x99, 0x77, 0x88, 0x44, 0x66, 0xCC, 0xC3 }) {
            narrow(0xEF, feature, 0, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        }
        narrow(0xEF, 0x03, 0x46, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xEF, 0x03, 0x47, 0, NON_DATA, NONE, UNKNOWN);
        narrow(0xEF, 0x05, 0xFE, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xEF, 0x05, 0xFF, 0, NON_DATA, NONE, UNKNOWN);
        narrow(0xEF, 0x10, 0x06, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xEF, 0x10, 0x0B, 0, NON_DATA, NONE, UNKNOWN);
        narrow(0xEF, 0x06, 0, 0, NON_DATA, NONE, CHANGES_STORED);
        narrow(0xEF, 0x4A, 0x82, 1, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xEF, 0x4A, 0x82, 0x13, NON_DATA, NONE, CHANGES_STORED);
        narrow(0xEF, 0x4A, 0x82, 0x03, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xEF, 0x4A, 0, 4, NON_DATA, NONE, CHANGES_STORED);
        for (int feature : new int[] { 0x00, 0x09, 0x50, 0x56, 0x5C, 0xD6, 0xE0, 0xF0, 0xFF }) {
            narrow(0xEF, feature, 0, 0, NON_DATA, NONE, UNKNOWN);
        }
    }

    @Test
    void smartNeedsItsSignature() {
        narrow(0xB0, 0xD0, 0, 0xC24F00, PIO_IN, NONE, READS);
        narrow(0xB0, 0xD0, 1, 0xC24F00, PIO_IN, NONE, READS);
        narrow(0xB0, 0xD0, 1, 0x4FC200, PIO_IN, NONE, UNKNOWN);
        narrow(0xB0, 0xD0, 1, 0, PIO_IN, NONE, UNKNOWN);
        narrow(0xB0, 0xD1, 1, 0xC24F00, PIO_IN, NONE, READS);
        narrow(0xB0, 0xDA, 0, 0xC24F00, NON_DATA, NONE, READS);
        narrow(0xB0, 0xD8, 0, 0xC24F00, NON_DATA, NONE, CHANGES_STORED);
        narrow(0xB0, 0xD4, 0, 0xC24F7F, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xB0, 0xD4, 0, 0xC24F01, NON_DATA, NONE, CHANGES_STORED);
        narrow(0xB0, 0xD4, 0, 0xC24F40, NON_DATA, NONE, UNKNOWN);
        narrow(0xB0, 0xD7, 1, 0xC24F00, PIO_OUT, BLOCK, UNKNOWN);
        narrow(0xB0, 0xE0, 0, 0xC24F00, NON_DATA, NONE, UNKNOWN);
    }

    @Test
    void logsAreJudgedByAddress() {
        wide(0x2F, 0, 1, 0x10, PIO_IN, NONE, READS);
        wide(0x2F, 0, 1, 0x0104, PIO_IN, NONE, READS);
        wide(0x2F, 0, 1, 0x01_0000_0004L, PIO_IN, NONE, READS);
        wide(0x2F, 0, 1, 0x010010, PIO_IN, NONE, UNKNOWN);
        wide(0x2F, 0, 0, 0x10, PIO_IN, NONE, UNKNOWN);
        wide(0x2F, 1, 1, 0x11, PIO_IN, NONE, CHANGES_VOLATILE);
        wide(0x2F, 1, 1, 0x10, PIO_IN, NONE, UNKNOWN);
        wide(0x47, 0, 1, 0x15, DMA_IN, NONE, READS);
        wide(0x47, 0, 1, 0x80, DMA_IN, NONE, READS);
        for (int vendor = 0xA0; vendor <= 0xDF; vendor++) {
            wide(0x2F, 0, 1, vendor, PIO_IN, NONE, UNKNOWN);
            wide(0x3F, 0, 1, vendor, PIO_OUT, BLOCK, UNKNOWN);
            narrow(0xB0, 0xD5, 1, 0xC24F00 | vendor, PIO_IN, NONE, UNKNOWN);
            narrow(0xB0, 0xD6, 1, 0xC24F00 | vendor, PIO_OUT, BLOCK, UNKNOWN);
        }
        wide(0x3F, 0, 1, 0x80, PIO_OUT, BLOCK, CHANGES_STORED);
        wide(0x3F, 0, 1, 0x10, PIO_OUT, BLOCK, UNKNOWN);
        narrow(0xB0, 0xD6, 1, 0xC24F09, PIO_OUT, BLOCK, CHANGES_STORED);
        wide(0x57, 0, 2, 0xE1, DMA_OUT, MemorySegment.ofArray(new byte[1024]), WRITES);
    }

    @Test
    void sctIsJudgedByItsKeyHoweverItTravels() {
        sct(SctKey.readLong(0xFFFF_FFFF_FFFFL), READS);
        sct(SctKey.setTimer(SctKey.Timer.READ, 70), CHANGES_VOLATILE);
        sct(SctKey.setTimer(SctKey.Timer.WRITE, 70), CHANGES_VOLATILE);
        sct(SctKey.getTimer(SctKey.Timer.READ), READS);
        sct(SctKey.temperatureHistory(), READS);
        sct(SctKey.of(1, 2, 5), WRITES);
        sct(SctKey.of(2, 1), WRITES);
        sct(SctKey.of(2, 0x101), WRITES);
        sct(SctKey.of(3, 3, 1, 70), CHANGES_STORED);
        sct(SctKey.of(3, 5, 1), CHANGES_STORED);
        sct(SctKey.of(4, 1, 1, 3, 0), CHANGES_VOLATILE);
        sct(SctKey.of(4, 1, 1, 3, 1), CHANGES_STORED);
        sct(SctKey.of(4, 2, 1), READS);
        for (SctKey strange : new SctKey[] { SctKey.of(0), SctKey.of(1, 0), SctKey.of(1, 3), SctKey.of(1, 1, 0, 0, 0, 1),
                SctKey.of(3, 1, 3, 70),
                SctKey.of(3, 1, 0, 70), SctKey.of(3, 6, 1), SctKey.of(3, 1, 1, 70, 1), SctKey.of(4, 1, 0xD000), SctKey.of(4, 1, 1, 3, 2),
                SctKey.of(4, 4, 1), SctKey.of(5, 1, 3), SctKey.of(5, 2, 2), SctKey.of(6, 1), SctKey.of(8, 1, 2),
                SctKey.of(0xC000, 1, 1) }) {
            sct(strange, UNKNOWN);
        }
    }

    @Test
    void anSctKeyOfAnotherLengthOrAnotherPageIsUnknown() {
        MemorySegment key = MemorySegment.ofArray(SctKey.getTimer(SctKey.Timer.READ).raw());
        MemorySegment longer = MemorySegment.ofArray(new byte[1024]).copyFrom(key);
        wide(0x3F, 0, 1, 0xE0, PIO_OUT, longer, UNKNOWN);
        wide(0x3F, 0, 1, 0xE0, PIO_OUT, key.asSlice(0, 511), UNKNOWN);
        wide(0x3F, 0, 1, 0xE0, PIO_OUT, NONE, UNKNOWN);
        wide(0x3F, 0, 2, 0xE0, PIO_OUT, key, UNKNOWN);
        wide(0x3F, 0, 1, 0x01E0, PIO_OUT, key, UNKNOWN);
        wide(0x3F, 1, 1, 0xE0, PIO_OUT, key, UNKNOWN);
        wide(0x3F, 0, 1, 0xE0, DMA_OUT, key, UNKNOWN);
        wide(0x57, 0, 1, 0xE0, PIO_OUT, key, UNKNOWN);
    }

    @Test
    void theRebuildAssistLogIsKnownByItsForm() throws AtaFormatException {
        byte[] own = new byte[512];
        own[7] = 2;
        own[8] = 0x0F;
        RebuildAssistLog log = RebuildAssistLog.decode(MemorySegment.ofArray(own));
        java.util.BitSet head = new java.util.BitSet();
        head.set(2);
        wide(0x3F, 0, 1, 0x15, PIO_OUT, MemorySegment.ofArray(log.disabling(head).encode()), CHANGES_VOLATILE);
        wide(0x57, 0, 1, 0x15, DMA_OUT, MemorySegment.ofArray(log.off().encode()), CHANGES_VOLATILE);
        own[3] = 1;
        wide(0x3F, 0, 1, 0x15, PIO_OUT, MemorySegment.ofArray(own), UNKNOWN);
    }

    @Test
    void hiddenAreasAreChangedForGoodOnlyKnowingly() {
        narrow(0xF8, 0, 0, 0, NON_DATA, NONE, READS);
        wide(0x27, 0, 0, 0, NON_DATA, NONE, READS);
        narrow(0xF9, 0, 0, 1000, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xF9, 0, 1, 1000, NON_DATA, NONE, CHANGES_STORED);
        narrow(0xF9, 0, 2, 1000, NON_DATA, NONE, UNKNOWN);
        narrow(0xF9, 1, 0, 0, PIO_OUT, BLOCK, UNKNOWN);
        narrow(0xF9, 2, 0, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xF9, 4, 1, 0, NON_DATA, NONE, UNKNOWN);
        wide(0x37, 0, 0, 1L << 40, NON_DATA, NONE, CHANGES_VOLATILE);
        wide(0x37, 0, 1, 1L << 40, NON_DATA, NONE, CHANGES_STORED);
        wide(0x78, 0, 0, 0, NON_DATA, NONE, READS);
        wide(0x78, 1, 0, 1L << 40, NON_DATA, NONE, CHANGES_STORED);
        wide(0x78, 2, 0, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xB1, 0xC0, 0, 0, NON_DATA, NONE, CHANGES_STORED);
        narrow(0xB1, 0xC1, 0, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xB1, 0xC2, 0, 0, PIO_IN, NONE, READS);
        narrow(0xB1, 0xC3, 1, 0, PIO_OUT, BLOCK, CHANGES_STORED);
        narrow(0xB1, 0xC5, 1, 0, DMA_OUT, BLOCK, CHANGES_STORED);
    }

    @Test
    void powerAndSecurityAreToldApart() {
        narrow(0xE1, 0x44, 0, 0x554E4C, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xE1, 0x44, 0, 0x554E4D, NON_DATA, NONE, UNKNOWN);
        narrow(0xE5, 0, 0, 0, NON_DATA, NONE, READS);
        narrow(0xE6, 0, 0, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xF2, 0, 1, 0, PIO_OUT, BLOCK, CHANGES_VOLATILE);
        narrow(0xF2, 0, 1, 0, PIO_OUT, NONE, UNKNOWN);
        narrow(0xF5, 0, 0, 0, NON_DATA, NONE, CHANGES_VOLATILE);
        narrow(0xF1, 0, 1, 0, PIO_OUT, BLOCK, CHANGES_STORED);
        narrow(0xF6, 0, 1, 0, PIO_OUT, BLOCK, CHANGES_STORED);
        narrow(0x90, 0, 0, 0, DIAGNOSTIC, NONE, CHANGES_VOLATILE);
        narrow(0x08, 0, 0, 0, RESET, NONE, CHANGES_VOLATILE);
        wide(0xB4, 0, 0, 0, NON_DATA, NONE, READS);
        wide(0xB4, 0, 1, 0, NON_DATA, NONE, UNKNOWN);
        wide(0xB4, 0x20, 0, 0x46724C6B, NON_DATA, NONE, CHANGES_VOLATILE);
        wide(0xB4, 0x20, 0, 0, NON_DATA, NONE, UNKNOWN);
    }

    @Test
    void vendorAndReservedOpcodesAreUnknownWhateverComesWithThem() {
        for (int opcode : new int[] { 0x01, 0x46, 0x80, 0x85, 0x8F, 0x9A, 0xC1, 0xF0, 0xF7, 0xFA, 0xFF }) {
            for (Protocol protocol : Protocol.values()) {
                narrow(opcode, 0x45, 0, 0x574400, protocol, BLOCK, UNKNOWN);
                wide(opcode, 0x45, 0, 0x574400, protocol, BLOCK, UNKNOWN);
            }
        }
    }

    @Test
    void dataThatCannotBeReadIsUnknownAndNoError() {
        MemorySegment closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena.allocate(512).copyFrom(MemorySegment.ofArray(SctKey.getTimer(SctKey.Timer.READ).raw()));
            wide(0x3F, 0, 1, 0xE0, PIO_OUT, closed, READS);
        }
        wide(0x3F, 0, 1, 0xE0, PIO_OUT, closed, UNKNOWN);
    }

    @Test
    void noTwoRowsContradictEachOther() {
        SplittableRandom random = new SplittableRandom(7);
        Row[] all = java.util.stream.Stream
                .of(MediaRows.reads(), MediaRows.writes(), MediaRows.destroyers(), ControlRows.information(), ControlRows.power(),
                        ControlRows.hiddenAreas(), ControlRows.protection(), FeatureRows.rows(), LogRows.smart(), LogRows.extended())
                .flatMap(java.util.List::stream).toArray(Row[]::new);
        long[] lbas = { 0, 1, 0x0104, 0xE0, 0x15, 0xC24F00, 0xC24FE0, 0x554E4C, 0x46724C6B, 2, 0x12, 3, 0x13 };
        for (int round = 0; round < 300_000; round++) {
            boolean extended = random.nextBoolean();
            long lba = lbas[random.nextInt(lbas.length)] & (extended ? -1L : 0xFFF_FFFF);
            TaskFile taskFile = new TaskFile(all[random.nextInt(all.length)].command(), random.nextInt(256), random.nextInt(3), lba, 0x40,
                    extended);
            Protocol protocol = Protocol.values()[random.nextInt(Protocol.values().length)];
            Payload payload = Payload.of(MemorySegment.ofArray(SctKey.of(random.nextInt(7), random.nextInt(6), random.nextInt(4)).raw()));
            Set<Effect> effects = new HashSet<>();
            for (Row row : all) {
                if (row.fits(taskFile, protocol, payload)) {
                    effects.add(row.known().effect());
                }
            }
            assertThat(effects).as("%s %s", taskFile, protocol).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void commandsAreCalledByTheirNames() {
        assertThat(CommandCatalogue.nameOf(TaskFile.of48(0x25, 0, 8, 0))).isEqualTo("READ DMA EXT");
        assertThat(CommandCatalogue.nameOf(TaskFile.of28(0xEF, 0x55, 0, 0))).isEqualTo("SET FEATURES: look-ahead off");
        assertThat(CommandCatalogue.nameOf(TaskFile.of28(0xEF, 0xF3, 0, 0))).isEqualTo("SET FEATURES");
        assertThat(CommandCatalogue.nameOf(TaskFile.of(0x80))).isEqualTo("command 80h");
        assertThat(CommandCatalogue.all()).extracting(KnownCommand::name).contains("SMART: return status", "WRITE LOG EXT: SCT read long");
    }

    private static void sct(SctKey key, Effect effect) {
        MemorySegment data = MemorySegment.ofArray(key.raw());
        narrow(0xB0, 0xD6, 1, 0xC24FE0, PIO_OUT, data, effect);
        wide(0x3F, 0, 1, 0xE0, PIO_OUT, data, effect);
        wide(0x57, 0, 1, 0xE0, DMA_OUT, data, effect);
        assertThat(key.effect()).isEqualTo(effect);
    }

    private static void narrow(int command, int feature, int count, long lba, Protocol protocol, MemorySegment data, Effect effect) {
        check(TaskFile.of28(command, feature, count, lba), protocol, data, effect);
    }

    private static void wide(int command, int feature, int count, long lba, Protocol protocol, MemorySegment data, Effect effect) {
        check(TaskFile.of48(command, feature, count, lba), protocol, data, effect);
    }

    private static void check(TaskFile taskFile, Protocol protocol, MemorySegment data, Effect effect) {
        assertThat(CommandCatalogue.effectOf(taskFile, protocol, data)).as("%s %s", taskFile, protocol).isEqualTo(effect);
    }
}
