package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden registers: each line is what ACS-4 says goes over the wire, in the order command, feature, count, LBA, device. */
class CommandsTest {

    @Test
    void readsOf28Bits() {
        assertThat(wire(ReadCommands.pio(0x0ABC_DEF1, 256, 512, false))).isEqualTo("20 00 00 bcdef1 4a PIO_IN 131072");
        assertThat(wire(ReadCommands.dma(7, 8, 512, false))).isEqualTo("c8 00 08 000007 40 DMA_IN 4096");
        assertThat(wire(ReadCommands.multiple(7, 16, 512, false))).isEqualTo("c4 00 10 000007 40 PIO_IN 8192");
        assertThat(wire(ReadCommands.verify(0x0FFF_FFFF, 1, false))).isEqualTo("40 00 01 ffffff 4f NON_DATA 0");
        assertThat(wire(ReadCommands.readLong(0x0123_4567, 512, 52))).isEqualTo("22 00 01 234567 41 PIO_IN 564");
    }

    @Test
    void readsOf48Bits() {
        assertThat(wire(ReadCommands.pio(0x1234_5678_9ABCL, 65_536, 512, true))).isEqualTo("24 0000 0000 123456789abc 40 PIO_IN 33554432");
        assertThat(wire(ReadCommands.dma(1L << 28, 256, 4096, true))).isEqualTo("25 0000 0100 000010000000 40 DMA_IN 1048576");
        assertThat(wire(ReadCommands.verify(1, 65_535, true))).isEqualTo("42 0000 ffff 000000000001 40 NON_DATA 0");
        assertThat(wire(ReadCommands.fpdma(5, 8, 512, 31))).isEqualTo("60 0008 00f8 000000000005 40 FPDMA_IN 4096");
        assertThat(wire(ReadCommands.fpdma(5, 65_536, 512, 0))).isEqualTo("60 0000 0000 000000000005 40 FPDMA_IN 33554432");
    }

