package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.salvor.ata.NvmeNamespace;
import org.salvor.drive.CommandGate;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.spi.DriveOpenException;

class NvmeDriveTest {
    private static final String CLUSTERED = "sim:clustered?seed=7&size=64MiB&clustered.places=4&clustered.reach=4&clustered.first-sector=0";

    private static ReadOutcome read(NvmeRig rig, long lba, int sectors, ReadMethod method, long timeoutMillis) {
        return rig.drive().read(ReadRequest.of(lba, sectors, method, timeoutMillis), Arena.ofAuto().allocate(sectors * 512L, 8));
    }

    private static long firstBad(NvmeRig rig) {
        return rig.line().hardware.truth().nextNotReadable(1_000);
    }

    @Test
    void everySectorReadsAsTheTruthOrFailsAsTheTruth() throws Exception {
        NvmeRig rig = NvmeRig.open(CLUSTERED);
        long bad = firstBad(rig);
        int failed = 0;
        for (long lba = bad - 20; lba < bad + 300; lba++) {
            MemorySegment buffer = Arena.ofAuto().allocate(512);
            ReadOutcome outcome = rig.drive().read(ReadRequest.of(lba, 1, ReadMethod.AUTO, 30_000), buffer);
            boolean readable = rig.line().hardware.truth().fate(lba) == SectorFate.READABLE;
            assertThat(outcome.good()).as("sector %d", lba).isEqualTo(readable);
            failed += readable ? 0 : 1;
            if (readable) {
                assertThat(buffer.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rig.line().hardware.truth().bytes(lba));
            } else {
                long sector = lba;
                assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> {
                    assertThat(error.failingLba()).isEqualTo(sector);
                    assertThat(error.fault()).isEqualTo(MediaFault.UNCORRECTABLE);
                    assertThat(error.evidence().words()).isEqualTo("link: NVMe status 2/81h");
                });
            }
        }
        assertThat(failed).isPositive();
    }

    @Test
    void ofABlockThatFailsNothingIsProvenAndNoSectorNamed() throws Exception {
        NvmeRig rig = NvmeRig.open(CLUSTERED);
        for (ReadMethod method : new ReadMethod[] { ReadMethod.AUTO, ReadMethod.VERIFY }) {
            assertThat(read(rig, firstBad(rig) - 5, 64, method, 30_000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> {
                assertThat(error.failingLba()).isEqualTo(-1);
                assertThat(error.provenSectors()).isZero();
            });
        }
    }

    @Test
    void aHangIsAnsweredAtItsDeadlineAndNothingGoesOutUntilTheKernelHasItBack() throws Exception {
        NvmeRig rig = NvmeRig.open(CLUSTERED + "&hang=1&hang.soft=0&hang.hard=100");
        long start = rig.line().clock.nanos();
        assertThat(read(rig, firstBad(rig), 1, ReadMethod.AUTO, 200)).isInstanceOfSatisfying(ReadOutcome.TimedOut.class,
                late -> assertThat(late.stillInKernel()).isTrue());
        assertThat(rig.line().clock.nanos() - start).isEqualTo(200_000_000);
        int sent = rig.line().sent.size();
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 100)).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(rig.line().sent).hasSize(sent);
        assertThat(rig.drive().awaitReady(30_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200).good()).isTrue();
    }

    @Test
    void aLateReplyIsNeverTakenForTheNextCommands() throws Exception {
        SimulatedNvme line = NvmeRig.line("sim:healthy?size=64MiB&command=300");
        NvmeRig rig = NvmeRig.open(line);
        line.kernelResets = false;
        MemorySegment first = Arena.ofAuto().allocate(512);
        assertThat(rig.drive().read(ReadRequest.of(100, 1, ReadMethod.AUTO, 50), first)).isInstanceOf(ReadOutcome.TimedOut.class);
        line.clock.advance(1_000_000_000L);
        MemorySegment second = Arena.ofAuto().allocate(512);
        assertThat(rig.drive().read(ReadRequest.of(200, 1, ReadMethod.AUTO, 1_000), second).good()).isTrue();
        assertThat(second.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(line.hardware.truth().bytes(200));
        assertThat(first.toArray(ValueLayout.JAVA_BYTE)).as("the late one writes nowhere").isEqualTo(new byte[512]);
    }

    @Test
    void aControllerResetEndsAHang() throws Exception {
        NvmeRig rig = NvmeRig.open(CLUSTERED + "&hang=1&hang.soft=0&hang.hard=100");
        assertThat(read(rig, firstBad(rig), 1, ReadMethod.AUTO, 5_000)).isInstanceOf(ReadOutcome.TimedOut.class);
        assertThat(rig.drive().reset(Reset.SOFT, 30_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200).good()).isTrue();
        assertThat(rig.drive().reset(Reset.HARD, 1_000)).as("no subsystem reset here").isInstanceOf(ResetOutcome.Unavailable.class);
    }

    @Test
    void aDriveThatVanishesIsGoneAndComesBack() throws Exception {
        NvmeRig rig = NvmeRig.open(CLUSTERED);
        rig.line().hardware.unplug();
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200)).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(rig.drive().awaitReady(1_000)).isInstanceOf(ResetOutcome.Gone.class);
        rig.line().hardware.plug();
        assertThat(rig.drive().awaitReady(1_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(read(rig, 0, 1, ReadMethod.AUTO, 200).good()).isTrue();
    }

    @Test
    void itHasNoAtaPortAndIsReadInItsOwnTransferLength() throws Exception {
        NvmeRig rig = NvmeRig.open(CLUSTERED);
        assertThat(rig.drive().ataPort()).isEmpty();
        assertThat(rig.drive().identity().serial()).isEqualTo("NV-7");
        assertThat(rig.drive().capabilities().maxSectorsPerCommand()).as("256 KiB of the host, 512 KiB of the drive").isEqualTo(512);
    }

    @Test
    void blocksWithMetadataBetweenThemAreRefusedInWords() throws Exception {
        SimulatedNvme line = NvmeRig.line(CLUSTERED);
        line.format = new NvmeNamespace(1_000, 512, 8, true);
        assertThatThrownBy(() -> NvmeRig.open(line)).isInstanceOf(DriveOpenException.class).hasMessageContaining("metadata");
        assertThat(line.present()).as("closed").isFalse();
    }

    @Test
    void aNamespaceThatIsNotThereIsRefusedInWords() throws Exception {
        SimulatedNvme line = NvmeRig.line(CLUSTERED);
        assertThatThrownBy(() -> NvmeDriveProvider.open(line, 1, line.clock, CommandGate.readOnly()))
                .isInstanceOf(DriveOpenException.class).hasMessageContaining("nothing but zeros");
    }
}
