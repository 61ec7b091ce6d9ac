package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DeviceConfiguration;
import org.salvor.ata.DeviceStatistics;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.LogAddress;
import org.salvor.ata.NcqErrorLog;
import org.salvor.ata.PowerMode;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.RebuildAssistLog;
import org.salvor.ata.Registers;
import org.salvor.ata.SctKey;
import org.salvor.ata.SctStatus;
import org.salvor.ata.SmartData;
import org.salvor.ata.TaskFile;
import org.salvor.ata.TransferMode;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;

/** The commands beside reads, as a host sends them. */
class CommandsTest {
    private static final String SMALL = "sim:healthy?size=16MiB";

    @Test
    void identifiesItselfWithARightChecksum() throws Exception {
        for (String address : new String[] { SMALL, "sim:clustered?size=30TB&seed=9", "sim:healthy?sector=4kn", "sim:healthy?sector=512e",
                "sim:healthy?sector=520", "sim:flash-freezes?lba=28", "sim:healthy?seed=999999999999999999&password=x" }) {
            try (SimulatedDrive drive = SimulatedDrive.open(address)) {
                byte[] raw = Commands.fetch(drive, DriveCommands.identify()).toArray(ValueLayout.JAVA_BYTE);
                int sum = IntStream.range(0, raw.length).map(index -> raw[index]).sum();
                assertThat(raw[510] & 0xFF).isEqualTo(0xA5);
                assertThat(sum & 0xFF).isZero();
                IdentifyDevice page = IdentifyDevice.decode(raw);
                DriveSetup setup = drive.hardware().setup();
                assertThat(page.sectorCount()).isEqualTo(setup.sectorCount());
                assertThat(page.logicalSectorBytes()).isEqualTo(setup.format().logicalBytes());
                assertThat(page.physicalSectorBytes()).isEqualTo(setup.format().physicalBytes());
                assertThat(page.model()).isEqualTo("Salvor Simulated " + setup.profile().name());
                assertThat(page.supports(DriveFeature.LBA48)).isEqualTo(setup.wideAddresses());
            }
        }
    }

    @Test
    void otherSeedsSizesAndProfilesAreOtherDrives() throws Exception {
        assertThat(serial("sim:healthy")).isEqualTo(serial("sim:healthy")).isNotEqualTo(serial("sim:healthy?seed=2"))
                .isNotEqualTo(serial("sim:liar"))
                .isNotEqualTo(serial("sim:healthy?size=2GiB"));
    }

