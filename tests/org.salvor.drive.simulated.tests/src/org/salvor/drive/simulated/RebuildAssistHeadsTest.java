package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.LogAddress;
import org.salvor.ata.RebuildAssistLog;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.HeadMap;
import org.salvor.drive.RebuildAssistHeads;

class RebuildAssistHeadsTest {
    private static final long TIMEOUT_MILLIS = 5_000;

    @ParameterizedTest
    @ValueSource(strings = { "sim:healthy?size=1GiB", "sim:healthy?size=8GiB&heads=7&head.spread=40&band.least=0.2&band.most=5",
            "sim:healthy?size=1GiB&heads=2&head.spread=50", "sim:weak-head?size=2GiB", "sim:dead-head?size=2GiB",
            "sim:healthy?size=1GiB&sector=4kn", "sim:healthy?size=1GiB&sector=512e" })
    void everyBorderIsThatOfTheDrive(String address) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            HeadMap map = find(drive);
            assertThat(map.shortfall()).isEmpty();
            assertThat(map.bands()).isEqualTo(truth(drive));
            assertThat(drive.hardware().modifyingCommands()).isZero();
        }
    }

    @Test
    void aBandTakesThreeCommandsOnceTheOrderOfTheHeadsIsKnown() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=8GiB&heads=4&bands=400&head.spread=30")) {
            long before = drive.hardware().counters().commands();
            HeadMap map = find(drive);
            assertThat(map.bands().size()).isGreaterThan(200);
            assertThat(map.commands()).as("those that the drive counted").isEqualTo(drive.hardware().counters().commands() - before);
            int guessing = 2 * 4 * 4; // each of the 2 × 4 steps of the serpentine is learned once, with 3 wrong guesses of 2 commands at most
            assertThat(map.commands()).isBetween(3L * map.bands().size(), 3L * map.bands().size() + guessing);
        }
    }

    @Test
    void rebuildAssistIsOffAfterwardsOrAsItWas() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB")) {
            find(drive);
            RebuildAssistLog log = log(drive);
            assertThat(log.enabled()).isFalse();
            assertThat(log.disabled().isEmpty()).isTrue();
        }
    }

    @Test
    void badSectorsHideNoBorder() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:scratch?size=2GiB&scratch.crossings=20000&seed=3")) {
            HeadMap map = find(drive);
            assertThat(map.shortfall()).isEmpty();
            assertThat(map.bands()).isEqualTo(truth(drive));
        }
    }

    @Test
    void whatIsKnownWhenItIsStoppedIsKept() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB")) {
            AtomicInteger left = new AtomicInteger(5);
            HeadMap map = new RebuildAssistHeads(drive.ataPort().orElseThrow(), drive.identity(), TIMEOUT_MILLIS)
                    .find(() -> left.getAndDecrement() > 0);
            assertThat(map.bands()).isEqualTo(truth(drive).subList(0, 5));
            assertThat(map.complete()).isFalse();
            assertThat(map.shortfall()).startsWith("It was stopped at sector " + map.bands().getLast().endLba());
            assertThat(log(drive).enabled()).isFalse();
        }
    }

    @Test
    void anInterruptEndsItAndPutsTheDriveBack() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB")) {
            AtomicInteger left = new AtomicInteger(5);
            HeadMap map = new RebuildAssistHeads(drive.ataPort().orElseThrow(), drive.identity(), TIMEOUT_MILLIS).find(() -> {
                if (left.getAndDecrement() == 0) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
            assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
            assertThat(map.bands()).hasSize(5);
            assertThat(map.shortfall()).startsWith("It was stopped at sector ");
            assertThat(log(drive).enabled()).isFalse();
        }
    }

    @Test
    void aDriveWithoutRebuildAssistIsToldFrom() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB&lba=28")) {
            HeadMap map = find(drive);
            assertThat(map.bands()).isEmpty();
            assertThat(map.shortfall()).isEqualTo("The drive has no log of rebuild assist.");
        }
    }

    @Test
    void aDriveThatGoesIsSaidWithWhatWasKnown() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB")) {
            AtomicInteger left = new AtomicInteger(5);
            HeadMap map = new RebuildAssistHeads(drive.ataPort().orElseThrow(), drive.identity(), TIMEOUT_MILLIS).find(() -> {
                if (left.getAndDecrement() == 0) {
                    drive.hardware().unplug();
                }
                return true;
            });
            assertThat(map.bands()).hasSize(5);
            assertThat(map.shortfall()).contains("No drive answers").contains("cut the drive's power before it is read");
        }
    }

    @Test
    void aLogThatSomebodyElseHasReadIsNotTakenForAnAnswer() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB")) {
            AtaPort port = drive.ataPort().orElseThrow();
            AtaPort kernel = (taskFile, protocol, data, timeout) -> {
                CommandOutcome outcome = port.execute(taskFile, protocol, data, timeout);
                if (taskFile.command() == 0x60 && outcome instanceof CommandOutcome.Ended ended && ended.registers().failed()) {
                    AtaCommand read = DriveCommands.readLog(LogAddress.NCQ_ERROR, 0, 1);
                    port.execute(read.taskFile(), read.protocol(), Arena.ofAuto().allocate(512), timeout);
                }
                return outcome;
            };
            HeadMap map = new RebuildAssistHeads(kernel, drive.identity(), TIMEOUT_MILLIS).find(() -> true);
            assertThat(map.bands()).isEmpty();
            assertThat(map.shortfall()).contains("somebody else has read it");
        }
    }

    private static HeadMap find(SimulatedDrive drive) {
        return new RebuildAssistHeads(drive.ataPort().orElseThrow(), drive.identity(), TIMEOUT_MILLIS).find(() -> true);
    }

    private static List<HeadMap.Band> truth(SimulatedDrive drive) {
        List<HeadMap.Band> bands = new ArrayList<>();
        DriveTruth truth = drive.truth();
        for (long lba = 0; lba < truth.sectorCount(); lba = bands.getLast().endLba()) {
            bands.add(new HeadMap.Band(lba, truth.bandEnd(lba), truth.head(lba)));
        }
        return bands;
    }

    private static RebuildAssistLog log(SimulatedDrive drive) throws Exception {
        AtaCommand read = DriveCommands.readLog(LogAddress.REBUILD_ASSIST, 0, 1);
        MemorySegment page = Arena.ofAuto().allocate(512);
        drive.ataPort().orElseThrow().execute(read.taskFile(), read.protocol(), page, TIMEOUT_MILLIS);
        return RebuildAssistLog.decode(page);
    }
}
