package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.LogAddress;
import org.salvor.ata.NcqErrorLog;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.RebuildAssistLog;
import org.salvor.ata.TransferMode;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.HeadMap;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.MediaFault;
import org.salvor.drive.Pace;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.RebuildAssistHeads;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.spi.DriveOpenException;

/** What a failing drive does behind the controller, and what helps. */
class AhciFaultsTest {
    private static final String BAD = "sim:clustered?size=64MiB&errors.id-not-found=0&errors.address-mark=0";
    private static final String HANGS = "sim:hangs?size=64MiB&hang=1";
    private static final int FATAL_LINK_ERROR = 1 << 27;
    private final MemorySegment buffer = Arena.ofAuto().allocate(64 * 512);
    private Rig rig;

    @AfterEach
    void keptTheControllersRules() {
        assertThat(rig.hba.violations()).isEmpty();
        assertThat(rig.hardware.modifyingCommands()).isZero();
    }

    @Test
    void byDmaAnErrorNamesTheFailingSectorAndProvesNothing() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            long bad = firstBad(20);
            assertMediaError(read(drive, bad - 5, 16, ReadMethod.DMA, 5000), bad, 0);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void byPioTheSectorsBeforeTheErrorAreProven() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            long bad = firstBad(20);
            assertMediaError(read(drive, bad - 5, 16, ReadMethod.PIO, 5000), bad, 5);
            for (int index = 0; index < 5; index++) {
                assertThat(bytes(buffer.asSlice(index * 512L, 512))).isEqualTo(rig.hardware.truth().bytes(bad - 5 + index));
            }
            assertReads(drive, 3, 8, ReadMethod.PIO);
        }
    }

    @Test
    void aFailedQueuedReadIsExplainedByTheDrivesLog() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            long bad = firstBad(20);
            assertMediaError(read(drive, bad - 5, 16, ReadMethod.FPDMA, 5000), bad, 0);
            assertReads(drive, 3, 8, ReadMethod.FPDMA);
        }
    }

    @Test
    void verifyNamesTheFailingSector() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            long bad = firstBad(20);
            assertThat(read(drive, bad - 5, 16, ReadMethod.VERIFY, 5000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                    error -> assertThat(error.failingLba()).isEqualTo(bad));
        }
    }

    @Test
    void aStreakEndsAtTheErrorAndProvesItsWholeCommands() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            long bad = firstBad(40);
            ReadOutcome outcome = drive.read(new ReadRequest(bad - 18, 32, 8, ReadMethod.DMA, 5000, 0), buffer);
            assertMediaError(outcome, bad, 16);
        }
    }

    @Test
    void theDeadlineIsKeptToAMillisecondAndTheResetFollowsAtOnce() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            long sent = rig.clock.nanos();
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 200)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(rig.clock.nanos() - sent).isBetween(200 * Pace.MILLI, 201 * Pace.MILLI);
            assertThat(drive.reset(Reset.SOFT, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(rig.hba.softResetAtNanos() - sent).isBetween(200 * Pace.MILLI, 205 * Pace.MILLI);
            assertThat(rig.clock.nanos() - sent).isLessThan(230 * Pace.MILLI);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void whatEndsLateIsDroppedAndNeverTakenForTheNextAnswer() throws Exception {
        try (AhciDrive drive = open(BAD)) {
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 200)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(read(drive, 3, 1, ReadMethod.DMA, 200)).isInstanceOf(ReadOutcome.NotReady.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
        try (AhciDrive drive = open("sim:slow-firmware?size=64MiB&slow.after=0.001")) {
            assertReads(drive, 0, 64, ReadMethod.DMA);
            assertThat(read(drive, 1000, 8, ReadMethod.DMA, 500)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertReads(drive, 2000, 8, ReadMethod.DMA);
        }
    }

    @Test
    void aQueuedReadThatTimedOutIsWaitedForAsWell() throws Exception {
        try (AhciDrive drive = open("sim:slow-firmware?size=64MiB&slow.after=0.001")) {
            assertReads(drive, 0, 64, ReadMethod.DMA);
            assertThat(read(drive, 1000, 8, ReadMethod.FPDMA, 500)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertReads(drive, 2000, 8, ReadMethod.FPDMA);
        }
    }

    @Test
    void theMemoryIsNotTouchedWhileThePortStillStops() throws Exception {
        try (AhciDrive drive = open("sim:slow-firmware?size=64MiB&slow.after=0.001")) {
            assertReads(drive, 0, 64, ReadMethod.DMA);
            rig.hba.stopTakes(400 * Pace.MILLI);
            assertThat(read(drive, 1000, 8, ReadMethod.DMA, 2800)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.reset(Reset.SOFT, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 2000, 8, ReadMethod.DMA);
        }
    }

    @Test
    void aPortThatDoesNotStopTakesNothingUntilAHardReset() throws Exception {
        try (AhciDrive drive = open(HANGS + "&hang.soft=100&hang.hard=0")) {
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 2000)).isInstanceOf(ReadOutcome.TimedOut.class);
            rig.hba.stopTakes(100_000 * Pace.MILLI);
            assertThat(drive.reset(Reset.SOFT, 5000)).isInstanceOfSatisfying(ResetOutcome.StillBusy.class,
                    busy -> assertThat(busy.why()).contains("does not stop"));
            assertThat(read(drive, 3, 8, ReadMethod.DMA, 1000)).isInstanceOf(ReadOutcome.NotReady.class);
            rig.hba.stopTakes(0);
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void busyThatStaysIsClearedByTheResetOfTheRightKind() throws Exception {
        try (AhciDrive drive = open(HANGS + "&hang.soft=100&hang.hard=0")) {
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 2000)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.awaitReady(60_000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.SOFT, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
        try (AhciDrive drive = open(HANGS + "&hang.soft=0&hang.hard=100")) {
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 2000)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.reset(Reset.SOFT, 1000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void aControllerThatCannotOverrideBusySaysSo() throws Exception {
        try (AhciDrive drive = open(HANGS + "&hang.soft=100&hang.hard=0")) {
            rig.hba.withoutOverride();
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 2000)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.reset(Reset.SOFT, 1000)).isInstanceOfSatisfying(ResetOutcome.StillBusy.class,
                    busy -> assertThat(busy.why()).contains("hard reset"));
            assertThat(rig.hardware.counters().softResets()).isZero();
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void aControllerThatHidesBusyIsResetAllTheSame() throws Exception {
        try (AhciDrive drive = open(HANGS + "&hang.soft=100&hang.hard=0")) {
            rig.hba.hideBusy();
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 2000)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.reset(Reset.SOFT, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
        try (AhciDrive drive = open(HANGS + "&hang.soft=100&hang.hard=0")) {
            rig.hba.hideBusy();
            rig.hba.withoutOverride();
            assertThat(read(drive, firstBad(20), 1, ReadMethod.DMA, 2000)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.reset(Reset.SOFT, 5000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void damageOnTheLinkIsATransferErrorAndTheNextReadWorks() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.hba.breakNextCommand(FATAL_LINK_ERROR);
            assertThat(read(drive, 3, 8, ReadMethod.DMA, 1000)).isInstanceOf(ReadOutcome.TransferError.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
            rig.hba.breakNextCommand(FATAL_LINK_ERROR);
            assertThat(drive.identify(1000)).isInstanceOfSatisfying(IdentifyOutcome.NoAnswer.class,
                    answer -> assertThat(answer.why()).contains("link"));
        }
        try (AhciDrive drive = open("sim:healthy?size=64MiB&interface-crc=2")) {
            boolean damaged = false;
            for (int lba = 0; lba < 50; lba++) {
                damaged |= read(drive, lba, 1, ReadMethod.DMA, 1000) instanceof ReadOutcome.TransferError;
            }
            assertThat(damaged).isTrue();
        }
    }

    @Test
    void aDriveThatIsUnpluggedIsGoneAndComesBack() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.hardware.unplug();
            assertThat(read(drive, 3, 8, ReadMethod.DMA, 1000)).isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.awaitReady(3000)).isInstanceOf(ResetOutcome.Gone.class);
            assertThat(drive.identify(1000)).isInstanceOf(IdentifyOutcome.NoAnswer.class);
            rig.hardware.plug();
            assertThat(drive.awaitReady(3000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void aDriveIsReadyAgainAfterItsPowerWasCut() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.hardware.powerOff(rig.clock.nanos());
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Gone.class);
            rig.hardware.powerOn(rig.clock.nanos());
            assertThat(drive.awaitReady(31_000)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3, 8, ReadMethod.FPDMA);
        }
    }

    @Test
    void aDriveThatGoesWhileItReadsIsGoneAtOnce() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB&vanish=40")) {
            ReadOutcome outcome = null;
            for (int lba = 0; lba < 1000 && !(outcome instanceof ReadOutcome.Gone); lba++) {
                outcome = read(drive, lba, 1, ReadMethod.DMA, 1000);
            }
            assertThat(outcome).isInstanceOf(ReadOutcome.Gone.class);
        }
    }

    @Test
    void theLinkIsSlowedDownWhereTheOperatorWantsIt() throws Exception {
        rig = new Rig("sim:healthy?size=64MiB");
        try (AhciDrive drive = rig.open(CommandGate.readOnly(), 1)) {
            assertThat(rig.hba.speedLimit()).isEqualTo(1);
            assertThat(rig.hardware.counters().hardResets()).isEqualTo(1);
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(rig.hba.speedLimit()).isEqualTo(1);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void openingResetsNothing() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            assertReads(drive, 3, 8, ReadMethod.DMA);
            assertThat(rig.hardware.counters().hardResets() + rig.hardware.counters().softResets()).isZero();
        }
    }

    @Test
    void readLongBringsTheSectorWithItsCheckBytes() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            assertThat(drive.capabilities().methods()).contains(ReadMethod.LONG);
            int ecc = rig.hardware.truth().eccBytes(rig.hardware.truth().bytes(9)).length;
            MemorySegment raw = Arena.ofAuto().allocate(512 + ecc);
            ReadOutcome outcome = drive.read(ReadRequest.of(9, 1, ReadMethod.LONG, 1000), raw);
            assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
            assertThat(Arrays.copyOf(bytes(raw), 512)).isEqualTo(rig.hardware.truth().bytes(9));
        }
    }

    @Test
    void rebuildAssistShowsWhereTheBandOfAHeadEnds() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=1GiB")) {
            AtaPort port = drive.ataPort().orElseThrow();
            AtaCommand readLog = DriveCommands.readLog(LogAddress.REBUILD_ASSIST, 0, 1);
            MemorySegment page = Arena.ofAuto().allocate(512);
            good(port, readLog, page);
            BitSet first = new BitSet();
            first.set(0);
            page.copyFrom(MemorySegment.ofArray(RebuildAssistLog.decode(page).disabling(first).encode()));
            good(port, DriveCommands.writeLog(LogAddress.REBUILD_ASSIST, 0, 1), page);
            AtaCommand queued = ReadCommands.fpdma(0, 8, 512, 5);
            CommandOutcome failed = port.execute(queued.taskFile(), queued.protocol(), buffer.asSlice(0, 8 * 512), 1000);
            assertThat(((CommandOutcome.Ended) failed).registers().failed()).isTrue();
            good(port, DriveCommands.readLog(LogAddress.NCQ_ERROR, 0, 1), page);
            NcqErrorLog log = NcqErrorLog.decode(page);
            assertThat(log.predicted()).isTrue();
            assertThat(log.tag()).isEqualTo(5);
            assertThat(log.finalLba()).isEqualTo(rig.hardware.truth().bandEnd(0) - 1);
        }
    }

    @Test
    void theTransferModeIsSetUntilPowerGoes() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            AtaPort port = drive.ataPort().orElseThrow();
            for (TransferMode mode : new TransferMode[] { TransferMode.UDMA2, TransferMode.MWDMA1 }) {
                good(port, DriveCommands.transferMode(mode), MemorySegment.NULL);
                MemorySegment page = Arena.ofAuto().allocate(IdentifyDevice.BYTES);
                good(port, DriveCommands.identify(), page);
                assertThat(IdentifyDevice.decode(page).selectedDmaMode()).contains(mode);
            }
            good(port, DriveCommands.transferMode(TransferMode.PIO3), MemorySegment.NULL);
            assertReads(drive, 3, 8, ReadMethod.DMA);
        }
    }

    @Test
    void theBandsOfAllHeadsAreFoundThroughTheController() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=4GiB&heads=5&head.spread=40&band.least=0.3&band.most=4")) {
            HeadMap map = new RebuildAssistHeads(drive.ataPort().orElseThrow(), drive.identity(), 5000).find(() -> true);
            assertThat(map.shortfall()).isEmpty();
            assertThat(map.bands()).hasSizeGreaterThan(40);
            long lba = 0;
            for (HeadMap.Band band : map.bands()) {
                assertThat(band).isEqualTo(new HeadMap.Band(lba, rig.hardware.truth().bandEnd(lba), rig.hardware.truth().head(lba)));
                lba = band.endLba();
            }
            assertThat(lba).isEqualTo(drive.identity().sectorCount());
            assertThat(map.commands()).isLessThan(3L * map.bands().size() + 2 * 5 * 4 * 2);
            assertReads(drive, 3, 8, ReadMethod.FPDMA);
        }
    }

    @Test
    void anotherDriveAfterAResetIsNotTakenForTheOldOne() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB&fault=identity-change")) {
            assertThat(drive.reset(Reset.HARD, 5000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(drive.identify(1000)).isInstanceOfSatisfying(IdentifyOutcome.Identified.class,
                    found -> assertThat(found.identity().sameDrive(drive.identity())).isFalse());
        }
    }

    @Test
    void anEmptyPortIsRefusedInWordsAndTheControllerGivenBack() throws Exception {
        rig = new Rig("sim:healthy?size=64MiB");
        rig.hardware.unplug();
        assertThatThrownBy(rig::open).isInstanceOf(DriveOpenException.class).hasMessageContaining("No drive answers");
        assertThat(rig.givenBack).isEqualTo(1);
    }

    @Test
    void aClosedDriveAnswersAndSendsNothing() throws Exception {
        AhciDrive drive = open("sim:healthy?size=64MiB");
        drive.close();
        long commands = rig.hardware.counters().commands();
        assertThat(read(drive, 3, 8, ReadMethod.DMA, 1000)).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(drive.reset(Reset.HARD, 1000)).isInstanceOf(ResetOutcome.Gone.class);
        assertThat(rig.hardware.counters().commands()).isEqualTo(commands);
        assertThat(rig.hardware.counters().hardResets()).isZero();
    }

    private AhciDrive open(String address) throws Exception {
        rig = new Rig(address);
        return rig.open();
    }

    private long firstBad(long from) {
        return rig.hardware.truth().nextNotReadable(from);
    }

    private ReadOutcome read(AhciDrive drive, long lba, int sectors, ReadMethod method, long timeoutMillis) {
        return drive.read(ReadRequest.of(lba, sectors, method, timeoutMillis), buffer);
    }

    private void assertReads(AhciDrive drive, long lba, int sectors, ReadMethod method) {
        assertThat(read(drive, lba, sectors, method, 30_000)).isInstanceOf(ReadOutcome.Read.class);
        for (int index = 0; index < sectors; index++) {
            assertThat(bytes(buffer.asSlice(index * 512L, 512))).isEqualTo(rig.hardware.truth().bytes(lba + index));
        }
    }

    private static void assertMediaError(ReadOutcome outcome, long lba, long proven) {
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> {
            assertThat(error.fault()).isEqualTo(MediaFault.UNCORRECTABLE);
            assertThat(error.failingLba()).isEqualTo(lba);
            assertThat(error.provenSectors()).isEqualTo(proven);
            assertThat(error.evidence().registers().error()).isEqualTo(0x40);
        });
    }

    private static void good(AtaPort port, AtaCommand command, MemorySegment data) {
        CommandOutcome outcome = port.execute(command.taskFile(), command.protocol(), data, 1000);
        assertThat(outcome).isInstanceOfSatisfying(CommandOutcome.Ended.class,
                ended -> assertThat(ended.registers().failed()).isFalse());
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }
}