    @Test
    void settingsShowInTheIdentityAndPowerTakesThemBack() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:desktop?size=16MiB")) {
            Commands.send(drive, DriveCommands.lookAhead(false));
            Commands.send(drive, DriveCommands.writeCache(false));
            Commands.send(drive, DriveCommands.transferMode(TransferMode.UDMA2));
            Commands.send(drive, DriveCommands.setMultiple(8));
            IdentifyDevice changed = Commands.identify(drive);
            assertThat(changed.enabled(DriveFeature.LOOK_AHEAD)).isFalse();
            assertThat(changed.enabled(DriveFeature.WRITE_CACHE)).isFalse();
            assertThat(changed.selectedDmaMode()).contains(TransferMode.UDMA2);
            assertThat(changed.multipleSectors()).isEqualTo(8);
            drive.reset(Reset.SOFT, 1000);
            drive.reset(Reset.HARD, 1000);
            assertThat(Commands.identify(drive)).isEqualTo(changed);
            Commands.powerCycle(drive);
            IdentifyDevice fresh = Commands.identify(drive);
            assertThat(fresh.enabled(DriveFeature.LOOK_AHEAD)).isTrue();
            assertThat(fresh.selectedDmaMode()).contains(TransferMode.UDMA6);
            assertThat(fresh.multipleSectors()).isZero();
        }
    }

    @Test
    void settingsAreLostOverASoftResetWhenTheHostAskedForThat() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(SMALL)) {
            Commands.send(drive, DriveCommands.setFeature(0xCC, 0));
            Commands.send(drive, DriveCommands.lookAhead(false));
            drive.reset(Reset.SOFT, 1000);
            assertThat(Commands.identify(drive).enabled(DriveFeature.LOOK_AHEAD)).isTrue();
        }
    }

    @Test
    void smartFollowsErrorsAndTemperature() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=3")) {
            SmartData before = smart(drive);
            assertThat(before.attribute(187).orElseThrow().raw()).isZero();
            assertThat(before.attribute(197).orElseThrow().raw()).isZero();
            assertThat(DriveCommands.smartFailing(Commands.send(drive, DriveCommands.smartStatus()))).isFalse();
            long bad = Commands.firstUnreadable(drive);
            for (int read = 0; read < 40; read++) {
                Commands.read(drive, bad, 1);
            }
            SmartData after = smart(drive);
            assertThat(after.attribute(187).orElseThrow().raw()).isEqualTo(40);
            assertThat(after.attribute(197).orElseThrow().raw()).isEqualTo(1);
            assertThat(after.temperature()).isEqualTo(drive.temperatureCelsius());
            assertThat(after.temperature().orElseThrow()).isBetween(before.temperature().orElseThrow(), 60);
            for (int read = 0; read < 3000; read++) {
                Commands.read(drive, bad, 1);
            }
            assertThat(drive.temperatureCelsius().orElseThrow()).isGreaterThan(before.temperature().orElseThrow() + 5);
            assertThat(DriveCommands.smartFailing(Commands.send(drive, DriveCommands.smartStatus()))).isTrue();
            DeviceStatistics errors = DeviceStatistics
                    .decode(Commands.fetch(drive, DriveCommands.readLog(LogAddress.DEVICE_STATISTICS, 4, 1)), 4);
            assertThat(errors.value(DeviceStatistics.UNCORRECTABLE_ERRORS, 4)).hasValue(3040);
        }
    }

    @Test
    void errorRecoveryControlShortensFailingReadsUntilPowerGoes() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-sectors?weak.least=0&weak.most=0&seed=3")) {
            long bad = Commands.firstUnreadable(drive);
            setTimer(drive, 7);
            assertThat(SctKey.timerOf(sendKey(drive, SctKey.getTimer(SctKey.Timer.READ)))).isEqualTo(7);
            assertThat(SctKey.timerOf(sendKey(drive, SctKey.getTimer(SctKey.Timer.WRITE)))).isZero();
            Commands.read(drive, bad - 1, 1);
            assertThat(Commands.nanos(drive, bad, 1) / 1e6).isCloseTo(700, within(0.2));
            drive.reset(Reset.SOFT, 1000);
            drive.reset(Reset.HARD, 1000);
            assertThat(Commands.nanos(drive, bad, 1) / 1e6).as("resets leave it").isCloseTo(700, within(15.0));
            Commands.powerCycle(drive);
            assertThat(Commands.nanos(drive, bad, 1) / 1e6).isCloseTo(4000, within(30.0));
        }
    }

    @Test
    void lessTimeMeansLessLuckWithWeakSectors() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-sectors?seed=3&weak.least=0.5&weak.most=0.5&bytes=none")) {
            setTimer(drive, 10);
            long weak = drive.truth().nextNotReadable(100);
            int good = 0;
            for (int read = 0; read < 2000; read++) {
                good += Commands.read(drive, weak, 1).good() ? 1 : 0;
            }
            assertThat(good / 2000.0).isCloseTo(1 - Math.pow(0.5, 0.25), within(0.03));
        }
    }

    @Test
    void withoutRetriesAFailingReadEndsAtOnce() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=3")) {
            long bad = Commands.firstUnreadable(drive);
            Commands.send(drive, DriveCommands.retries(false));
            assertThat(Commands.nanos(drive, bad, 1)).isLessThan(50 * Commands.MILLI);
            Commands.send(drive, DriveCommands.retries(true));
            assertThat(Commands.nanos(drive, bad, 1)).isGreaterThan(Commands.SECOND);
        }
    }

    @Test
    void hidesWhatTheHostProtectedAreaHidesUntilItIsOpenedForAsLongAsPowerStays() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&hpa=4MiB")) {
            long shown = (12L << 20) / 512;
            long all = (16L << 20) / 512;
            assertThat(drive.identity().sectorCount()).isEqualTo(shown);
            assertThat(Commands.read(drive, shown, 1)).isInstanceOf(ReadOutcome.MediaError.class);
            assertThat(Commands.send(drive, DriveCommands.setMaxUntilPowerCycle(all - 1, true)).failed()).as("not behind READ NATIVE MAX")
                    .isTrue();
            assertThat(Commands.send(drive, DriveCommands.readNativeMax(true)).lba()).isEqualTo(all - 1);
            assertThat(Commands.send(drive, DriveCommands.setMaxUntilPowerCycle(all - 1, true)).failed()).isFalse();
            assertThat(Commands.send(drive, DriveCommands.setMaxUntilPowerCycle(5, true)).failed()).as("once only").isTrue();
            assertThat(Commands.identify(drive).sectorCount()).isEqualTo(all);
            assertThat(Commands.read(drive, shown, 1)).isInstanceOf(ReadOutcome.Read.class);
            Commands.powerCycle(drive);
            assertThat(Commands.identify(drive).sectorCount()).isEqualTo(shown);
            assertThat(drive.hardware().modifyingCommands()).isZero();
        }
    }

    @Test
    void theConfigurationOverlayHidesFromReadNativeMaxToo() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&dco=4MiB")) {
            long shown = (12L << 20) / 512;
            assertThat(Commands.send(drive, DriveCommands.readNativeMax(false)).lba()).isEqualTo(shown - 1);
            DeviceConfiguration real = DeviceConfiguration.decode(Commands.fetch(drive, DriveCommands.deviceConfiguration()));
            assertThat(real.lastLba()).isEqualTo((16L << 20) / 512 - 1);
            Commands.force(drive, TaskFile.of28(0xB1, 0xC0, 0, 0));
            assertThat(Commands.identify(drive).sectorCount()).isEqualTo((16L << 20) / 512);
            assertThat(drive.hardware().modifyingCommands()).isEqualTo(1);
        }
    }

    @Test
    void aLockedDriveAbortsReadsUntilItIsUnlocked() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&password=Secret1")) {
            assertThat(Commands.identify(drive).security().locked()).isTrue();
            for (ReadMethod method : new ReadMethod[] { ReadMethod.PIO, ReadMethod.DMA, ReadMethod.VERIFY, ReadMethod.FPDMA }) {
                assertThat(Commands.read(drive, 0, 1, method)).as("%s", method).isInstanceOf(ReadOutcome.Aborted.class);
            }
            assertThat(unlock(drive, "secret1").failed()).isTrue();
            assertThat(unlock(drive, "Secret1").failed()).isFalse();
            assertThat(Commands.identify(drive).security().locked()).isFalse();
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Read.class);
            drive.reset(Reset.HARD, 1000);
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Read.class);
            Commands.powerCycle(drive);
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Aborted.class);
            assertThat(drive.hardware().modifyingCommands()).isZero();
        }
    }

    @Test
    void afterFiveWrongPasswordsNoneIsTakenUntilPowerGoes() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&password=Secret1")) {
            for (int attempt = 0; attempt < 5; attempt++) {
                assertThat(unlock(drive, "wrong").failed()).isTrue();
            }
            assertThat(Commands.identify(drive).security().attemptsExpired()).isTrue();
            assertThat(unlock(drive, "Secret1").failed()).isTrue();
            Commands.powerCycle(drive);
            assertThat(unlock(drive, "Secret1").failed()).isFalse();
        }
    }

    @Test
    void powerModesAreToldAndSleepEndsByAReset() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(SMALL)) {
            Commands.read(drive, 0, 1);
            assertThat(mode(drive)).isEqualTo(PowerMode.ACTIVE);
            Commands.send(drive, DriveCommands.unloadHeads());
            assertThat(mode(drive)).isEqualTo(PowerMode.IDLE);
            Commands.send(drive, DriveCommands.standby());
            assertThat(mode(drive)).isEqualTo(PowerMode.STANDBY);
            assertThat(Commands.nanos(drive, 1, 1)).as("it spins up first").isGreaterThan(5 * Commands.SECOND);
            assertThat(mode(drive)).isEqualTo(PowerMode.ACTIVE);
            Commands.send(drive, DriveCommands.sleep());
            assertThat(drive.identify(1000)).isInstanceOf(IdentifyOutcome.NoAnswer.class);
            drive.reset(Reset.SOFT, 1000);
            assertThat(mode(drive)).isEqualTo(PowerMode.STANDBY);
            assertThat(Commands.read(drive, 1, 1)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void pioProvesWhatCameBeforeTheFailingSectorAndDmaProvesNothing() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=6")) {
            long bad = Commands.firstUnreadable(drive);
            MemorySegment buffer = MemorySegment.ofArray(new byte[16 * 512]);
            ReadOutcome pio = drive.read(ReadRequest.of(bad - 5, 16, ReadMethod.PIO, 5000), buffer);
            assertThat(pio).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> assertThat(error.failingLba()).isEqualTo(bad));
            assertThat(pio.provenSectors()).isEqualTo(5);
            assertThat(drive.truth().firstWrong(bad - 5, 5, buffer)).isEqualTo(-1);
            ReadOutcome dma = Commands.read(drive, bad - 5, 16, ReadMethod.DMA);
            assertThat(dma).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> assertThat(error.failingLba()).isEqualTo(bad));
            assertThat(dma.provenSectors()).isZero();
            assertThat(Commands.read(drive, bad - 5, 16, ReadMethod.VERIFY).provenSectors()).isZero();
        }
    }

    @Test
    void atTheDeadlinePioProvesTheBlocksThatHadArrived() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=6")) {
            long bad = Commands.firstUnreadable(drive);
            MemorySegment buffer = MemorySegment.ofArray(new byte[16 * 512]);
            ReadOutcome late = drive.read(ReadRequest.of(bad - 5, 16, ReadMethod.PIO, 500), buffer);
            assertThat(late).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(late.provenSectors()).isEqualTo(5);
            assertThat(drive.truth().firstWrong(bad - 5, 5, buffer)).isEqualTo(-1);
        }
    }

    @Test
    void pioProvesBlockByBlockHowFarTheDriveCame() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=64GiB")) {
            Commands.read(drive, 0, 1);
            MemorySegment buffer = MemorySegment.ofArray(new byte[4096 * 512]);
            ReadOutcome late = drive.read(ReadRequest.of(1, 4096, ReadMethod.PIO, 6), buffer);
            // 6 ms less the cost of the command, at 2,844 ns a sector
            assertThat(late.provenSectors()).isEqualTo((6_000_000 - 100_000) / 2_844);
            assertThat(drive.truth().firstWrong(1, late.provenSectors(), buffer)).isEqualTo(-1);
            assertThat(drive.truth().firstWrong(1 + late.provenSectors(), 1, buffer.asSlice(late.provenSectors() * 512)))
                    .isEqualTo(1 + late.provenSectors());
        }
    }

    @Test
    void aCommandWaitsForTheDriveToGetReadyAndNoLongerThanItsDeadline() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=6")) {
            long bad = Commands.firstUnreadable(drive);
            drive.read(ReadRequest.of(bad, 1, ReadMethod.AUTO, 400), MemorySegment.ofArray(new byte[512]));
            AtaCommand check = DriveCommands.checkPowerMode();
            AtaPort port = drive.ataPort().orElseThrow();
            assertThat(port.execute(check.taskFile(), check.protocol(), MemorySegment.NULL, 100))
                    .isInstanceOf(CommandOutcome.Unavailable.class);
            assertThat(port.execute(check.taskFile(), check.protocol(), MemorySegment.NULL, 2000)).isInstanceOf(CommandOutcome.Ended.class);
        }
    }

    @Test
    void aQueuedReadThatFailsTellsItsSectorInTheLogAndStopsTheQueueUntilThatIsRead() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=6")) {
            long bad = Commands.firstUnreadable(drive);
            assertThat(Commands.read(drive, bad - 3, 8, ReadMethod.FPDMA))
                    .isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> assertThat(error.failingLba()).isEqualTo(bad));
            AtaCommand queued = ReadCommands.fpdma(bad, 1, 512, 9);
            assertThat(Commands.send(drive, queued, MemorySegment.ofArray(new byte[512])).failed()).isTrue();
            assertThat(Commands.read(drive, 1, 1)).isInstanceOf(ReadOutcome.Aborted.class);
            drive.reset(Reset.SOFT, 1000);
            assertThat(Commands.read(drive, 1, 1)).as("a reset starts the queue too").isInstanceOf(ReadOutcome.Read.class);
            Commands.send(drive, queued, MemorySegment.ofArray(new byte[512]));
            NcqErrorLog log = NcqErrorLog.decode(Commands.fetch(drive, DriveCommands.readLog(LogAddress.NCQ_ERROR, 0, 1)));
            assertThat(log.tag()).isEqualTo(9);
            assertThat(log.registers().lba()).isEqualTo(bad);
            assertThat(log.predicted()).isFalse();
            assertThat(Commands.read(drive, 1, 1)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void rebuildAssistTellsTheBandsOfAHead() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-head?size=64MiB&seed=2")) {
            RebuildAssistLog page = RebuildAssistLog.decode(Commands.fetch(drive, DriveCommands.readLog(LogAddress.REBUILD_ASSIST, 0, 1)));
            assertThat(page.enabled()).isFalse();
            assertThat(page.supported().cardinality()).isEqualTo(4);
            BitSet two = new BitSet();
            two.set(2);
            MemorySegment wanted = MemorySegment.ofArray(page.disabling(two).encode());
            assertThat(Commands.send(drive, DriveCommands.writeLog(LogAddress.REBUILD_ASSIST, 0, 1), wanted).failed()).isFalse();
            DriveTruth truth = drive.truth();
            long lba = 0;
            while (truth.head(lba) != 2) {
                lba = truth.bandEnd(lba);
            }
            AtaCommand queued = ReadCommands.fpdma(lba, 8, 512, 0);
            long before = drive.clock().nanos();
            Commands.send(drive, queued, MemorySegment.ofArray(new byte[8 * 512]));
            assertThat(drive.clock().nanos() - before).as("foreknown, so not tried").isLessThan(50 * Commands.MILLI);
            NcqErrorLog log = NcqErrorLog.decode(Commands.fetch(drive, DriveCommands.readLog(LogAddress.NCQ_ERROR, 0, 1)));
            assertThat(log.predicted()).isTrue();
            assertThat(log.registers().lba()).isEqualTo(lba);
            assertThat(log.finalLba()).isEqualTo(truth.bandEnd(lba) - 1);
            assertThat(Commands.read(drive, lba, 8, ReadMethod.DMA)).as("other reads do not care").isInstanceOf(ReadOutcome.Read.class);
            Commands.send(drive, DriveCommands.writeLog(LogAddress.REBUILD_ASSIST, 0, 1), MemorySegment.ofArray(page.off().encode()));
            assertThat(Commands.read(drive, lba, 8, ReadMethod.FPDMA)).isInstanceOf(ReadOutcome.Read.class);
            assertThat(drive.hardware().modifyingCommands()).isZero();
        }
    }

    @Test
    void sctTellsItsStateAndReadsLong() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&sector=4kn")) {
            sendKey(drive, SctKey.readLong(77));
            MemorySegment data = Commands.fetch(drive, DriveCommands.sctData(true, 9));
            byte[] sector = drive.truth().bytes(77);
            assertThat(data.asSlice(0, 4096).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(sector);
            byte[] ecc = drive.truth().eccBytes(sector);
            assertThat(data.asSlice(4096, ecc.length).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(ecc);
            SctStatus status = SctStatus.decode(Commands.fetch(drive, DriveCommands.sctStatus(true)));
            assertThat(status.action()).isEqualTo(1);
            assertThat(status.lba()).isEqualTo(77);
            assertThat(status.temperature()).isEqualTo(drive.temperatureCelsius());
        }
    }

    @Test
    void anOldDriveTakesTwentyEightBitsOnly() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&lba=28")) {
            assertThat(drive.capabilities().maxSectorsPerCommand()).isEqualTo(256);
            assertThat(drive.capabilities().methods()).doesNotContain(ReadMethod.FPDMA);
            assertThat(Commands.read(drive, 5, 256, ReadMethod.PIO)).isInstanceOf(ReadOutcome.Read.class);
            Registers registers = Commands.send(drive, DriveCommands.readLog(LogAddress.DIRECTORY, 0, 1),
                    MemorySegment.ofArray(new byte[512]));
            assertThat(registers.error()).isEqualTo(ErrorBits.ABRT);
        }
    }

    private static String serial(String address) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            return drive.identity().serial();
        }
    }

    private static SmartData smart(SimulatedDrive drive) throws Exception {
        return SmartData.decode(Commands.fetch(drive, DriveCommands.smartData()), Commands.fetch(drive, DriveCommands.smartThresholds()));
    }

    private static void setTimer(SimulatedDrive drive, int deciseconds) {
        assertThat(sendKey(drive, SctKey.setTimer(SctKey.Timer.READ, deciseconds)).failed()).isFalse();
    }

    private static Registers sendKey(SimulatedDrive drive, SctKey key) {
        return Commands.send(drive, DriveCommands.sctKey(true), MemorySegment.ofArray(key.raw()));
    }

    private static PowerMode mode(SimulatedDrive drive) {
        return PowerMode.of(Commands.send(drive, DriveCommands.checkPowerMode()));
    }

    private static Registers unlock(SimulatedDrive drive, String password) {
        byte[] block = new byte[512];
        byte[] text = password.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, block, 2, text.length);
        AtaCommand unlock = new AtaCommand(TaskFile.of(0xF2), Protocol.PIO_OUT, 512);
        return Commands.send(drive, unlock, MemorySegment.ofArray(block));
    }
}
