package org.salvor.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.imaging.DestinationRequest;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;
import org.salvor.testkit.rig.Faults;
import org.salvor.testkit.rig.FaultyFile;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;
import org.salvor.testkit.rig.SmallFileSystem;

/** Destinations that fill up, fail, refuse and vanish, on real file systems and devices. */
@Timeout(60)
class FailingDestinationTest {
    private static final int MIB = 1 << 20;
    private static final NamedSectors CONTENT = new NamedSectors(53, 512);

    @TempDir
    Path folder;

    private final FileDestinationProvider provider = new FileDestinationProvider();
    private final AlignedBuffer buffer = new AlignedBuffer(MIB);

    @AfterEach
    void free() {
        buffer.close();
    }

    @Test
    void aFileSystemThatFillsUpSaysSoAndGoesOnOnceThereIsRoom() throws Exception {
        try (SmallFileSystem small = SmallFileSystem.inMemory(4 * MIB)) {
            Path ballast = Files.write(small.folder().resolve("ballast"), new byte[2 * MIB]);
            Path image = small.folder().resolve("image.img");
            try (Destination destination = provider.open(image.toString(), request(4 * MIB))) {
                CONTENT.fill(buffer.segment(), 0, 2048);
                destination.write(0, buffer.segment());
                destination.flush();
                assertFails(() -> fill(destination), Kind.FULL,
                        "The destination " + image + " is full (ENOSPC); make room there and go on");
                byte[] back = new byte[MIB];
                destination.read(0, MemorySegment.ofArray(back));
                assertThat(CONTENT.firstWrong(MemorySegment.ofArray(back), 0, 2048)).as("what was flushed before").isEqualTo(-1);
                Files.delete(ballast);
                CONTENT.fill(buffer.segment(), 2048, 2048);
                destination.write(MIB, buffer.segment());
                destination.flush();
                assertThat(destination.read(MIB, MemorySegment.ofArray(back))).isEqualTo(MIB);
                assertThat(CONTENT.firstWrong(MemorySegment.ofArray(back), 2048, 2048)).isEqualTo(-1);
            }
        }
    }

    @Test
    void aRealFileSystemThatFillsUpSaysSo() throws Exception {
        Path disk = sparse(8 * MIB);
        try (LoopDevice loop = LoopDevice.writable(disk, 512); SmallFileSystem small = SmallFileSystem.on(loop.node())) {
            Path image = small.folder().resolve("image.img");
            try (Destination destination = provider.open(image.toString(), request(16 * MIB))) {
                assertFails(() -> fill(destination), Kind.FULL, "is full (ENOSPC)");
            }
            Path reserved = small.folder().resolve("reserved.img");
            assertFails(() -> provider.open(reserved.toString(), new DestinationRequest(16 * MIB, "", true)), Kind.FULL,
                    "is full (ENOSPC)");
            assertThat(reserved).as("made for an opening that failed").doesNotExist();
        }
    }

    @Test
    void aFailedWriteNamesTheDestination() throws Exception {
        try (FaultyFile file = serve(Faults.none().badWrite(512 * 100, 512 * 101)); Destination destination = open(file.path())) {
            write(destination, 0, 1);
            assertFails(() -> write(destination, 100, 1), Kind.FAILED, "The destination " + file.path() + " failed: Salvor cannot write");
            write(destination, 200, 1);
            destination.flush();
        }
    }

    @Test
    void aFailedFlushPoisonsAllThatFollows() throws Exception {
        try (FaultyFile file = serve(Faults.none()); Destination destination = open(file.path())) {
            write(destination, 0, 8);
            destination.flush();
            file.change(Faults.none().badFlush());
            write(destination, 8, 8);
            assertFails(destination::flush, Kind.FAILED, "cannot flush");
            file.change(Faults.none());
            assertFails(destination::flush, Kind.FAILED, "cannot flush");
            assertFails(() -> write(destination, 16, 1), Kind.FAILED, "cannot flush");
            destination.close();
            try (Destination again = open(file.path())) {
                write(again, 16, 8);
                again.flush();
            }
        }
    }

