package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;

/**
 * Whole drives of every profile read sector by sector: what reads, reads right; what does not, does not; and once more it is all the same.
 */
class WholeDriveTest {
    private static final List<String> FORMATS = List.of("512", "512e", "4kn", "520");

    @Test
    void everySectorThatTheTruthCallsReadableReadsItsBytesAndNoOtherDoes() throws Exception {
        for (Profile profile : Profiles.list()) {
            for (String format : FORMATS) {
                String address = "sim:%s?size=2MiB&seed=11&sector=%s".formatted(profile.name(), format);
                try (SimulatedDrive drive = SimulatedDrive.open(address)) {
                    DriveTruth truth = drive.truth();
                    MemorySegment buffer = MemorySegment.ofArray(new byte[truth.sectorBytes()]);
                    for (long lba = 0; lba < truth.sectorCount(); lba++) {
                        SectorFate fate = truth.fate(lba);
                        ReadOutcome outcome = readAlive(drive, lba, buffer);
                        switch (fate) {
                        case READABLE -> assertThat(outcome.good()).as("sector %d of %s", lba, address).isTrue();
                        case UNREADABLE -> assertThat(outcome.good()).as("sector %d of %s", lba, address).isFalse();
                        case WEAK, MORTAL -> {
                        }
                        }
                        if (outcome.good()) {
                            assertThat(truth.firstWrong(lba, 1, buffer)).as("bytes of %d of %s", lba, address).isEqualTo(-1);
                        }
                    }
                    assertThat(drive.hardware().modifyingCommands()).isZero();
                }
            }
        }
    }

    @Test
    void theSameSeedAndTheSameCommandsGiveTheSameBytesAndTheSameTimes() throws Exception {
        for (Profile profile : Profiles.list()) {
            List<Object> first = story("sim:" + profile.name() + "?size=8MiB&seed=21");
            assertThat(story("sim:" + profile.name() + "?size=8MiB&seed=21")).as(profile.name()).isEqualTo(first);
            assertThat(story("sim:" + profile.name() + "?size=8MiB&seed=22")).as("another seed of " + profile.name()).isNotEqualTo(first);
        }
    }

    /** Everything that a fixed sequence of commands brings to light. */
    private static List<Object> story(String address) throws Exception {
        List<Object> story = new ArrayList<>();
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            byte[] block = new byte[64 * 512];
            MemorySegment buffer = MemorySegment.ofArray(block);
            for (int step = 0; step < 600; step++) {
                long lba = step * 7919L % (drive.identity().sectorCount() - 64);
                ReadMethod method = ReadMethod.values()[step % 4];
                ReadOutcome outcome = drive.read(new ReadRequest(lba, 64, 1 + step % 64, method, 1500, 0), buffer);
                story.add(outcome.getClass());
                story.add(outcome.provenSectors());
                story.add(outcome.evidence().registers());
                story.add(Arrays.hashCode(block));
                if (outcome instanceof ReadOutcome.TimedOut || outcome instanceof ReadOutcome.NotReady) {
                    story.add(drive.reset(step % 2 == 0 ? Reset.SOFT : Reset.HARD, 1000));
                }
                if (step % 100 == 99) {
                    Commands.powerCycle(drive);
                }
                story.add(drive.clock().nanos());
            }
            story.add(drive.hardware().counters());
        }
        return story;
    }

    /** Reads one sector; a drive that hangs gets its power cut, and is asked again. */
    private static ReadOutcome readAlive(SimulatedDrive drive, long lba, MemorySegment buffer) {
        while (true) {
            ReadOutcome outcome = drive.read(ReadRequest.of(lba, 1, ReadMethod.AUTO, 60_000), buffer);
            if (!(outcome instanceof ReadOutcome.TimedOut)) {
                return outcome;
            }
            Commands.powerCycle(drive);
        }
    }
}
