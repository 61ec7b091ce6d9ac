package org.salvor.drive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.linux.AlignedBuffer;
import org.salvor.testkit.rig.MeteredDrive;
import org.salvor.testkit.rig.ServedDrive;

/** A simulated drive that other programs read as a file. */
@Timeout(300)
class ServedDriveTest {
    private static final long HOST_SECTORS = 1280;

    @TempDir
    Path folder;

    @BeforeEach
    void needsFuse() {
        Optional<String> lacks = ServedDrive.lacks();
        assumeTrue(lacks.isEmpty(), () -> lacks.orElse(""));
    }

    @Test
    void givesTheDrivesBytesAndAnErrorExactlyAtABadSector() throws Exception {
        SimulatedDrive drive = SimulatedDrive.open("sim:scratch?size=8MiB&seed=3&scratch.pitch.least=200&scratch.pitch.most=300");
        DriveTruth truth = drive.truth();
        long bad = truth.nextNotReadable(0);
        assertThat(bad).isBetween(1L, truth.sectorCount() - 1);
        MeteredDrive meter = new MeteredDrive(drive, HOST_SECTORS);
        try (ServedDrive served = ServedDrive.serve(meter); Drive file = open(served); AlignedBuffer buffer = new AlignedBuffer(1 << 20)) {
            assertThat(file.identity().sectorCount()).isEqualTo(truth.sectorCount());
            int before = (int) Math.min(bad, 64);
            assertThat(file.read(ReadRequest.of(bad - before, before, ReadMethod.AUTO, 60_000), buffer.segment()).good()).isTrue();
            assertThat(truth.firstWrong(bad - before, before, buffer.segment().asSlice(0, before * 512L))).isEqualTo(-1);
            ReadOutcome failed = file.read(ReadRequest.of(bad, 1, ReadMethod.AUTO, 60_000), buffer.segment());
            assertThat(failed).isInstanceOf(ReadOutcome.MediaError.class);
            assertThat(failed.evidence().errno()).isEqualTo(5);
            long good = truth.fateEnd(bad);
            assertThat(file.read(ReadRequest.of(good, 1, ReadMethod.AUTO, 60_000), buffer.segment()).good()).isTrue();
            assertThat(truth.firstWrong(good, 1, buffer.segment().asSlice(0, 512))).isEqualTo(-1);
        }
        assertThat(meter.score().requests()).isEqualTo(3);
        assertThat(meter.score().end().failedReads()).isEqualTo(1);
        assertThat(meter.score().end().driveNanos()).isBetween(1_000_000_000L, 1_100_000_000L);
    }

    @Test
    void countsEachReadOfDdrescueOnceAndNothingElse() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ddrescue")), "ddrescue is not installed here");
        MeteredDrive meter = new MeteredDrive(SimulatedDrive.open("sim:clustered?size=16MiB&seed=5&clustered.places=1"), HOST_SECTORS);
        Path log = folder.resolve("reads");
        Path map = folder.resolve("map");
        try (ServedDrive served = ServedDrive.serve(meter)) {
            Process ddrescue = new ProcessBuilder("ddrescue", "-d", "-f", "-q", "--log-reads=" + log, served.path().toString(), "/dev/null",
                    map.toString()).inheritIO().start();
            assertThat(ddrescue.waitFor()).isZero();
        }
        List<String> reads = Files.readAllLines(log).stream().filter(line -> line.strip().startsWith("0x")).toList();
        assertThat(meter.score().requests()).isEqualTo(reads.size());
        assertThat(meter.score().end().commands()).isEqualTo(reads.size());
        assertThat(meter.score().end().failedReads()).isEqualTo(reads.stream().filter(line -> !line.strip().matches(".*\\s0")).count())
                .isPositive();
        assertThat(meter.score().longestRequestBytes()).isEqualTo(64 << 10);
        assertThat(meter.score().missingSectors()).isZero();
    }

    @Test
    void keepsTheTimesByWhichSharesOfTheReadableDataHadComeForTheFirstTime() throws Exception {
        SimulatedDrive drive = SimulatedDrive.open("sim:dead-head?size=4MiB&bytes=none");
        MeteredDrive meter = new MeteredDrive(drive, HOST_SECTORS);
        MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
        for (int round = 0; round < 2; round++) {
            for (long lba = 0; lba < drive.truth().sectorCount(); lba++) {
                meter.read(lba, 1, buffer);
            }
        }
        MeteredDrive.Score score = meter.score();
        assertThat(score.readableSectors()).isEqualTo(drive.truth().count(SectorFate.READABLE));
        assertThat(score.marks()).extracting(MeteredDrive.Mark::percent).containsExactlyElementsOf(MeteredDrive.SHARES);
        assertThat(score.marks()).extracting(MeteredDrive.Mark::driveNanos).isSorted();
        MeteredDrive.Mark all = score.marks().getLast();
        assertThat(all.commands()).isLessThanOrEqualTo(drive.truth().sectorCount());
        assertThat(all.commands() - all.failedReads()).isEqualTo(score.readableSectors());
        assertThat(score.end().commands()).isEqualTo(2 * drive.truth().sectorCount());
    }

    @Test
    void givesAReadThatDoesNotEndUpAsTheKernelDoesAndTakesADriveOffLineThatNoResetBringsBack() throws Exception {
        SimulatedDrive drive = SimulatedDrive.open("sim:flash-freezes?size=4MiB&bytes=none&freeze=10");
        MeteredDrive meter = new MeteredDrive(drive, HOST_SECTORS);
        MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
        long lba = 0;
        while (meter.read(lba, 1, buffer)) {
            lba++;
        }
        long frozen = meter.score().end().driveNanos();
        assertThat(frozen).isBetween(90_000_000_000L, 92_000_000_000L);
        assertThat(meter.offLine()).isTrue();
        assertThat(meter.read(0, 1, buffer)).isFalse();
        assertThat(meter.score().end().driveNanos()).isEqualTo(frozen);
    }

    private static Drive open(ServedDrive served) throws Exception {
        return new FileDriveProvider().open(DriveAddress.parse("file:" + served.path()),
                new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly()));
    }
}
