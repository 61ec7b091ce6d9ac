package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;

/** What goes wrong with a drive while it runs, how often, and what helps. */
class MishapsTest {

    @Test
    void oneFailureInTwentyHangsAndSixtyThirtyTenPerCentOfThoseNeedSoftHardAndPower() throws Exception {
        int failures = 0;
        int[] cured = new int[3];
        for (int seed = 1; seed <= 30; seed++) {
            try (SimulatedDrive drive = SimulatedDrive.open("sim:hangs?bytes=none&seed=" + seed)) {
                long bad = Commands.firstUnreadable(drive);
                for (int read = 0; read < 2000; read++) {
                    failures++;
                    ReadOutcome outcome = drive.read(ReadRequest.of(bad, 1, ReadMethod.AUTO, 2000), MemorySegment.NULL);
                    if (outcome instanceof ReadOutcome.TimedOut) {
                        cured[cure(drive)]++;
                    } else {
                        assertThat(outcome).isInstanceOf(ReadOutcome.MediaError.class);
                    }
                }
            }
        }
        double hangs = cured[0] + cured[1] + cured[2];
        assertThat(hangs / failures).isCloseTo(0.05, within(0.004));
        assertThat(cured[0] / hangs).isCloseTo(0.6, within(0.03));
        assertThat(cured[1] / hangs).isCloseTo(0.3, within(0.03));
        assertThat(cured[2] / hangs).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aHangKeepsTheDriveBusyHoweverLongTheHostWaits() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:hangs?hang=1&hang.soft=0&hang.hard=0")) {
            long bad = Commands.firstUnreadable(drive);
            assertThat(Commands.read(drive, bad, 1)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.hardware().status(drive.clock().nanos())).isEqualTo(0x80);
            assertThat(drive.awaitReady(3_600_000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.NotReady.class);
            assertThat(drive.identify(1000)).isInstanceOf(IdentifyOutcome.NoAnswer.class);
            assertThat(drive.reset(Reset.SOFT, 31_000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.HARD, 31_000)).isInstanceOf(ResetOutcome.StillBusy.class);
            Commands.powerCycle(drive);
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void aResetEndsAReadThatTheDriveIsStillTrying() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-sectors?weak.least=0&weak.most=0")) {
            long bad = Commands.firstUnreadable(drive);
            ReadOutcome outcome = drive.read(ReadRequest.of(bad, 1, ReadMethod.AUTO, 200), MemorySegment.ofArray(new byte[512]));
            assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.TimedOut.class, late -> assertThat(late.stillInKernel()).isFalse());
            assertThat(outcome.evidence().elapsedNanos()).isEqualTo(200 * Commands.MILLI);
            assertThat(drive.reset(Reset.SOFT, 60)).isEqualTo(new ResetOutcome.Ready(20 * Commands.MILLI));
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void aLateEndIsNeverTakenForTheNextCommandsAnswer() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=2")) {
            long bad = Commands.firstUnreadable(drive);
            assertThat(drive.read(ReadRequest.of(bad, 1, ReadMethod.PIO, 400), MemorySegment.ofArray(new byte[512])))
                    .isInstanceOf(ReadOutcome.TimedOut.class);
            MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
            assertThat(drive.read(ReadRequest.of(1, 1, ReadMethod.PIO, 100), buffer)).isInstanceOf(ReadOutcome.NotReady.class);
            ReadOutcome next = drive.read(ReadRequest.of(1, 1, ReadMethod.PIO, 2000), buffer);
            assertThat(next).isInstanceOf(ReadOutcome.Read.class);
            assertThat(drive.truth().firstWrong(1, 1, buffer)).isEqualTo(-1);
        }
    }

    @Test
    void flashFreezesAboutEveryFiveThousandCommandsAnywhereAndOnlyPowerHelps() throws Exception {
        int freezes = 0;
        long reads = 0;
        for (int seed = 1; seed <= 5; seed++) {
            try (SimulatedDrive drive = SimulatedDrive.open("sim:flash-freezes?size=256MiB&bytes=none&seed=" + seed)) {
                for (int read = 0; read < 200_000; read++) {
                    reads++;
                    ReadOutcome outcome = drive.read(ReadRequest.of(read, 1, ReadMethod.AUTO, 500), MemorySegment.NULL);
                    if (!outcome.good()) {
                        freezes++;
                        assertThat(drive.reset(Reset.HARD, 1000)).isInstanceOf(ResetOutcome.StillBusy.class);
                        Commands.powerCycle(drive);
                        assertThat(Commands.read(drive, read, 1)).as("a retry reads well").isInstanceOf(ReadOutcome.Read.class);
                    }
                }
            }
        }
        assertThat((double) reads / freezes).isCloseTo(5000, within(1000.0));
    }

    @Test
    void slowFirmwareTakesThreeSecondsACommandUntilPowerGoesOrTheMakersCommandComes() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:slow-firmware?size=64MiB&bytes=none")) {
            long share = drive.identity().sectorCount() * 3 / 100;
            assertThat(readUntilSlow(drive, 0)).isCloseTo(share, within(8L));
            assertThat(Commands.nanos(drive, 0, 1)).isEqualTo(3 * Commands.SECOND);
            long before = drive.clock().nanos();
            drive.identify(60_000);
            assertThat(drive.clock().nanos() - before).as("every command is slow").isEqualTo(3 * Commands.SECOND);
            Commands.powerCycle(drive);
            assertThat(readUntilSlow(drive, share)).isCloseTo(2 * share, within(16L));
            assertThat(Commands.force(drive, DriveHardware.CLEAR_LIST).failed()).isFalse();
            assertThat(readUntilSlow(drive, 0)).as("cured").isEqualTo(drive.identity().sectorCount());
        }
    }

    @Test
    void slowFirmwareOfALargeDriveBeginsAfterTwoGigabytes() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:slow-firmware?size=1TiB&bytes=none")) {
            long sectors = 2_000_000_000L / 512 - 1;
            drive.read(new ReadRequest(0, sectors, 256, ReadMethod.AUTO, 60_000, 0), MemorySegment.NULL);
            assertThat(Commands.nanos(drive, sectors, 1)).isLessThan(20 * Commands.MILLI);
            assertThat(Commands.nanos(drive, sectors + 1, 1)).isEqualTo(3 * Commands.SECOND);
        }
    }

    @Test
    void aLiarTellsTheTruthUntilAResetAndLiesOnceInTwentyThousandReadsThen() throws Exception {
        long lies = 0;
        int reads = 400_000;
        for (int seed = 1; seed <= 4; seed++) {
            try (SimulatedDrive drive = SimulatedDrive.open("sim:liar?size=256MiB&bytes=none&seed=" + seed)) {
                for (int read = 0; read < 100_000; read++) {
                    Commands.read(drive, read, 1);
                }
                assertThat(drive.hardware().lies()).isEmpty();
                drive.reset(Reset.HARD, 1000);
                for (int read = 0; read < reads; read++) {
                    assertThat(drive.read(ReadRequest.of(read % 500_000, 1, ReadMethod.AUTO, 500), MemorySegment.NULL).good()).isTrue();
                }
                lies += drive.hardware().counters().lies();
            }
        }
        assertThat((double) 4 * reads / lies).isCloseTo(20_000, within(5000.0));
    }

    @Test
    void aLieIsAnotherSectorsBytesWithGoodStatus() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:liar?size=16MiB&lie=10&seed=3")) {
            drive.reset(Reset.SOFT, 1000);
            MemorySegment buffer = MemorySegment.ofArray(new byte[16 * 512]);
            int wrong = 0;
            for (long lba = 0; lba < 4096; lba += 16) {
                int told = drive.hardware().lies().size();
                assertThat(drive.read(ReadRequest.of(lba, 16, ReadMethod.AUTO, 500), buffer).good()).isTrue();
                boolean right = drive.truth().firstWrong(lba, 16, buffer) == -1;
                assertThat(drive.hardware().lies()).hasSize(right ? told : told + 1);
                if (!right) {
                    wrong++;
                    Lie lie = drive.hardware().lies().getLast();
                    assertThat(lie.firstLba()).isEqualTo(lba);
                    assertThat(drive.truth().firstWrong(lie.dataLba(), 16, buffer)).as("it is what stands elsewhere").isEqualTo(-1);
                }
            }
            assertThat(wrong).isBetween(10, 45);
        }
    }

    @Test
    void garbageComesFromAResetToTheNext() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&fault=garbage")) {
            MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
            drive.read(ReadRequest.of(5, 1, ReadMethod.AUTO, 500), buffer);
            assertThat(drive.truth().firstWrong(5, 1, buffer)).isEqualTo(-1);
            drive.reset(Reset.HARD, 1000);
            for (int lba = 0; lba < 50; lba++) {
                assertThat(drive.read(ReadRequest.of(lba, 1, ReadMethod.AUTO, 500), buffer).good()).isTrue();
                assertThat(drive.truth().firstWrong(lba, 1, buffer)).isEqualTo(lba);
            }
        }
    }

    @Test
    void aDriveMayAnswerAsAnotherOneAfterAResetUntilPowerGoes() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&fault=identity-change")) {
            DriveIdentity first = identity(drive);
            assertThat(first).isEqualTo(drive.identity());
            drive.reset(Reset.SOFT, 1000);
            DriveIdentity other = identity(drive);
            assertThat(other.sameDrive(first)).isFalse();
            MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
            drive.read(ReadRequest.of(5, 1, ReadMethod.AUTO, 500), buffer);
            assertThat(drive.truth().firstWrong(5, 1, buffer)).isEqualTo(5);
            Commands.powerCycle(drive);
            assertThat(identity(drive)).isEqualTo(first);
        }
    }

    @Test
    void aDriveMayDropOffTheBusUntilPowerComesBack() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&vanish=100")) {
            ReadOutcome outcome = Commands.read(drive, 0, 1);
            for (int lba = 1; outcome.good() && lba < 10_000; lba++) {
                outcome = drive.read(ReadRequest.of(lba, 1, ReadMethod.AUTO, 500), MemorySegment.ofArray(new byte[512]));
            }
            assertThat(outcome).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.reset(Reset.HARD, 1000)).isInstanceOf(ResetOutcome.Gone.class);
            Commands.powerCycle(drive);
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void damageOnTheCableIsATransferErrorAndNothingIsProven() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&interface-crc=20")) {
            int damaged = 0;
            for (int lba = 0; lba < 2000; lba++) {
                ReadOutcome outcome = Commands.read(drive, lba, 1, List.of(ReadMethod.DMA, ReadMethod.PIO).get(lba % 2));
                if (!outcome.good()) {
                    assertThat(outcome).isInstanceOf(ReadOutcome.TransferError.class);
                    assertThat(outcome.provenSectors()).isZero();
                    damaged++;
                }
            }
            assertThat(damaged).isBetween(70, 130);
        }
    }

    @Test
    void aPulledCableIsADriveThatIsGone() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB")) {
            drive.hardware().unplug();
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.awaitReady(500)).isInstanceOf(ResetOutcome.Gone.class);
            drive.hardware().plug();
            assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void tooShortAPowerCutChangesNothing() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:hangs?hang=1&hang.soft=0&hang.hard=0")) {
            Commands.read(drive, Commands.firstUnreadable(drive), 1);
            drive.off();
            drive.clock().sleep(Commands.SECOND - 1);
            drive.on();
            assertThat(drive.awaitReady(60_000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.hardware().counters().powerCycles()).isZero();
            drive.off();
            drive.clock().sleep(drive.minimumOffTime().toNanos());
            drive.on();
            assertThat(drive.awaitReady(60_000)).isInstanceOf(ResetOutcome.Ready.class);
        }
    }

    @Test
    void mostSpinUpsAreThroughByTenSecondsAndNearlyAllByTwenty() throws Exception {
        int byTen = 0;
        int byTwenty = 0;
        int starts = 4000;
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB")) {
            for (int start = 0; start < starts; start++) {
                drive.off();
                assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Gone.class);
                drive.clock().sleep(3 * Commands.SECOND);
                drive.on();
                ResetOutcome outcome = drive.awaitReady(60_000);
                assertThat(outcome).isInstanceOf(ResetOutcome.Ready.class);
                byTen += outcome.elapsedNanos() <= 10 * Commands.SECOND ? 1 : 0;
                byTwenty += outcome.elapsedNanos() <= 20 * Commands.SECOND ? 1 : 0;
            }
        }
        assertThat((double) byTen / starts).isCloseTo(0.95, within(0.02));
        assertThat((double) byTwenty / starts).isGreaterThan(0.99);
        assertThat(byTwenty).isLessThan(starts);
    }

    @Test
    void weakSectorsReadAsOftenAsTheirOddsSay() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-sectors?seed=4")) {
            DriveTruth truth = drive.truth();
            long lba = truth.nextNotReadable(100);
            for (int sector = 0; sector < 5; sector++) {
                int good = 0;
                for (int read = 0; read < 2000; read++) {
                    good += Commands.read(drive, lba, 1).good() ? 1 : 0;
                }
                assertThat(good / 2000.0).isCloseTo(truth.odds(lba), within(0.04));
                lba = truth.nextNotReadable(truth.fateEnd(lba));
            }
            long bad = truth.nextNotReadable(100);
            Commands.read(drive, bad - 1, 1);
            long took = Commands.nanos(drive, bad, 1);
            assertThat(took < 20 * Commands.MILLI || took > 4 * Commands.SECOND && took < 4100 * Commands.MILLI).isTrue();
        }
    }

    private static int cure(SimulatedDrive drive) {
        if (drive.reset(Reset.SOFT, 1000) instanceof ResetOutcome.Ready) {
            return 0;
        }
        if (drive.reset(Reset.HARD, 1000) instanceof ResetOutcome.Ready) {
            return 1;
        }
        Commands.powerCycle(drive);
        return 2;
    }

    private static DriveIdentity identity(SimulatedDrive drive) {
        return Optional.of(drive.identify(1000)).map(IdentifyOutcome.Identified.class::cast).orElseThrow().identity();
    }

    /** Reads blocks of eight until one takes a second; the sector behind the last quick one. */
    private static long readUntilSlow(SimulatedDrive drive, long first) {
        long lba = first;
        while (lba < drive.identity().sectorCount() && Commands.nanos(drive, lba, 8) < Commands.SECOND) {
            lba += 8;
        }
        return lba;
    }
}
