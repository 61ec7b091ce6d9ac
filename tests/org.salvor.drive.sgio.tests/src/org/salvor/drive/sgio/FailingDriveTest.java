package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.ScsiCommand;
import org.salvor.ata.SenseData;
import org.salvor.ata.SenseKey;
import org.salvor.ata.Status;
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
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.testkit.sat.SatTranslator;

class FailingDriveTest {
    private static final String CLUSTERED = "sim:clustered?seed=7&size=64MiB&clustered.places=4&clustered.reach=4&clustered.first-sector=0";

    private static ReadOutcome read(ScsiRig rig, long lba, int sectors, ReadMethod method, long timeoutMillis) {
        MemorySegment buffer = Arena.ofAuto().allocate(sectors * 600L, 8);
        return rig.drive().read(ReadRequest.of(lba, sectors, method, timeoutMillis), buffer);
    }

    private static long firstBad(ScsiRig rig) {
        return rig.hardware().truth().nextNotReadable(1_000);
    }

    @Test
    void whatAHostProtectedAreaHidIsReadOnceItIsOpened() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=64MiB&hpa=16MiB");
        long closed = rig.drive().identity().sectorCount();
        assertThat(read(rig, closed, 8, ReadMethod.AUTO, 1_000)).isInstanceOf(ReadOutcome.Aborted.class);
        for (AtaCommand command : new AtaCommand[] { DriveCommands.readNativeMax(true),
                DriveCommands.setMaxUntilPowerCycle(131_071, true) }) {
            assertThat(rig.drive().ataPort().orElseThrow().execute(command.taskFile(), command.protocol(), MemorySegment.NULL, 1_000))
                    .isInstanceOf(CommandOutcome.Ended.class);
        }
        rig.drive().identify(1_000);
        assertThat(read(rig, closed, 8, ReadMethod.AUTO, 1_000).good()).isTrue();
        assertThat(read(rig, 131_071, 1, ReadMethod.AUTO, 1_000).good()).isTrue();
    }

    @Test
    void theFirstFailingSectorOfABlockIsNamedExactly() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        long bad = firstBad(rig);
        for (ReadMethod method : new ReadMethod[] { ReadMethod.AUTO, ReadMethod.DMA, ReadMethod.PIO, ReadMethod.VERIFY }) {
            assertThat(read(rig, bad - 5, 64, method, 30_000)).as("%s", method).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                    error -> {
                        assertThat(error.failingLba()).isEqualTo(bad);
                        assertThat(error.evidence().registers().failed()).isTrue();
                        assertThat(error.evidence().sense()).isNotEmpty();
                        assertThat(error.provenSectors()).as("DMA proves nothing, nor does PIO through a translator").isZero();
                    });
        }
    }

    @Test
    void withoutDescriptorSenseTheKernelsTranslatorIsNotBelieved() throws Exception {
        SimulatedPort port = ScsiRig.port(CLUSTERED, false);
        AtaAccess access = access(port, true);
        long bad = port.hardware().truth().nextNotReadable(1_000);
        MemorySegment buffer = Arena.ofAuto().allocate(64 * 512);
        assertThat(access.read(null, bad - 5, 64, ReadMethod.DMA, buffer, 30_000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                error -> assertThat(error.failingLba()).isEqualTo(-1));
        assertThat(access.read(null, bad, 1, ReadMethod.DMA, buffer, 30_000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                error -> assertThat(error.failingLba()).isEqualTo(bad));
        assertThat(access(port, false).read(null, bad - 5, 64, ReadMethod.DMA, buffer, 30_000)).isInstanceOfSatisfying(
                ReadOutcome.MediaError.class,
                error -> assertThat(error.failingLba()).isEqualTo(bad));
    }

    private static AtaAccess access(SimulatedPort port, boolean kernelTranslates) throws Exception {
        Channel<ScsiCommand, ScsiReply> channel = new Channel<>(port, new ScsiGate(CommandGate.readOnly()), port.clock());
        SatWire wire = new SatWire(channel, kernelTranslates);
        return new AtaAccess(wire, channel, AtaAccess.ask(wire, 30_000).orElseThrow(), "");
    }

    @Test
    void openingTurnsDescriptorSenseOnOnlyWhereItIsOff() throws Exception {
        assertThat(ScsiRig.open(ScsiRig.port(CLUSTERED, false), CommandGate.readOnly()).port().sent).anyMatch(cdb -> cdb[0] == 0x55);
        assertThat(ScsiRig.open(ScsiRig.port(CLUSTERED, true), CommandGate.readOnly()).port().sent).noneMatch(cdb -> cdb[0] == 0x55);
    }

    @Test
    void aTranslatorThatTellsOnlySuccessInDescriptorsIsToldToTellErrorsSoToo() throws Exception {
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(CLUSTERED)));
        SimulatedPort port = new SimulatedPort(SatTranslator.libata(hardware), new VirtualClock(Instant.EPOCH));
        ScsiRig rig = ScsiRig.open(port, CommandGate.readOnly());
        long bad = firstBad(rig);
        assertThat(read(rig, bad - 5, 64, ReadMethod.AUTO, 30_000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                error -> assertThat(error.failingLba()).isEqualTo(bad));
    }

    @Test
    void everySectorReadsAsTheTruthOrFailsAsTheTruth() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        long bad = firstBad(rig);
        int failed = 0;
        for (long lba = bad - 20; lba < bad + 300; lba++) {
            MemorySegment buffer = Arena.ofAuto().allocate(512);
            ReadOutcome outcome = rig.drive().read(ReadRequest.of(lba, 1, ReadMethod.AUTO, 30_000), buffer);
            boolean readable = rig.hardware().truth().fate(lba) == SectorFate.READABLE;
            assertThat(outcome.good()).as("sector %d", lba).isEqualTo(readable);
            failed += readable ? 0 : 1;
            if (readable) {
                assertThat(buffer.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rig.hardware().truth().bytes(lba));
            } else {
                int error = outcome.evidence().registers().error();
                MediaFault fault = (error & ErrorBits.UNC) != 0 ? MediaFault.UNCORRECTABLE
                        : (error & ErrorBits.IDNF) != 0 ? MediaFault.ID_NOT_FOUND : MediaFault.ADDRESS_MARK;
                assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MediaError.class, it -> assertThat(it.fault()).isEqualTo(fault));
            }
        }
        assertThat(failed).isPositive();
    }

    @Test
    void aHangIsAnsweredAtItsDeadlineAndNothingGoesOutUntilTheKernelHasItBack() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED + "&hang=1&hang.soft=100&hang.hard=0");
        long bad = firstBad(rig);
        long start = rig.clock().nanos();
        assertThat(read(rig, bad, 1, ReadMethod.AUTO, 200)).isInstanceOfSatisfying(ReadOutcome.TimedOut.class,
                late -> assertThat(late.stillInKernel()).isTrue());
        assertThat(rig.clock().nanos() - start).isEqualTo(200_000_000);
        int sent = rig.port().sent.size();
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200)).isInstanceOfSatisfying(ReadOutcome.NotReady.class,
                busy -> assertThat(busy.why()).contains("earlier command").contains("kernel"));
        assertThat(rig.port().sent).hasSize(sent);
        assertThat(rig.drive().awaitReady(30_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(rig.drive().capabilities().timeoutFloor().why()).contains("late when one hung last");
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200).good()).isTrue();
    }

    @Test
    void aResetEndsAHangWithoutWaitingForTheKernel() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED + "&hang=1&hang.soft=100&hang.hard=0");
        long bad = firstBad(rig);
        assertThat(read(rig, bad, 1, ReadMethod.AUTO, 200)).isInstanceOf(ReadOutcome.TimedOut.class);
        long start = rig.clock().nanos();
        assertThat(rig.drive().reset(Reset.SOFT, 30_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(rig.clock().nanos() - start).isLessThan(100_000_000L);
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200).good()).isTrue();
    }

    @Test
    void aLateReplyIsNeverTakenForTheNextCommands() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=64MiB&command=300");
        MemorySegment first = Arena.ofAuto().allocate(512);
        assertThat(rig.drive().read(ReadRequest.of(100, 1, ReadMethod.AUTO, 50), first)).isInstanceOf(ReadOutcome.TimedOut.class);
        rig.clock().advance(1_000_000_000L);
        MemorySegment second = Arena.ofAuto().allocate(512);
        assertThat(rig.drive().read(ReadRequest.of(200, 1, ReadMethod.AUTO, 1_000), second).good()).isTrue();
        assertThat(second.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rig.hardware().truth().bytes(200));
        assertThat(first.toArray(ValueLayout.JAVA_BYTE)).as("the late one writes nowhere").isEqualTo(new byte[512]);
    }

    @Test
    void aDriveThatIsPulledOutIsGoneAndComesBack() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        rig.hardware().unplug();
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200)).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(rig.drive().awaitReady(1_000)).isInstanceOf(ResetOutcome.Gone.class);
        rig.hardware().plug();
        assertThat(rig.drive().awaitReady(1_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200).good()).isTrue();
    }

    @Test
    void aResetThatTheHostRefusesIsUnavailable() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        rig.port().resets.remove(Reset.SOFT);
        assertThat(rig.drive().reset(Reset.SOFT, 1_000)).isInstanceOf(ResetOutcome.Unavailable.class);
        assertThat(rig.drive().capabilities().resets()).containsExactlyInAnyOrder(Reset.HARD, Reset.RESCAN);
    }

    @Test
    void theTransferModeIsNotToBeSetHereAndNothingIsSent() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        int before = rig.port().sent.size();
        AtaCommand command = DriveCommands.transferMode(TransferMode.UDMA2);
        assertThat(rig.drive().ataPort().orElseThrow().execute(command.taskFile(), command.protocol(), MemorySegment.NULL, 1000))
                .isInstanceOfSatisfying(CommandOutcome.Unavailable.class, no -> assertThat(no.why()).contains("ide: or ahci:"));
        assertThat(rig.port().sent).hasSize(before);
    }

    @Test
    void readLongBringsASectorWithItsCheckBytes() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        assertThat(rig.drive().capabilities().methods()).contains(ReadMethod.LONG);
        byte[] whole = rig.hardware().truth().bytes(9);
        int ecc = rig.hardware().truth().eccBytes(whole).length;
        MemorySegment buffer = Arena.ofAuto().allocate(512 + ecc);
        ReadOutcome outcome = rig.drive().read(ReadRequest.of(9, 1, ReadMethod.LONG, 30_000), buffer);
        assertThat(outcome.good()).isTrue();
        assertThat(buffer.asSlice(0, 512).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(whole);
    }

    @Test
    void aStreakStopsAtTheFirstCommandThatFails() throws Exception {
        ScsiRig rig = ScsiRig.open(CLUSTERED);
        long bad = firstBad(rig);
        MemorySegment buffer = Arena.ofAuto().allocate(512 * 64);
        ReadOutcome outcome = rig.drive().read(new ReadRequest(bad - 20, 64, 8, ReadMethod.AUTO, 30_000, 0), buffer);
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> {
            assertThat(error.provenSectors()).isEqualTo(16);
            assertThat(error.failingLba()).isEqualTo(bad);
        });
        assertThat(buffer.asSlice(15 * 512, 512).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rig.hardware().truth().bytes(bad - 5));
    }

    @Test
    void aDeferredErrorOfABridgeBelongsToNoCommandOfOurs() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=64MiB");
        for (boolean descriptors : new boolean[] { false, true }) {
            rig.port().instead = SenseData.of(descriptors, SenseKey.MEDIUM_ERROR, 0x11, 0).withInformation(1_002).encode();
            rig.port().instead[0] |= 1;
            int sent = rig.port().sent.size();
            assertThat(read(rig, 1_000, 8, ReadMethod.DMA, 1_000).good()).as("descriptors %s", descriptors).isTrue();
            assertThat(rig.port().sent).as("sent again").hasSize(sent + 2);
        }
    }

    /** Old drives show the index mark in the same bit, at any time: it says nothing about a command that ended well. */
    @Test
    void theSenseAvailableBitAloneIsNoError() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=64MiB");
        rig.port().instead = SenseData.of(true, SenseKey.RECOVERED_ERROR, 0, 0x1D)
                .withRegisters(new Registers(Status.DRDY | Status.DSC | Status.IDX, 0, 0, 1_007, 0x40), true).encode();
        assertThat(read(rig, 1_000, 8, ReadMethod.VERIFY, 1_000)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void ofAFailureWithSenseAvailableTheRegistersDecideAndTheSenseIsKept() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=64MiB");
        byte[] sense = SenseData.of(true, SenseKey.MEDIUM_ERROR, 0x11, 0x01).withRegisters(
                new Registers(Status.DRDY | Status.IDX | Status.ERR, ErrorBits.UNC, 0, 1_003, 0x40), true).encode();
        rig.port().instead = sense;
        assertThat(read(rig, 1_000, 8, ReadMethod.DMA, 1_000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> {
            assertThat(error.failingLba()).isEqualTo(1_003);
            assertThat(error.fault()).isEqualTo(MediaFault.UNCORRECTABLE);
            assertThat(error.evidence().sense()).isEqualTo(sense);
        });
    }
}
