package org.salvor.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.DestinationRequest;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.FileStatus;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;
import org.salvor.testkit.rig.PageCache;
import org.salvor.testkit.rig.SmallFileSystem;

/** Destinations that work: what is written is there, and nothing beside it changes. */
class FileDestinationTest {
    private static final NamedSectors CONTENT = new NamedSectors(41, 512);
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final FileDestinationProvider provider = new FileDestinationProvider();
    private final AlignedBuffer buffer = new AlignedBuffer(4 * MIB);

    @AfterEach
    void free() {
        buffer.close();
    }

    @Test
    void whatWasFlushedIsInTheFile() throws Exception {
        Path image = folder.resolve("image.img");
        try (Destination destination = provider.open(image.toString(), request(200 * MIB))) {
            for (long lba = 0; lba < 200 * 2048; lba += 2048) {
                write(destination, lba, 2048);
            }
            destination.flush();
            assertThat(destination.read(199 * MIB, buffer.segment().asSlice(0, MIB))).isEqualTo(MIB);
            assertThat(CONTENT.firstWrong(buffer.segment(), 199 * 2048, 2048)).isEqualTo(-1);
        }
        byte[] all = Files.readAllBytes(image);
        assertThat(all).hasSize(200 * MIB);
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(all), 0, 200 * 2048)).isEqualTo(-1);
    }

    /** File systems give the number of a deleted file to the next one. */
    @Test
    void aFileThatGotTheInodeOfADeletedOneIsAnotherDestination() throws Exception {
        Path first = folder.resolve("first.img");
        DestinationIdentity before;
        try (Destination destination = provider.open(first.toString(), request(MIB))) {
            before = destination.identity();
        }
        long inode = FileStatus.of(first).inode();
        Files.delete(first);
        for (int i = 0; i < 200; i++) {
            Path next = folder.resolve("next" + i + ".img");
            try (Destination destination = provider.open(next.toString(), request(MIB))) {
                assertThat(destination.isNew()).isTrue();
                if (FileStatus.of(next).inode() == inode) {
                    assertThat(destination.identity().same(before)).isFalse();
                    return;
                }
            }
        }
        assertThat(folder.resolve("next199.img")).as("a file system that hands inodes out again would have done it by now").exists();
    }

    @Test
    void aFileIsItselfAfterItWasWrittenToLinkedAndMoved() throws Exception {
        Path image = folder.resolve("image.img");
        DestinationIdentity before;
        try (Destination destination = provider.open(image.toString(), request(MIB))) {
            before = destination.identity();
            write(destination, 0, 2048);
            destination.flush();
        }
        Files.move(image, folder.resolve("moved.img"));
        try (Destination destination = provider.open(folder.resolve("moved.img").toString(),
                new DestinationRequest(MIB, "", false, true))) {
            assertThat(destination.isNew()).isFalse();
            assertThat(destination.identity().same(before)).isTrue();
        }
    }

    @Test
    void writesOfAnySizeAtAnyPlaceLandWhereTheyBelong() throws Exception {
        SplittableRandom random = new SplittableRandom(77);
        byte[] truth = new byte[2 * MIB];
        Path image = folder.resolve("image.img");
        try (Destination destination = provider.open("file:" + image, request(truth.length))) {
            for (int i = 0; i < 300; i++) {
                int offset = random.nextInt(truth.length - 9000);
                byte[] piece = new byte[random.nextInt(1, 9000)];
                random.nextBytes(piece);
                System.arraycopy(piece, 0, truth, offset, piece.length);
                boolean fromHeap = i % 2 == 0;
                destination.write(offset, fromHeap ? MemorySegment.ofArray(piece)
                        : buffer.segment().asSlice(0, piece.length).copyFrom(MemorySegment.ofArray(piece)));
            }
            destination.flush();
            for (int i = 0; i < 100; i++) {
                int offset = random.nextInt(truth.length - 9000);
                byte[] back = new byte[random.nextInt(1, 9000)];
                assertThat(destination.read(offset, MemorySegment.ofArray(back))).isEqualTo(back.length);
                assertThat(back).as("read back from %d", offset).isEqualTo(Arrays.copyOfRange(truth, offset, offset + back.length));
            }
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(truth);
    }

    @Test
    void aFileIsSparseUntilItIsWrittenAndReservedOnWish() throws Exception {
        Path sparse = folder.resolve("sparse.img");
        provider.open(sparse.toString(), request(64 * MIB)).close();
        assertThat(FileStatus.of(sparse).sizeBytes()).isEqualTo(64 * MIB);
        assertThat(FileStatus.of(sparse).allocatedBytes()).isLessThan(MIB);
        Path reserved = folder.resolve("reserved.img");
        provider.open(reserved.toString(), new DestinationRequest(64 * MIB, "", true)).close();
        assertThat(FileStatus.of(reserved).sizeBytes()).isEqualTo(64 * MIB);
        assertThat(FileStatus.of(reserved).allocatedBytes()).isGreaterThanOrEqualTo(64 * MIB);
    }

    @Test
    void openingAgainKeepsWhatIsThereAndKnowsTheFile() throws Exception {
        Path image = folder.resolve("image.img");
        Destination first = provider.open(image.toString(), request(MIB));
        write(first, 0, 2048);
        first.flush();
        first.close();
        first.close();
        try (Destination second = provider.open(image.toString(), request(MIB))) {
            assertThat(second.identity()).isEqualTo(first.identity());
            assertThat(second.identity().same(first.identity())).isTrue();
            assertThat(second.identity().kind()).isEqualTo("file");
            assertThat(second.identity().serial()).contains("inode " + Files.getAttribute(image, "unix:ino"));
            assertThat(second.capacityBytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(second.read(0, buffer.segment().asSlice(0, MIB))).isEqualTo(MIB);
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, 2048)).isEqualTo(-1);
            assertThat(second.read(MIB - 512, buffer.segment().asSlice(0, 1024))).as("only at the end is a read short").isEqualTo(512);
            assertThat(second.read(MIB, buffer.segment().asSlice(0, 512))).isZero();
        }
        Files.move(image, folder.resolve("elsewhere.img"));
        try (Destination other = provider.open(image.toString(), request(MIB));
                Destination moved = provider.open(folder.resolve("elsewhere.img").toString(), request(MIB))) {
            assertThat(other.identity().same(first.identity())).as("a new file of the old name").isFalse();
            assertThat(moved.identity().same(first.identity())).as("the old file under a new name").isTrue();
        }
    }

    @Test
    void sectorsOf512BytesGoOntoADriveOf4096AndSpareTheirNeighbours() throws Exception {
        Path image = new NamedSectors(1, 4096).write(folder.resolve("4kn.img"), 256);
        byte[] truth = Files.readAllBytes(image);
        try (LoopDevice loop = LoopDevice.writable(image, 4096);
                Destination destination = provider.open("block:" + loop.node(), request(MIB))) {
            assertThat(destination.identity().kind()).isEqualTo("drive");
            assertThat(destination.identity().sectorBytes()).isEqualTo(4096);
            assertThat(destination.identity().sizeBytes()).isEqualTo(MIB);
            assertThat(destination.capacityBytes()).isEqualTo(MIB);
            for (long lba : new long[] { 0, 9, 15, 16, 1000, 2047 }) {
                write(destination, lba, 1);
                CONTENT.fill(MemorySegment.ofArray(truth).asSlice(lba * 512), lba, 1);
            }
            write(destination, 101, 37);
            CONTENT.fill(MemorySegment.ofArray(truth).asSlice(101 * 512), 101, 37);
            destination.flush();
            byte[] back = new byte[3 * 512];
            assertThat(destination.read(101 * 512, MemorySegment.ofArray(back))).isEqualTo(back.length);
            assertThat(CONTENT.firstWrong(MemorySegment.ofArray(back), 101, 3)).isEqualTo(-1);
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(truth);
    }

    @Test
    void sectorsOf520BytesAreKeptWhole() throws Exception {
        NamedSectors odd = new NamedSectors(9, 520);
        Path image = folder.resolve("520.img");
        try (Destination destination = provider.open(image.toString(), request(1000 * 520))) {
            for (long lba = 0; lba < 1000; lba += 50) {
                odd.fill(buffer.segment(), lba, 50);
                destination.write(lba * 520, buffer.segment().asSlice(0, 50 * 520));
            }
            destination.flush();
        }
        assertThat(Files.size(image)).isEqualTo(1000 * 520);
        assertThat(odd.firstWrong(MemorySegment.ofArray(Files.readAllBytes(image)), 0, 1000)).isEqualTo(-1);
    }

    @Test
    void writtenStretchesLeaveThePageCacheBehindThem() throws Exception {
        Path image = folder.resolve("big.img");
        try (Destination destination = provider.open(image.toString(), request(256L * MIB))) {
            for (long offset = 0; offset < 256L * MIB; offset += 4 * MIB) {
                destination.write(offset, buffer.segment());
            }
            long cached = PageCache.bytesOf(image);
            assertThat(cached).as("of 256 MiB written").isLessThanOrEqualTo(WriteBehind.BEHIND_BYTES + 3 * WriteBehind.START_BYTES);
        }
    }

    @Test
    void readBackOfAFileSystemWithoutDirectReadsIsTrueToo() throws Exception {
        try (SmallFileSystem small = SmallFileSystem.inMemory(4 * MIB)) {
            Path image = small.folder().resolve("image.img");
            try (Destination destination = provider.open(image.toString(), request(MIB))) {
                write(destination, 10, 100);
                destination.flush();
                assertThat(destination.read(10 * 512, buffer.segment().asSlice(0, 100 * 512))).isEqualTo(100 * 512);
                assertThat(CONTENT.firstWrong(buffer.segment(), 10, 100)).isEqualTo(-1);
            }
        }
    }

    @Test
    void openForReadingNeitherMakesNorChangesAnything() throws Exception {
        Path missing = folder.resolve("missing.img");
        assertThatThrownBy(() -> provider.openForReading(missing.toString())).isInstanceOfSatisfying(DestinationException.class,
                e -> assertThat(e.kind()).isEqualTo(Kind.GONE)).hasMessageContaining("missing.img is gone: there is no such file");
        assertThat(missing).doesNotExist();
        Path image = CONTENT.write(folder.resolve("image.img"), 2048);
        try (Destination written = provider.open(image.toString(), request(MIB));
                Destination back = provider.openForReading("file:" + image)) {
            assertThat(back.identity()).isEqualTo(written.identity());
            assertThat(back.capacityBytes()).isEqualTo(written.capacityBytes());
            assertThat(back.alignmentBytes()).isEqualTo(written.alignmentBytes());
            assertThat(back.read(0, buffer.segment().asSlice(0, MIB))).isEqualTo(MIB);
            assertThat(CONTENT.firstWrong(buffer.segment(), 0, 2048)).isEqualTo(-1);
            for (var attempt : new ThrowingCallable[] { back::flush, () -> write(back, 0, 1) }) {
                assertThatThrownBy(attempt).isInstanceOfSatisfying(DestinationException.class,
                        e -> assertThat(e.kind()).isEqualTo(Kind.READ_ONLY));
            }
        }
    }

    @Test
    void addressesAreServedAsWritten() {
        assertThat(provider.serves("image.img")).isTrue();
        assertThat(provider.serves("/dev/sdb")).isTrue();
        assertThat(provider.serves("file:/a b?c")).isTrue();
        assertThat(provider.serves("block:/dev/sdb")).isTrue();
        assertThat(provider.serves("sim:clustered")).isFalse();
        assertThat(provider.serves("nbd://host")).isFalse();
        assertThat(provider.serves(" ")).isFalse();
    }

    private void write(Destination destination, long lba, int sectors) throws DestinationException {
        CONTENT.fill(buffer.segment(), lba, sectors);
        destination.write(lba * 512, buffer.segment().asSlice(0, sectors * 512L));
        buffer.segment().asSlice(0, sectors * 512L).fill((byte) 0);
    }

    private static DestinationRequest request(long sizeBytes) {
        return new DestinationRequest(sizeBytes, "", false);
    }

    @Test
    void aFileThatIsBeingWrittenIsRefusedToAnybodyElse() throws Exception {
        FileDestinationProvider provider = new FileDestinationProvider();
        String image = folder.resolve("claimed.img").toString();
        DestinationRequest request = new DestinationRequest(4_096, "", false);
        try (Destination _ = provider.open(image, request)) {
            assertThatThrownBy(() -> provider.open(image, request)).isInstanceOf(DestinationException.class)
                    .hasMessageContaining("Another job");
        }
        provider.open(image, request).close();
    }
}
