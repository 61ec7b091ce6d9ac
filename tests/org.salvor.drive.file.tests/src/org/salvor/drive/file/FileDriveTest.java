package org.salvor.drive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.salvor.drive.file.Sources.one;
import static org.salvor.drive.file.Sources.streak;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.testkit.rig.NamedSectors;
import org.salvor.testkit.rig.PageCache;

/** Healthy files: geometry, alignment, identity, life and end. */
class FileDriveTest {
    private static final NamedSectors CONTENT = new NamedSectors(11, 512);
    private static final long SECTORS = 4096;

    @TempDir
    Path folder;

    private final AlignedBuffer buffer = new AlignedBuffer(2 << 20);

    @AfterEach
    void free() {
        buffer.close();
    }

    @Test
    void readsEverySectorInOneStreak() throws Exception {
        try (Drive drive = Sources.open(image())) {
            assertThat(drive.capabilities().streaks()).isTrue();
            assertThat(drive.capabilities().movesBytes()).isTrue();
            assertThat(drive.capabilities().notes()).isEmpty();
            ReadOutcome outcome = drive.read(streak(0, SECTORS, 128), buffer.segment());
            assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.Read.class, read -> assertThat(read.provenSectors()).isEqualTo(SECTORS));
            assertThat(outcome.evidence().slowestNanos()).isGreaterThanOrEqualTo(outcome.evidence().elapsedNanos()).isPositive();
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, SECTORS)).isEqualTo(-1);
        }
    }

    @Test
    void readsIntoMemoryThatIsNotAligned() throws Exception {
        try (Drive drive = Sources.open(image())) {
            MemorySegment odd = buffer.segment().asSlice(8);
            assertThat(drive.read(one(100, 7), odd).good()).isTrue();
            assertThat(CONTENT.firstWrong(odd, 100, 7)).isEqualTo(-1);
        }
    }

    @Test
    void aFileThatLaterTakesThePlaceOfAnotherIsAnotherSource() throws Exception {
        Path image = image();
        DriveIdentity before;
        try (Drive drive = Sources.open(image)) {
            before = drive.identity();
        }
        Files.move(image, folder.resolve("moved.img"));
        Files.write(image, new byte[(int) (SECTORS * 512)]);
        try (Drive moved = Sources.open(folder.resolve("moved.img")); Drive stranger = Sources.open(image)) {
            assertThat(moved.identity().sameDrive(before)).isTrue();
            assertThat(stranger.identity().sameDrive(before)).isFalse();
        }
    }

    @Test
    void aFileIsNamedByItsCanonicalPathAndSize() throws Exception {
        Path image = image();
        Path link = Files.createSymbolicLink(folder.resolve("link.img"), image);
        try (Drive drive = Sources.open(link)) {
            String serial = Identities.serial(FileStatus.of(image));
            assertThat(drive.identity()).isEqualTo(new DriveIdentity(image.toRealPath().toString(), serial, "", SECTORS, 512, 512));
            assertThat(drive.identify(1000)).isEqualTo(new IdentifyOutcome.Identified(drive.identity()));
        }
    }

    @Test
    void sectorsOf4096And520BytesAreCountedAndRead() throws Exception {
        NamedSectors big = new NamedSectors(5, 4096);
        Path fourK = big.write(folder.resolve("4k.img"), 256);
        try (Drive drive = Sources.open("file:" + fourK + "?sector=4096")) {
            assertThat(drive.identity().sectorCount()).isEqualTo(256);
            assertThat(drive.identity().sectorBytes()).isEqualTo(4096);
            assertThat(drive.read(streak(3, 200, 16), buffer.segment()).provenSectors()).isEqualTo(200);
            assertThat(big.firstWrong(buffer.segment(), 3, 200)).isEqualTo(-1);
        }
        NamedSectors odd = new NamedSectors(6, 520);
        Path protectedSectors = odd.write(folder.resolve("520.img"), 1000);
        try (Drive drive = Sources.open("file:" + protectedSectors + "?sector=520")) {
            assertThat(drive.identity().sectorCount()).isEqualTo(1000);
            assertThat(drive.identity().physicalSectorBytes()).isEqualTo(520);
            assertThat(drive.capabilities().notes()).contains("widened");
            assertThat(drive.read(one(1, 1), buffer.segment()).good()).isTrue();
            assertThat(odd.firstWrong(buffer.segment(), 1, 1)).isEqualTo(-1);
            assertThat(drive.read(streak(0, 1000, 64), buffer.segment()).provenSectors()).isEqualTo(1000);
            assertThat(odd.firstWrong(buffer.segment(), 0, 1000)).isEqualTo(-1);
        }
    }

    @Test
    void aLastPartialSectorIsToldAndFilledWithZeros() throws Exception {
        Path image = image();
        Files.write(image, new byte[] { 1, 2, 3 }, StandardOpenOption.APPEND);
        try (Drive drive = Sources.open(image)) {
            assertThat(drive.identity().sectorCount()).isEqualTo(SECTORS + 1);
            assertThat(drive.capabilities().notes()).contains("the last sector holds 3 bytes");
            buffer.segment().fill((byte) 0x55);
            assertThat(drive.read(one(SECTORS - 1, 2), buffer.segment())).isInstanceOfSatisfying(ReadOutcome.Read.class,
                    read -> assertThat(read.provenSectors()).isEqualTo(2));
            assertThat(CONTENT.firstWrong(buffer.segment(), SECTORS - 1, 1)).isEqualTo(-1);
            byte[] last = buffer.segment().asSlice(512, 512).toArray(ValueLayout.JAVA_BYTE);
            assertThat(last).startsWith(1, 2, 3, 0).endsWith(0);
            assertThat(last[511]).isZero();
        }
    }

    @Test
    void otherMethodsAreRefusedAsValues() throws Exception {
        try (Drive drive = Sources.open(image())) {
            assertThat(drive.capabilities().methods()).isEmpty();
            ReadOutcome outcome = drive.read(ReadRequest.of(0, 1, ReadMethod.VERIFY, 1000), buffer.segment());
            assertThat(outcome).isEqualTo(new ReadOutcome.Aborted(0, outcome.evidence()));
            assertThat(outcome.evidence().errno()).isEqualTo(Errno.EOPNOTSUPP.number());
        }
    }

    @Test
    void thereAreNoResetsAndItIsReadyAtOnce() throws Exception {
        try (Drive drive = Sources.open(image())) {
            assertThat(drive.reset(Reset.SOFT, 100)).isInstanceOf(ResetOutcome.Unavailable.class);
            assertThat(drive.awaitReady(1000)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(drive.ataPort()).isEmpty();
        }
    }

    @Test
    void aSourceThatShrinksIsGoneAndNotBad() throws Exception {
        Path image = image();
        try (Drive drive = Sources.open(image)) {
            truncate(image, 1000 * 512 + 100);
            ReadOutcome outcome = drive.read(one(990, 20), buffer.segment());
            assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.Gone.class, gone -> assertThat(gone.why()).contains("shrank from"));
            assertThat(outcome.provenSectors()).isEqualTo(10);
            assertThat(CONTENT.firstWrong(buffer.segment(), 990, 10)).isEqualTo(-1);
            assertThat(drive.read(one(2000, 1), buffer.segment())).isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.identify(1000)).isInstanceOfSatisfying(IdentifyOutcome.Identified.class,
                    found -> assertThat(found.identity().sameDrive(drive.identity())).isFalse());
        }
    }

    @Test
    void aFileThatWasReplacedIsNoticedAndTheOpenOneStillRead() throws Exception {
        Path image = image();
        try (Drive drive = Sources.open(image)) {
            Files.move(new NamedSectors(99, 512).write(folder.resolve("other.img"), SECTORS), image, StandardCopyOption.REPLACE_EXISTING);
            assertThat(drive.identify(1000)).isInstanceOfSatisfying(IdentifyOutcome.NoAnswer.class,
                    none -> assertThat(none.why()).contains("leads to another file"));
            assertThat(drive.read(one(0, 8), buffer.segment()).good()).isTrue();
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, 8)).isEqualTo(-1);
        }
    }

    @Test
    void afterCloseEverythingSaysSoAndASecondCloseIsNothing() throws Exception {
        Drive drive = Sources.open(image());
        drive.close();
        drive.close();
        assertThat(drive.read(one(0, 1), buffer.segment())).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(drive.identify(100)).isInstanceOf(IdentifyOutcome.NoAnswer.class);
        assertThat(drive.awaitReady(100)).isInstanceOf(ResetOutcome.Gone.class);
    }

    @Test
    void anInterruptOfTheOwnerSpoilsNoReadAndIsNotLost() throws Exception {
        try (Drive drive = Sources.open(image())) {
            Thread.currentThread().interrupt();
            ReadOutcome outcome = drive.read(streak(0, SECTORS, 64), buffer.segment());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome.provenSectors()).isEqualTo(SECTORS);
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, SECTORS)).isEqualTo(-1);
        }
    }

    /** The kernel lists every open file of this process with the flags it was opened with. */
    @Test
    void theSourceIsNeverOpenForWriting() throws Exception {
        Path image = image();
        Files.setLastModifiedTime(image, FileTime.fromMillis(1_000_000_000_000L));
        byte[] before = Files.readAllBytes(image);
        try (Drive drive = Sources.open(image)) {
            drive.read(streak(0, SECTORS, 64), buffer.segment());
            drive.read(one(1, 1), buffer.segment().asSlice(8));
            drive.identify(1000);
            drive.awaitReady(1000);
            assertThat(accessModes(image)).isNotEmpty().containsOnly("read only");
        }
        assertThat(accessModes(image)).isEmpty();
        assertThat(Files.getLastModifiedTime(image).toMillis()).isEqualTo(1_000_000_000_000L);
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void noDirectReadTouchesThePageCache() throws Exception {
        Path image = image();
        new ProcessBuilder("sync", image.toString()).start().waitFor();
        assertThat(new ProcessBuilder("dd", "if=" + image, "iflag=nocache", "count=0").redirectErrorStream(true).start().waitFor())
                .isZero();
        assertThat(PageCache.bytesOf(image)).isZero();
        try (Drive drive = Sources.open(image)) {
            drive.read(streak(0, SECTORS, 64), buffer.segment());
        }
        assertThat(PageCache.bytesOf(image)).isZero();
    }

    static List<String> accessModes(Path file) throws IOException {
        List<String> modes = new ArrayList<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor) && Files.readSymbolicLink(descriptor).equals(file.toRealPath())) {
                    String info = Files.readString(Path.of("/proc/self/fdinfo", descriptor.getFileName().toString()));
                    int flags = Integer
                            .parseInt(info.lines().filter(l -> l.startsWith("flags:")).findFirst().orElseThrow().split("\\s+")[1], 8);
                    modes.add((flags & 3) == 0 ? "read only" : "writable");
                }
            }
        }
        return modes;
    }

    private Path image() throws IOException {
        return CONTENT.write(folder.resolve("disk.img"), SECTORS);
    }

    private static void truncate(Path file, long sizeBytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(sizeBytes);
        }
    }
}