    @Test
    void commandsAboutTheDrive() {
        assertThat(wire(DriveCommands.identify())).isEqualTo("ec 00 00 000000 40 PIO_IN 512");
        assertThat(wire(DriveCommands.smartData())).isEqualTo("b0 d0 01 c24f00 40 PIO_IN 512");
        assertThat(wire(DriveCommands.smartThresholds())).isEqualTo("b0 d1 01 c24f00 40 PIO_IN 512");
        assertThat(wire(DriveCommands.smartStatus())).isEqualTo("b0 da 00 c24f00 40 NON_DATA 0");
        assertThat(wire(DriveCommands.smartReadLog(0xE0, 1))).isEqualTo("b0 d5 01 c24fe0 40 PIO_IN 512");
        assertThat(wire(DriveCommands.sctKey(false))).isEqualTo("b0 d6 01 c24fe0 40 PIO_OUT 512");
        assertThat(wire(DriveCommands.sctKey(true))).isEqualTo("3f 0000 0001 0000000000e0 40 PIO_OUT 512");
        assertThat(wire(DriveCommands.sctStatus(true))).isEqualTo("2f 0000 0001 0000000000e0 40 PIO_IN 512");
        assertThat(wire(DriveCommands.sctData(true, 2))).isEqualTo("2f 0000 0002 0000000000e1 40 PIO_IN 1024");
        assertThat(wire(DriveCommands.readLog(0x04, 0x0105, 3))).isEqualTo("2f 0000 0003 000100000504 40 PIO_IN 1536");
        assertThat(wire(DriveCommands.readLogDma(0x10, 0, 1))).isEqualTo("47 0000 0001 000000000010 40 DMA_IN 512");
        assertThat(wire(DriveCommands.writeLog(0x15, 0, 1))).isEqualTo("3f 0000 0001 000000000015 40 PIO_OUT 512");
        assertThat(wire(DriveCommands.transferMode(TransferMode.UDMA5))).isEqualTo("ef 03 45 000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.transferMode(TransferMode.PIO4))).isEqualTo("ef 03 0c 000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.lookAhead(false))).isEqualTo("ef 55 00 000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.writeCache(false))).isEqualTo("ef 82 00 000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.fullEccBytes())).isEqualTo("ef 44 00 000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.senseReporting(true))).isEqualTo("ef c3 01 000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.unloadHeads())).isEqualTo("e1 44 00 554e4c 40 NON_DATA 0");
        assertThat(wire(DriveCommands.readNativeMax(true))).isEqualTo("27 0000 0000 000000000000 40 NON_DATA 0");
        assertThat(wire(DriveCommands.setMaxUntilPowerCycle(0x0ABC_DEF1, false))).isEqualTo("f9 00 00 bcdef1 4a NON_DATA 0");
        assertThat(wire(DriveCommands.deviceConfiguration())).isEqualTo("b1 c2 00 000000 40 PIO_IN 512");
    }

    @Test
    void everyCommandMadeHereIsKnownAndHarmless() {
        MemorySegment key = MemorySegment.ofArray(SctKey.readLong(1).raw());
        MemorySegment assist = MemorySegment.ofArray(new byte[512]);
        for (AtaCommand command : List.of(ReadCommands.pio(0, 1, 512, false), ReadCommands.pio(0, 1, 512, true),
                ReadCommands.multiple(0, 1, 512, false),
                ReadCommands.multiple(0, 1, 512, true), ReadCommands.dma(0, 1, 512, false), ReadCommands.dma(0, 1, 512, true),
                ReadCommands.fpdma(0, 1, 512, 1), ReadCommands.verify(0, 1, false), ReadCommands.verify(0, 1, true),
                ReadCommands.readLong(0, 512, 4),
                DriveCommands.identify(), DriveCommands.smartData(), DriveCommands.smartThresholds(), DriveCommands.smartStatus(),
                DriveCommands.smartReadLog(6, 1), DriveCommands.readLog(0x10, 0, 1), DriveCommands.readLogDma(0x15, 0, 1),
                DriveCommands.sctKey(true),
                DriveCommands.sctKey(false), DriveCommands.sctStatus(true), DriveCommands.sctStatus(false), DriveCommands.sctData(true, 2),
                DriveCommands.sctData(false, 2), DriveCommands.transferMode(TransferMode.MWDMA2), DriveCommands.lookAhead(true),
                DriveCommands.writeCache(true), DriveCommands.autoReallocation(false), DriveCommands.retries(false),
                DriveCommands.senseReporting(false),
                DriveCommands.fullEccBytes(), DriveCommands.setMultiple(16), DriveCommands.checkPowerMode(), DriveCommands.idle(),
                DriveCommands.unloadHeads(), DriveCommands.standby(), DriveCommands.sleep(), DriveCommands.readNativeMax(true),
                DriveCommands.readNativeMax(false), DriveCommands.setMaxUntilPowerCycle(1, true),
                DriveCommands.setMaxUntilPowerCycle(1, false),
                DriveCommands.deviceConfiguration(), DriveCommands.freezeSecurity(),
                DriveCommands.writeLog(LogAddress.REBUILD_ASSIST, 0, 1))) {
            MemorySegment data = (command.taskFile().lba() & 0xFF) == LogAddress.REBUILD_ASSIST ? assist : key;
            assertThat(CommandCatalogue.effectOf(command.taskFile(), command.protocol(), data)).as(command.toString())
                    .isIn(Effect.READS, Effect.CHANGES_VOLATILE);
            assertThat(command.name()).as(command.toString()).doesNotStartWith("command");
        }
    }

    @Test
    void aReadCountsItsSectorsWhereItsCommandPutsThem() {
        assertThat(ReadCommands.sectorsOf(ReadCommands.pio(0, 256, 512, false).taskFile())).isEqualTo(256);
        assertThat(ReadCommands.sectorsOf(ReadCommands.dma(0, 65_536, 512, true).taskFile())).isEqualTo(65_536);
        assertThat(ReadCommands.sectorsOf(ReadCommands.fpdma(0, 65_536, 512, 5).taskFile())).isEqualTo(65_536);
        assertThat(ReadCommands.sectorsOf(ReadCommands.fpdma(0, 9, 512, 5).taskFile())).isEqualTo(9);
        assertThat(ReadCommands.sectorsOf(ReadCommands.readLong(0, 512, 4).taskFile())).isEqualTo(1);
        assertThat(ReadCommands.sectorsOf(DriveCommands.identify().taskFile())).isZero();
    }

    @Test
    void whatDoesNotFitTheRegistersIsRefused() {
        assertThatThrownBy(() -> ReadCommands.pio((1L << 28) - 1, 2, 512, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadCommands.pio(0, 257, 512, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadCommands.dma((1L << 48) - 1, 2, 512, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadCommands.dma(-1, 2, 512, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadCommands.dma(0, 0, 512, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadCommands.dma(0, 65_536, 65_536, true)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ReadCommands.fpdma(0, 1, 512, 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DriveCommands.readLog(256, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DriveCommands.readLog(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AtaCommand(TaskFile.of(0xEC), Protocol.NON_DATA, 512)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ReadCommands.fits28((1L << 28) - 1, 1)).isTrue();
        assertThat(ReadCommands.fits28((1L << 28) - 1, 2)).isFalse();
    }

    @Test
    void answersInTheRegistersAreRead() {
        assertThat(DriveCommands.smartFailing(new Registers(0x50, 0, 0, 0xC24F00, 0))).isFalse();
        assertThat(DriveCommands.smartFailing(new Registers(0x50, 0, 0, 0x2CF400, 0))).isTrue();
        assertThat(PowerMode.of(new Registers(0x50, 0, 0xFF, 0, 0))).isEqualTo(PowerMode.ACTIVE);
        assertThat(PowerMode.of(new Registers(0x50, 0, 0x80, 0, 0))).isEqualTo(PowerMode.IDLE);
        assertThat(PowerMode.of(new Registers(0x50, 0, 0x00, 0, 0))).isEqualTo(PowerMode.STANDBY);
        assertThat(PowerMode.of(new Registers(0x50, 0, 0x77, 0, 0))).isEqualTo(PowerMode.UNKNOWN);
        assertThat(SctKey.timerOf(new Registers(0x50, 0, 0x58, 0x02, 0))).isEqualTo(600);
    }

    private static String wire(AtaCommand command) {
        TaskFile tf = command.taskFile();
        String registers = tf.extended()
                ? "%02x %04x %04x %012x %02x".formatted(tf.command(), tf.feature(), tf.count(), tf.lba(), tf.deviceRegister())
                : "%02x %02x %02x %06x %02x".formatted(tf.command(), tf.feature(), tf.count(), tf.lba() & 0xFFFFFF, tf.deviceRegister());
        return registers + " " + command.protocol() + " " + command.dataBytes();
    }
}
