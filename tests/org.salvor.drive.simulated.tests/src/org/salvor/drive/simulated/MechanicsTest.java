package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;

/** The time that the reference mechanics take, against the numbers of their page. */
class MechanicsTest {
    private static final int BLOCK = 256;
    private static final String LARGE = "sim:healthy?size=64GiB&bytes=none";

    @Test
    void readsThe180MegabytesASecondOfTheOutermostZone() throws Exception {
        assertThat(megabytesASecond(0.0)).isCloseTo(180, Percentage.withPercentage(1));
    }

    @Test
    void readsThe90MegabytesASecondOfTheInnermostZone() throws Exception {
        assertThat(megabytesASecond(0.99)).isCloseTo(90, Percentage.withPercentage(1));
    }

    @Test
    void readsTheWholeDriveAtTheMeanOfItsZones() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            long sectors = drive.identity().sectorCount();
            long before = drive.clock().nanos();
            drive.read(new ReadRequest(0, sectors, 65_536, ReadMethod.AUTO, 60_000, 0), MemorySegment.NULL);
            double seconds = (drive.clock().nanos() - before) / 1e9;
            // the integral of 1 / (180 - 90 x) over x from 0 to 1 is ln 2 / 90
            assertThat(seconds).isCloseTo(drive.identity().sizeBytes() / 1e6 * Math.log(2) / 90, Percentage.withPercentage(1));
        }
    }

    @Test
    void everyCommandCostsATenthOfAMillisecond() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            Commands.read(drive, 0, 1);
            long single = Commands.nanos(drive, 1, 1);
            long twoSectors = Commands.nanos(drive, 2, 2);
            assertThat(2 * single - twoSectors).isEqualTo(100_000);
        }
    }

    @Test
    void aReadElsewhereCostsHalfAMillisecondPlusTheRootOfTheDistancePlusTheLatency() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            long sectors = drive.identity().sectorCount();
            for (double share : new double[] { 1e-6, 0.001, 0.01, 0.1, 0.25, 0.5, 0.9 }) {
                Commands.read(drive, 0, 1);
                long target = (long) (share * sectors);
                double expected = 0.1 + 0.5 + 14.6 * Math.sqrt((double) (target - 1) / sectors) + 4.16;
                assertThat(Commands.nanos(drive, target, 1) / 1e6).as("%s of the drive away", share).isCloseTo(expected, within(0.01));
            }
        }
    }

    @Test
    void aBackwardStepCostsWhatAForwardOneCosts() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            Commands.read(drive, 999, 1);
            long forward = Commands.nanos(drive, 2000, 1);
            long backward = Commands.nanos(drive, 1001, 1);
            assertThat(backward).isEqualTo(forward);
        }
    }

    @Test
    void randomReadsTakeTheMeanOfTheSeekCurve() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            SplittableRandom random = new SplittableRandom(1);
            long sectors = drive.identity().sectorCount();
            int reads = 20_000;
            long before = drive.clock().nanos();
            for (int read = 0; read < reads; read++) {
                Commands.read(drive, random.nextLong(sectors), 1);
            }
            // the mean of the root of the distance between two random places is 8/15
            double expected = 0.1 + 0.5 + 14.6 * 8 / 15 + 4.16;
            assertThat((drive.clock().nanos() - before) / 1e6 / reads).isCloseTo(expected, Percentage.withPercentage(1));
        }
    }

    @Test
    void aHostThatComesTooLateWaitsForOneMoreRevolution() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            Commands.read(drive, 0, BLOCK);
            long inTime = Commands.nanos(drive, BLOCK, BLOCK);
            drive.clock().sleep(Commands.MILLI);
            long justInTime = Commands.nanos(drive, 2 * BLOCK, BLOCK);
            drive.clock().sleep(Commands.MILLI + 1);
            long tooLate = Commands.nanos(drive, 3 * BLOCK, BLOCK);
            assertThat(justInTime).isEqualTo(inTime);
            assertThat(tooLate - inTime).isEqualTo(8_330_000);
        }
    }

    @Test
    void whereThePlattersStandDecidesHowLongASectorIsWaitedFor() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE + "&rotation=1")) {
            SplittableRandom random = new SplittableRandom(1);
            long sectors = drive.identity().sectorCount();
            int reads = 20_000;
            double sum = 0;
            double longest = 0;
            double shortest = 100;
            Commands.read(drive, 0, 1);
            for (int read = 0; read < reads; read++) {
                long from = drive.hardware().registers().lba() + 1;
                long lba = random.nextLong(sectors - 1);
                double seek = 0.1 + 0.5 + 14.6 * Math.sqrt((double) Math.abs(lba - from) / sectors);
                double wait = Commands.nanos(drive, lba, 1) / 1e6 - seek;
                sum += wait;
                longest = Math.max(longest, wait);
                shortest = Math.min(shortest, wait);
            }
            assertThat(sum / reads).isCloseTo(8.33 / 2, within(0.06));
            assertThat(shortest).isBetween(0.0, 0.02);
            assertThat(longest).isBetween(8.3, 8.34);
        }
    }

    @Test
    void aFailedReadCostsOneSecond() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=5")) {
            long bad = Commands.firstUnreadable(drive);
            Commands.read(drive, bad - 1, 1);
            assertThat(Commands.nanos(drive, bad, 1) / 1e6).isCloseTo(1000.1, within(0.01));
        }
    }

    private static double megabytesASecond(double place) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(LARGE)) {
            long first = (long) (place * drive.identity().sectorCount());
            Commands.read(drive, first, 1);
            int commands = 1000;
            long before = drive.clock().nanos();
            drive.read(new ReadRequest(first + 1, (long) commands * BLOCK, BLOCK, ReadMethod.AUTO, 60_000, 0), MemorySegment.NULL);
            double seconds = (drive.clock().nanos() - before - commands * 100_000L) / 1e9;
            return commands * BLOCK * 512 / 1e6 / seconds;
        }
    }
}
