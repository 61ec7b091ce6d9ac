package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.salvor.ata.DriveCommands;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;

/** What the cache and the look-ahead of a drive save. */
class CacheTest {
    private static final String CACHED = "sim:desktop?size=1GiB&cache=1024&look-ahead=256&rotation=0";
    private static final int BLOCK = 256;
    /** 128 KiB at 600 MB/s, and the command. */
    private static final double FROM_CACHE = 131_072 / 600e3 + 0.1;
    /** 128 KiB at 180 MB/s, and the command. */
    private static final double FROM_MEDIUM = 131_072 / 180e3 + 0.1;

    @Test
    void whatWasReadLastComesFromTheCache() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(CACHED)) {
            Commands.read(drive, 1000, BLOCK);
            assertThat(millis(drive, 1000, BLOCK)).isCloseTo(FROM_CACHE, within(0.01));
            assertThat(millis(drive, 1100, 100)).isLessThan(FROM_CACHE);
            assertThat(millis(drive, 900_000, BLOCK)).isGreaterThan(4);
            assertThat(millis(drive, 1000, BLOCK)).as("it holds one stretch only").isGreaterThan(4);
        }
    }

    @Test
    void itHoldsNoMoreThanItsSize() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(CACHED)) {
            for (int block = 0; block < 10; block++) {
                Commands.read(drive, block * BLOCK, BLOCK);
            }
            assertThat(millis(drive, 9 * BLOCK, BLOCK)).isCloseTo(FROM_CACHE, within(0.01));
            assertThat(millis(drive, 0, BLOCK)).as("1024 KiB are 8 blocks").isGreaterThan(4);
        }
    }

    @Test
    void anIdleDriveReadsOnAndTheHostMissesNoRevolution() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(CACHED)) {
            Commands.read(drive, 0, BLOCK);
            assertThat(millis(drive, BLOCK, BLOCK)).isCloseTo(FROM_MEDIUM, within(0.01));
            drive.clock().sleep(5 * Commands.MILLI);
            assertThat(millis(drive, 2 * BLOCK, BLOCK)).as("read ahead").isCloseTo(FROM_CACHE, within(0.01));
            drive.clock().sleep(5 * Commands.MILLI);
            Commands.send(drive, DriveCommands.lookAhead(false));
            Commands.read(drive, 900_000, BLOCK);
            drive.clock().sleep(5 * Commands.MILLI);
            assertThat(millis(drive, 900_000 + BLOCK, BLOCK)).as("a revolution late").isGreaterThan(8.33);
        }
    }

    @Test
    void whenTheLookAheadIsFullTheHeadIsTooLateForWhatComesBehind() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(CACHED)) {
            Commands.read(drive, 0, BLOCK);
            drive.clock().sleep(100 * Commands.MILLI);
            assertThat(millis(drive, BLOCK, 2 * BLOCK)).as("256 KiB").isCloseTo(2 * FROM_CACHE - 0.1, within(0.01));
            drive.clock().sleep(100 * Commands.MILLI);
            assertThat(millis(drive, 3 * BLOCK, 3 * BLOCK)).isCloseTo(2 * FROM_CACHE - 0.1 + 8.33 + FROM_MEDIUM - 0.1, within(0.02));
        }
    }

    @Test
    void readingAheadStopsAtABadSectorWithoutTelling() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?cache=1024&look-ahead=256&seed=5")) {
            long bad = Commands.firstUnreadable(drive);
            Commands.read(drive, bad - 20, 10);
            drive.clock().sleep(100 * Commands.MILLI);
            MemorySegment buffer = MemorySegment.ofArray(new byte[10 * 512]);
            assertThat(drive.read(ReadRequest.of(bad - 10, 10, ReadMethod.PIO, 100), buffer)).isInstanceOf(ReadOutcome.Read.class);
            assertThat(drive.truth().firstWrong(bad - 10, 10, buffer)).isEqualTo(-1);
            assertThat(Commands.read(drive, bad, 1)).isInstanceOf(ReadOutcome.MediaError.class);
        }
    }

    @Test
    void verifyingGoesToTheMedium() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(CACHED)) {
            Commands.read(drive, 1000, BLOCK);
            long before = drive.clock().nanos();
            Commands.read(drive, 1000, BLOCK, ReadMethod.VERIFY);
            assertThat(drive.clock().nanos() - before).isGreaterThan(4 * Commands.MILLI);
        }
    }

    private static double millis(SimulatedDrive drive, long lba, int sectors) {
        return Commands.nanos(drive, lba, sectors) / 1e6;
    }
}
