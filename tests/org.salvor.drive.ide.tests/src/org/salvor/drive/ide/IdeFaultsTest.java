package org.salvor.drive.ide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.ata.TransferMode;
import org.salvor.drive.CommandGate;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;

/** What failing drives do behind a legacy channel. */
class IdeFaultsTest {
    private static final long MILLI = 1_000_000;
    private static final byte PATTERN = 0x5A;

    private static CommandOutcome send(Rig rig, AtaCommand command, byte[] data) {
        return rig.drive.ataPort().orElseThrow().execute(command.taskFile(), command.protocol(),
                data.length == 0 ? MemorySegment.NULL : MemorySegment.ofArray(data), Rig.TIMEOUT_MILLIS);
    }

    private static Registers ended(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(CommandOutcome.Ended.class);
        return ((CommandOutcome.Ended) outcome).registers();
    }

    /** A bad sector with at least eight good ones before it. */
    private static long badBehindGood(Rig rig) {
        long bad = rig.hardware.truth().nextNotReadable(0);
        while (bad >= 0 && (bad < 8 || rig.hardware.truth().nextNotReadable(bad - 8) != bad)) {
            bad = rig.hardware.truth().nextNotReadable(rig.hardware.truth().fateEnd(bad));
        }
        return bad;
    }

    @Test
    void everySectorBeforeABadOneIsProvenByPioAndHoldsItsBytes() throws Exception {
        Rig rig = new Rig("sim:clustered?size=64MiB&seed=7");
        long bad = badBehindGood(rig);
        byte[] bytes = new byte[16 * 512];
        Arrays.fill(bytes, PATTERN);
        ReadOutcome outcome = rig.read(bad - 5, 16, ReadMethod.PIO, Rig.TIMEOUT_MILLIS, bytes);
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> assertThat(error.failingLba()).isEqualTo(bad));
        assertThat(outcome.provenSectors()).isEqualTo(5);
        for (int index = 0; index < 5; index++) {
            assertThat(Arrays.copyOfRange(bytes, index * 512, (index + 1) * 512)).isEqualTo(rig.truth(bad - 5 + index));
        }
        assertThat(Arrays.copyOfRange(bytes, 5 * 512, bytes.length)).as("nothing is written behind the proven sectors")
                .containsOnly(PATTERN);
    }

    @Test
    void largerBlocksProveWholeBlocksOnly() throws Exception {
        Rig rig = new Rig("sim:clustered?size=64MiB&seed=7");
        long bad = badBehindGood(rig);
        ReadOutcome outcome = rig.read(bad - 5, 16, ReadMethod.AUTO);
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> assertThat(error.failingLba()).isEqualTo(bad));
        assertThat(outcome.provenSectors()).isZero();
    }

    @ParameterizedTest
    @EnumSource(MediaFault.class)
    void everyKindOfBadSectorIsNamed(MediaFault fault) throws Exception {
        Rig rig = new Rig("sim:clustered?size=64MiB&seed=7");
        Set<MediaFault> seen = EnumSet.noneOf(MediaFault.class);
        long bad = rig.hardware.truth().nextNotReadable(0);
        while (bad >= 0 && bad < rig.drive.identity().sectorCount() && !seen.contains(fault)) {
            if (rig.read(bad, 1, ReadMethod.PIO) instanceof ReadOutcome.MediaError error) {
                assertThat(error.failingLba()).isEqualTo(bad);
                seen.add(error.fault());
            }
            bad = rig.hardware.truth().nextNotReadable(bad + 1);
        }
        assertThat(seen).contains(fault);
    }

    @Test
    void verifyEndsAtTheFirstBadSectorAndMovesNothing() throws Exception {
        Rig rig = new Rig("sim:clustered?size=64MiB&seed=7");
        long bad = badBehindGood(rig);
        byte[] bytes = new byte[8 * 512];
        Arrays.fill(bytes, PATTERN);
        assertThat(rig.read(bad - 4, 8, ReadMethod.VERIFY, Rig.TIMEOUT_MILLIS, bytes)).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                error -> assertThat(error.failingLba()).isEqualTo(bad));
        assertThat(bytes).containsOnly(PATTERN);
    }

    @Test
    void aDriveThatHangsIsLeftAtTheDeadlineAndReadsAgainAfterSrst() throws Exception {
        Rig rig = new Rig("sim:hangs?size=64MiB&hang=1&hang.soft=100&hang.hard=0");
        long bad = badBehindGood(rig);
        long before = rig.clock.nanos();
        assertThat(rig.read(bad, 1, ReadMethod.PIO, 200, new byte[512])).isInstanceOf(ReadOutcome.TimedOut.class);
        assertThat(rig.clock.nanos() - before).as("the deadline is kept").isBetween(200 * MILLI, 202 * MILLI);
        assertThat(rig.read(0, 1, ReadMethod.PIO, 50, new byte[512])).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(rig.drive.reset(Reset.SOFT, 31_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(rig.read(0, 1, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void aHangThatSrstDoesNotEndIsSaid() throws Exception {
        Rig rig = new Rig("sim:hangs?size=64MiB&hang=1&hang.soft=0&hang.hard=0");
        assertThat(rig.read(badBehindGood(rig), 1, ReadMethod.PIO, 200, new byte[512])).isInstanceOf(ReadOutcome.TimedOut.class);
        assertThat(rig.drive.reset(Reset.SOFT, 3_000)).isInstanceOfSatisfying(ResetOutcome.StillBusy.class,
                busy -> assertThat(busy.why()).contains("BSY"));
    }

    @Test
    void busyThatStaysEndsWithAReset() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        rig.registers.stickBusy();
        assertThat(rig.read(0, 1, ReadMethod.PIO, 100, new byte[512])).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(rig.drive.reset(Reset.SOFT, 31_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(rig.read(0, 1, ReadMethod.AUTO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void aDeviceFaultIsOne() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        rig.registers.endNextWith(new Registers(0x70, 0, 0, 0, 0));
        assertThat(rig.read(0, 1, ReadMethod.VERIFY)).isInstanceOf(ReadOutcome.DriveFault.class);
        assertThat(rig.read(0, 1, ReadMethod.VERIFY)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void damageOnTheCableIsATransferError() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        rig.registers.endNextWith(new Registers(0x51, 0x84, 0, 0, 0));
        assertThat(rig.read(0, 1, ReadMethod.VERIFY)).isInstanceOf(ReadOutcome.TransferError.class);
    }

    @Test
    void aRefusedCommandIsAborted() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB&password=locked");
        assertThat(rig.read(0, 1, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Aborted.class);
    }

    @Test
    void whatALateCommandBringsIsNeverTheNextOnesAnswer() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        assertThat(rig.read(130_000, 8, ReadMethod.PIO, 1, new byte[8 * 512])).isInstanceOf(ReadOutcome.TimedOut.class);
        byte[] next = new byte[512];
        assertThat(rig.read(3, 1, ReadMethod.PIO, Rig.TIMEOUT_MILLIS, next)).isInstanceOf(ReadOutcome.Read.class);
        assertThat(next).isEqualTo(rig.truth(3));
    }

    @Test
    void aLateErrorIsNeverTheNextOnesAnswer() throws Exception {
        Rig rig = new Rig("sim:clustered?size=64MiB&seed=7");
        long bad = badBehindGood(rig);
        assertThat(rig.read(bad, 1, ReadMethod.PIO, 100, new byte[512])).isInstanceOf(ReadOutcome.TimedOut.class);
        assertThat(rig.read(bad - 1, 1, ReadMethod.PIO, 100, new byte[512])).isInstanceOf(ReadOutcome.NotReady.class);
        rig.clock.sleep(5_000 * MILLI);
        byte[] next = new byte[512];
        assertThat(rig.read(bad - 1, 1, ReadMethod.PIO, 1_000, next)).isInstanceOf(ReadOutcome.Read.class);
        assertThat(next).isEqualTo(rig.truth(bad - 1));
    }

    @Test
    void sectorsThatCameBeforeTheDeadlineAreProven() throws Exception {
        Rig rig = new Rig("sim:clustered?size=64MiB&seed=7");
        long bad = badBehindGood(rig);
        byte[] bytes = new byte[16 * 512];
        ReadOutcome outcome = rig.read(bad - 5, 16, ReadMethod.PIO, 500, bytes);
        assertThat(outcome).isInstanceOf(ReadOutcome.TimedOut.class);
        assertThat(outcome.provenSectors()).isEqualTo(5);
        assertThat(Arrays.copyOfRange(bytes, 4 * 512, 5 * 512)).isEqualTo(rig.truth(bad - 1));
    }

    @Test
    void readLongBringsTheSectorAndAllItsEccBytes() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        int ecc = 40;
        byte[] raw = new byte[512 + ecc];
        assertThat(rig.read(33, 1, ReadMethod.LONG, Rig.TIMEOUT_MILLIS, raw)).isInstanceOf(ReadOutcome.Read.class);
        assertThat(Arrays.copyOf(raw, 512)).isEqualTo(rig.truth(33));
        assertThat(Arrays.copyOfRange(raw, 512, 512 + ecc)).isEqualTo(rig.hardware.truth().eccBytes(rig.truth(33)));
    }

    @Test
    void nativeMaxComesInFortyEightBits() throws Exception {
        Rig wide = new Rig("sim:healthy?size=4TB&bytes=none&hpa=1GiB");
        assertThat(ended(send(wide, DriveCommands.readNativeMax(true), new byte[0])).lba())
                .isEqualTo(wide.hardware.truth().sectorCount() - 1)
                .isGreaterThan(1L << 32);
        Rig old = new Rig("sim:healthy?size=64MiB&lba=28&hpa=1MiB");
        assertThat(ended(send(old, DriveCommands.readNativeMax(false), new byte[0])).lba()).isEqualTo(131_071);
    }

    @Test
    void sectorsBeyondTwentyEightBitsAreReachedAndOldDrivesAreNotAskedInMore() throws Exception {
        Rig wide = new Rig("sim:healthy?size=4TB");
        for (ReadMethod method : new ReadMethod[] { ReadMethod.PIO, ReadMethod.AUTO }) {
            for (long lba : new long[] { (1L << 28) - 2, (1L << 32) + 7, wide.drive.identity().sectorCount() - 4 }) {
                byte[] bytes = new byte[4 * 512];
                assertThat(wide.read(lba, 4, method, Rig.TIMEOUT_MILLIS, bytes)).isInstanceOf(ReadOutcome.Read.class);
                for (int index = 0; index < 4; index++) {
                    assertThat(Arrays.copyOfRange(bytes, index * 512, (index + 1) * 512)).isEqualTo(wide.truth(lba + index));
                }
                assertThat(wide.read(lba, 4, ReadMethod.VERIFY)).isInstanceOf(ReadOutcome.Read.class);
            }
        }
        Rig old = new Rig("sim:healthy?size=64MiB&lba=28");
        assertThat(old.drive.capabilities().maxSectorsPerCommand()).isEqualTo(256);
        byte[] bytes = new byte[256 * 512];
        assertThat(old.read(131_072 - 256, 256, ReadMethod.AUTO, Rig.TIMEOUT_MILLIS, bytes)).isInstanceOf(ReadOutcome.Read.class);
        assertThat(Arrays.copyOfRange(bytes, 255 * 512, 256 * 512)).isEqualTo(old.truth(131_071));
    }

    @Test
    void theTransferModeIsSetUntilPowerGoes() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        for (TransferMode mode : new TransferMode[] { TransferMode.UDMA2, TransferMode.MWDMA1 }) {
            assertThat(ended(send(rig, DriveCommands.transferMode(mode), new byte[0])).failed()).isFalse();
            byte[] page = new byte[IdentifyDevice.BYTES];
            assertThat(ended(send(rig, DriveCommands.identify(), page)).failed()).isFalse();
            assertThat(IdentifyDevice.decode(MemorySegment.ofArray(page)).selectedDmaMode()).contains(mode);
        }
        assertThat(ended(send(rig, DriveCommands.transferMode(TransferMode.PIO3), new byte[0])).failed()).isFalse();
        assertThat(rig.read(0, 1, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void aPasswordGoesOutByPio() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB&password=sesame");
        byte[] block = new byte[512];
        System.arraycopy("sesame".getBytes(), 0, block, 2, 6);
        assertThat(ended(send(rig, new AtaCommand(TaskFile.of(0xF2), Protocol.PIO_OUT, 512), block)).failed()).isFalse();
        assertThat(rig.read(0, 1, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void theDiagnosticTellsThatTheDriveIsWell() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        Registers registers = ended(send(rig, new AtaCommand(TaskFile.of(0x90), Protocol.DIAGNOSTIC, 0), new byte[0]));
        assertThat(registers.error()).isEqualTo(1);
        assertThat(rig.read(0, 1, ReadMethod.AUTO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void aDeviceResetGoesOutToADriveThatIsBusyToo() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        rig.registers.stickBusy();
        Registers registers = ended(send(rig, new AtaCommand(TaskFile.of(0x08), Protocol.RESET, 0), new byte[0]));
        assertThat(registers.lba()).as("the signature of an ATA drive").isEqualTo(1);
        assertThat(rig.read(0, 1, ReadMethod.AUTO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void aDeadlineIsKeptToTheFloorThatIsPublished() throws Exception {
        Rig rig = new Rig("sim:hangs?size=64MiB&hang=1&hang.soft=100&hang.hard=0");
        long floor = rig.drive.capabilities().timeoutFloor().millis();
        assertThat(floor).isBetween(1L, 3L);
        long before = rig.clock.nanos();
        assertThat(rig.read(badBehindGood(rig), 1, ReadMethod.PIO, floor, new byte[512])).isInstanceOf(ReadOutcome.TimedOut.class);
        assertThat(rig.clock.nanos() - before).isBetween(floor * MILLI, (floor + 1) * MILLI);
    }

    @Test
    void dmaIsNotToBeHadHere() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        assertThat(send(rig, new AtaCommand(TaskFile.of28(0xC8, 0, 1, 0), Protocol.DMA_IN, 512), new byte[512]))
                .isInstanceOf(CommandOutcome.Unavailable.class);
        assertThat(rig.read(0, 1, ReadMethod.DMA)).isInstanceOf(ReadOutcome.NotReady.class);
    }

    @Test
    void aPulledCableIsADriveThatIsGone() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        rig.hardware.unplug();
        assertThat(rig.read(0, 1, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(rig.drive.awaitReady(500)).isInstanceOf(ResetOutcome.Gone.class);
        rig.hardware.plug();
        assertThat(rig.read(0, 1, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void masterAndSlaveAnswerForThemselves() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        DriveHardware master = Rig.hardware("sim:healthy?size=64MiB&seed=1");
        DriveHardware slave = Rig.hardware("sim:healthy?size=32MiB&seed=2");
        DriveContext context = new DriveContext(clock, CommandGate.readOnly());
        IdeDrive first = IdeDrive.open(new SimulatedRegisters(clock, master, slave), 0, context);
        IdeDrive second = IdeDrive.open(new SimulatedRegisters(clock, master, slave), 1, context);
        assertThat(first.identity().sectorCount()).isEqualTo(131_072);
        assertThat(second.identity().sectorCount()).isEqualTo(65_536);
        byte[] bytes = new byte[512];
        second.read(ReadRequest.of(9, 1, ReadMethod.PIO, 1000), MemorySegment.ofArray(bytes));
        assertThat(bytes).isEqualTo(slave.truth().bytes(9));
        second.ataPort().orElseThrow().execute(TaskFile.of(0x90), Protocol.DIAGNOSTIC, MemorySegment.NULL, 10_000);
        second.read(ReadRequest.of(7, 1, ReadMethod.PIO, 1000), MemorySegment.ofArray(bytes));
        assertThat(bytes).as("the diagnostic, which is for both drives, has left the first selected").isEqualTo(slave.truth().bytes(7));
        assertThat(second.reset(Reset.SOFT, 31_000)).isInstanceOf(ResetOutcome.Ready.class);
        second.read(ReadRequest.of(9, 1, ReadMethod.AUTO, 1000), MemorySegment.ofArray(bytes));
        assertThat(bytes).isEqualTo(slave.truth().bytes(9));
    }

    @Test
    void whereNoDriveIsNoneIsOpenedAndTheChannelIsGivenBack() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        SimulatedRegisters registers = new SimulatedRegisters(clock, Rig.hardware("sim:healthy?size=64MiB"), null);
        assertThatThrownBy(() -> IdeDrive.open(registers, 1, new DriveContext(clock, CommandGate.readOnly())))
                .isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("No drive");
        assertThat(registers.closed).isTrue();
        assertThat(clock.nanos()).as("a place without a drive is told quickly").isLessThan(1_000 * MILLI);
    }

    @Test
    void aClosedDriveSendsNothingAndGivesTheChannelBack() throws Exception {
        Rig rig = new Rig("sim:healthy?size=64MiB");
        rig.drive.close();
        long commands = rig.hardware.counters().commands();
        assertThat(rig.read(0, 1, ReadMethod.PIO).good()).isFalse();
        assertThat(rig.drive.reset(Reset.SOFT, 100)).isInstanceOf(ResetOutcome.Gone.class);
        assertThat(rig.hardware.counters().commands()).isEqualTo(commands);
        assertThat(rig.registers.closed).isTrue();
    }
}
