package org.salvor.drive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.salvor.drive.file.Sources.one;
import static org.salvor.drive.file.Sources.streak;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Drive;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.ResetOutcome;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.Errno;
import org.salvor.testkit.rig.Faults;
import org.salvor.testkit.rig.FaultyFile;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;

/** Files and block devices that a server answers with true errors of the kernel, late, or not at all. */
@Timeout(60)
class FaultySourceTest {
    private static final NamedSectors CONTENT = new NamedSectors(23, 512);
    private static final long SECTORS = 16384;

    @TempDir
    Path folder;

    private final AlignedBuffer buffer = new AlignedBuffer(SECTORS * 512);

    @AfterEach
    void free() {
        buffer.close();
    }

    @Test
    void aBadSectorFailsAloneAndItsNeighboursAreRead() throws Exception {
        try (FaultyFile file = serve(Faults.none().badRead(1000 * 512, 1001 * 512)); Drive drive = Sources.open(file.path())) {
            ReadOutcome bad = drive.read(one(1000, 1), buffer.segment());
            assertThat(bad).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> assertThat(error.failingLba()).isEqualTo(1000));
            assertThat(bad.evidence().errno()).isEqualTo(Errno.EIO.number());
            for (long neighbour : new long[] { 999, 1001 }) {
                assertThat(drive.read(one(neighbour, 1), buffer.segment()).good()).isTrue();
                assertThat(CONTENT.firstWrong(buffer.segment(), neighbour, 1)).isEqualTo(-1);
            }
        }
    }

    @Test
    void readingSectorBySectorFindsExactlyTheBadOnes() throws Exception {
        Faults faults = Faults.none().badRead(0, 512).badRead(77 * 512, 79 * 512).badRead((SECTORS - 1) * 512, SECTORS * 512).badRead(5000,
                5001);
        List<Long> bad = new ArrayList<>();
        try (FaultyFile file = serve(faults); Drive drive = Sources.open(file.path())) {
            List<Long> asked = new ArrayList<>(List.of(SECTORS - 2, SECTORS - 1));
            for (long lba = 0; lba < 200; lba++) {
                asked.add(lba);
            }
            for (long lba : asked) {
                if (!drive.read(one(lba, 1), buffer.segment()).good()) {
                    bad.add(lba);
                } else {
                    assertThat(CONTENT.firstWrong(buffer.segment(), lba, 1)).isEqualTo(-1);
                }
            }
        }
        assertThat(bad).containsExactlyInAnyOrder(0L, 9L, 77L, 78L, SECTORS - 1);
    }

    @Test
    void whatCameBeforeAnErrorIsProvenGood() throws Exception {
        try (FaultyFile file = serve(Faults.none().badRead(6000 * 512, 6001 * 512)); Drive drive = Sources.open(file.path())) {
            ReadOutcome outcome = drive.read(one(0, 8192), buffer.segment());
            assertThat(outcome).isInstanceOf(ReadOutcome.MediaError.class);
            assertThat(outcome.provenSectors()).isLessThanOrEqualTo(6000);
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, outcome.provenSectors())).isEqualTo(-1);

            ReadOutcome streak = drive.read(streak(0, 8192, 64), buffer.segment());
            assertThat(streak).isInstanceOf(ReadOutcome.MediaError.class);
            assertThat(streak.provenSectors()).as("all commands before the one with the error").isBetween(5952L, 6000L);
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, streak.provenSectors())).isEqualTo(-1);
        }
    }

    @Test
    void aReadThatHangsIsAnsweredAtItsDeadlineAndNothingElseLeavesMeanwhile() throws Exception {
        try (FaultyFile file = serve(Faults.none().slowRead(2000 * 512, 2001 * 512, 2000)); Drive drive = Sources.open(file.path())) {
            long start = drive.clock().nanos();
            ReadOutcome late = drive.read(ReadRequest.of(2000, 1, ReadMethod.AUTO, 200), buffer.segment());
            long waitedMillis = (drive.clock().nanos() - start) / 1_000_000;
            assertThat(late).isInstanceOfSatisfying(ReadOutcome.TimedOut.class, timedOut -> assertThat(timedOut.stillInKernel()).isTrue());
            assertThat(waitedMillis).as("milliseconds, of the 2000 that the read takes").isBetween(200L, 1800L);
            int requests = file.requests().size();
            assertThat(drive.read(one(10, 1), buffer.segment())).isInstanceOfSatisfying(ReadOutcome.NotReady.class,
                    notReady -> assertThat(notReady.why()).contains("sector 2000 is still in the kernel, since "));
            assertThat(drive.identify(100)).isInstanceOf(IdentifyOutcome.NoAnswer.class);
            assertThat(drive.awaitReady(50)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(file.requests()).hasSize(requests);

            assertThat(drive.awaitReady(10_000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(drive.read(one(10, 1), buffer.segment()).good()).isTrue();
            assertThat(CONTENT.firstWrong(buffer.segment(), 10, 1)).isEqualTo(-1);
        }
    }

    @Test
    void aStreakThatIsGivenUpSendsNoFurtherCommand() throws Exception {
        try (FaultyFile file = serve(Faults.none().slowRead(256 * 512, 257 * 512, 2000)); Drive drive = Sources.open(file.path())) {
            ReadOutcome late = drive.read(new ReadRequest(0, 4096, 64, ReadMethod.AUTO, 700, 0), buffer.segment());
            assertThat(late).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(late.provenSectors()).isEqualTo(256);
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, 256)).isEqualTo(-1);
            assertThat(drive.awaitReady(10_000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(file.requests()).noneMatch(request -> Long.parseLong(request.split(" ")[1]) > 256 * 512);
        }
    }

    @Test
    void aSlowCommandEndsAStreakEarlyAndWell() throws Exception {
        try (FaultyFile file = serve(Faults.none().slowRead(300 * 512, 301 * 512, 1500)); Drive drive = Sources.open(file.path())) {
            ReadOutcome outcome = drive.read(new ReadRequest(0, 4096, 64, ReadMethod.AUTO, 10_000, 1000), buffer.segment());
            assertThat(outcome).isEqualTo(new ReadOutcome.Read(320, outcome.evidence()));
            assertThat(outcome.evidence().slowestNanos()).isGreaterThanOrEqualTo(1_500_000_000)
                    .isEqualTo(outcome.evidence().elapsedNanos());
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, 320)).isEqualTo(-1);
        }
    }

    @Test
    void lateDataOfAMisalignedReadIsDropped() throws Exception {
        try (FaultyFile file = serve(Faults.none().slowRead(300 * 512, 301 * 512, 500)); Drive drive = Sources.open(file.path())) {
            var odd = buffer.segment().asSlice(8, 512);
            assertThat(drive.read(ReadRequest.of(300, 1, ReadMethod.AUTO, 100), odd)).isInstanceOf(ReadOutcome.TimedOut.class);
            odd.fill((byte) 0x5A);
            assertThat(drive.awaitReady(10_000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(odd.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x5A);
        }
    }

    @Test
    void closingDoesNotWaitForAHungRead() throws Exception {
        try (FaultyFile file = serve(Faults.none().slowRead(0, 512, 1500))) {
            Drive drive = Sources.open(file.path());
            assertThat(drive.read(ReadRequest.of(0, 1, ReadMethod.AUTO, 50), buffer.segment())).isInstanceOf(ReadOutcome.TimedOut.class);
            long start = System.nanoTime();
            drive.close();
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(1000);
            assertThat(FileDriveTest.accessModes(file.path())).as("still held, under the running read").isNotEmpty();
            for (int i = 0; i < 2000 && !FileDriveTest.accessModes(file.path()).isEmpty(); i++) {
                Thread.sleep(10);
            }
            assertThat(FileDriveTest.accessModes(file.path())).as("given back afterwards").isEmpty();
        }
    }

    @Test
    void aFileWhoseServerDiesIsGoneAndNotBad() throws Exception {
        FaultyFile file = serve(Faults.none());
        try (Drive drive = Sources.open(file.path())) {
            assertThat(drive.read(one(0, 8), buffer.segment()).good()).isTrue();
            file.close();
            assertThat(drive.read(one(8, 8), buffer.segment())).isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.awaitReady(500)).isInstanceOf(ResetOutcome.Gone.class);
        }
    }

    @Test
    void aBlockDeviceOverABadFileNamesTheSameSectors() throws Exception {
        try (FaultyFile file = serve(Faults.none().badRead(4000 * 512, 4002 * 512));
                LoopDevice loop = LoopDevice.readOnly(file.path(), 512);
                Drive drive = Sources.open("block:" + loop.node())) {
            assertThat(drive.identity().sectorCount()).isEqualTo(SECTORS);
            List<Long> bad = new ArrayList<>();
            for (long lba = 3990; lba < 4012; lba++) {
                ReadOutcome outcome = drive.read(one(lba, 1), buffer.segment());
                if (!outcome.good()) {
                    assertThat(outcome).isInstanceOf(ReadOutcome.MediaError.class);
                    bad.add(lba);
                }
            }
            assertThat(bad).containsExactly(4000L, 4001L);
        }
    }

    private FaultyFile serve(Faults faults) throws Exception {
        return FaultyFile.readOnly(CONTENT.write(folder.resolve("disk.img"), SECTORS), faults);
    }
}