    /**
     * Here the kernel's own trap shows: the write is taken, its write-back fails later, the flush tells of it once, and the page cache then calls the
     * lost data clean.
     */
    @Test
    void aDriveThatLosesDataIsFoundOutByTheFlushAndByReadingBackPastTheCache() throws Exception {
        try (FaultyFile file = serve(Faults.none().badWrite(512 * 4096, 512 * 4104));
                LoopDevice loop = LoopDevice.writable(file.path(), 512)) {
            try (Destination destination = open(loop.node())) {
                write(destination, 0, 8);
                write(destination, 4096, 8);
                assertFails(destination::flush, Kind.FAILED, "cannot flush");
                assertFails(destination::flush, Kind.FAILED, "cannot flush");
                byte[] back = new byte[8 * 512];
                destination.read(4096 * 512, MemorySegment.ofArray(back));
                assertThat(CONTENT.firstWrong(MemorySegment.ofArray(back), 4096, 8)).as("the drive never got it").isEqualTo(4096);
                destination.read(0, MemorySegment.ofArray(back));
                assertThat(CONTENT.firstWrong(MemorySegment.ofArray(back), 0, 8)).as("this it got").isEqualTo(-1);
            }
            file.change(Faults.none());
            try (Destination again = open(loop.node())) {
                write(again, 4096, 8);
                again.flush();
                byte[] back = new byte[8 * 512];
                again.read(4096 * 512, MemorySegment.ofArray(back));
                assertThat(CONTENT.firstWrong(MemorySegment.ofArray(back), 4096, 8)).isEqualTo(-1);
            }
        }
    }

    @Test
    void writeBackThatFailsBehindTheWriterStopsItAndPoisons() throws Exception {
        long big = 96L * MIB;
        try (FaultyFile file = FaultyFile.writable(sparse(big), Faults.none().badWrite(0, 4096));
                LoopDevice loop = LoopDevice.writable(file.path(), 512);
                Destination destination = provider.open(loop.node().toString(), request(big))) {
            assertFails(() -> {
                for (long offset = 0; offset < big; offset += MIB) {
                    destination.write(offset, buffer.segment());
                }
                destination.flush();
            }, Kind.FAILED, "Salvor cannot");
            assertFails(destination::flush, Kind.FAILED, "Salvor cannot");
        }
    }

    @Test
    void aDestinationWhoseServerDiesIsGone() throws Exception {
        FaultyFile file = serve(Faults.none());
        try (Destination destination = open(file.path())) {
            write(destination, 0, 8);
            file.close();
            assertFails(() -> {
                write(destination, 8, 8);
                destination.flush();
            }, Kind.GONE, "is gone: ");
        }
    }

    @Test
    void aFileThatIsDeletedUnderUsIsGoneAtTheNextFlush() throws Exception {
        Path image = folder.resolve("image.img");
        try (Destination destination = provider.open(image.toString(), request(MIB))) {
            write(destination, 0, 8);
            destination.flush();
            Files.delete(image);
            assertFails(destination::flush, Kind.GONE, "was deleted while it was written to");
        }
    }

    @Test
    void aFileLargerThanTheFileSystemAllowsIsRefusedInWords() throws Exception {
        Path image = folder.resolve("image.img");
        assertFails(() -> provider.open(image.toString(), request(1L << 62)), Kind.FULL,
                "cannot become that large on its file system (EFBIG)");
        assertThat(image).doesNotExist();
    }

    @Test
    void eachErrorNumberHasItsKind() {
        assertThat(kind(Errno.ENOSPC)).isEqualTo(Kind.FULL);
        assertThat(kind(Errno.EDQUOT)).isEqualTo(Kind.FULL);
        assertThat(kind(Errno.EROFS)).isEqualTo(Kind.READ_ONLY);
        assertThat(kind(Errno.EPERM)).isEqualTo(Kind.READ_ONLY);
        assertThat(kind(Errno.EIO)).isEqualTo(Kind.FAILED);
        assertThat(kind(Errno.ENODEV)).isEqualTo(Kind.GONE);
        assertThat(kind(Errno.ENXIO)).isEqualTo(Kind.GONE);
        assertThat(Troubles.opening(Path.of("/dev/sdb"), new LinuxException("open", "/dev/sdb", Errno.EBUSY.number())).kind())
                .isEqualTo(Kind.GUARDED);
    }

    private static Kind kind(Errno errno) {
        return Troubles.of(Path.of("x"), new LinuxException("write", "x", errno.number())).kind();
    }

    private void fill(Destination destination) throws DestinationException {
        for (long offset = MIB; offset < 16 * MIB; offset += MIB) {
            destination.write(offset, buffer.segment());
            destination.flush();
        }
    }

    private void write(Destination destination, long lba, int sectors) throws DestinationException {
        CONTENT.fill(buffer.segment(), lba, sectors);
        destination.write(lba * 512, buffer.segment().asSlice(0, sectors * 512L));
    }

    private FaultyFile serve(Faults faults) throws Exception {
        return FaultyFile.writable(sparse(8 * MIB), faults);
    }

    private Path sparse(long sizeBytes) throws Exception {
        Path image = folder.resolve("served.img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(sizeBytes);
        }
        return image;
    }

    private Destination open(Path path) throws DestinationException {
        return provider.open(path.toString(), request(4 * MIB));
    }

    private static DestinationRequest request(long sizeBytes) {
        return new DestinationRequest(sizeBytes, "", false);
    }

    private static void assertFails(ThrowingCallable attempt, Kind kind, String words) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(DestinationException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }
}
