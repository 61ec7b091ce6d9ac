package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFdTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void readsWhatWasWrittenPastTheCache() throws Exception {
        byte[] truth = new byte[MIB];
        new SplittableRandom(7).nextBytes(truth);
        Path file = Files.write(folder.resolve("disk.img"), truth);
        try (OwnedFd fd = OwnedFd.openForReading(file, OpenFlag.DIRECT, OpenFlag.NO_ACCESS_TIME);
                AlignedBuffer buffer = new AlignedBuffer(MIB)) {
            assertThat(AlignedBuffer.isAligned(buffer.segment(), Linux.PAGE_BYTES)).isTrue();
            assertThat(fd.readAt(buffer.segment(), 0)).isEqualTo(MIB);
            byte[] seen = new byte[MIB];
            buffer.asByteBuffer().get(seen);
            assertThat(seen).isEqualTo(truth);
        }
    }

    @Test
    void aReadAcrossTheEndIsShortAndBehindItIsNothing() throws Exception {
        Path file = Files.write(folder.resolve("short.img"), new byte[5000]);
        try (OwnedFd fd = OwnedFd.openForReading(file); AlignedBuffer buffer = new AlignedBuffer(4096)) {
            assertThat(fd.readAt(buffer.segment(), 4096)).isEqualTo(904);
            assertThat(fd.readAt(buffer.segment(), 8192)).isZero();
        }
    }

    @Test
    void aMisalignedDirectReadIsRefusedWithItsTrueNumber() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[MIB]);
        try (OwnedFd fd = OwnedFd.openForReading(file, OpenFlag.DIRECT); AlignedBuffer buffer = new AlignedBuffer(8192)) {
            assumeTrue(fd.status().directOffsetAlignment().orElse(0) >= 512, "this file system takes direct reads at any offset");
            assertThatThrownBy(() -> fd.readAt(buffer.segment().asSlice(0, 512), 100)).isInstanceOfSatisfying(LinuxException.class,
                    e -> assertThat(e.is(Errno.EINVAL)).isTrue());
        }
    }

    @Test
    void aMissingFileIsNamedInOneSentence() {
        Path missing = folder.resolve("nothing.img");
        assertThatThrownBy(() -> OwnedFd.openForReading(missing)).isInstanceOf(LinuxException.class)
                .hasMessage("cannot open for reading %s: there is no such file or device (ENOENT)", missing);
    }

    @Test
    void pathsBeyondAsciiAreFound() throws Exception {
        assumeTrue(!System.getProperty("sun.jnu.encoding").startsWith("ANSI"), "this JVM's locale knows ASCII file names only");
        Path file = Files.writeString(folder.resolve("Größe 大小.img"), "x");
        try (OwnedFd fd = OwnedFd.openForReading(file)) {
            assertThat(fd.status().sizeBytes()).isEqualTo(1);
        }
    }

    @Test
    void writingThroughAReadOnlyOneFails() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[4096]);
        try (OwnedFd fd = OwnedFd.openForReading(file); AlignedBuffer buffer = new AlignedBuffer(512)) {
            assertThatThrownBy(() -> fd.writeAt(buffer.segment(), 0)).isInstanceOfSatisfying(LinuxException.class,
                    e -> assertThat(e.errno()).isEqualTo(Errno.EBADF.number()));
        }
    }

    @Test
    void everyWriteToAFullDeviceSaysSo() throws Exception {
        try (OwnedFd fd = OwnedFd.openForWriting(Path.of("/dev/full")); AlignedBuffer buffer = new AlignedBuffer(512)) {
            assertThatThrownBy(() -> fd.writeAt(buffer.segment(), 0)).isInstanceOfSatisfying(LinuxException.class,
                    e -> assertThat(e.is(Errno.ENOSPC)).isTrue()).hasMessage("cannot write /dev/full: no space is left (ENOSPC)");
        }
    }

    @Test
    void writesFlushesAndReadsBack() throws Exception {
        Path file = folder.resolve("new.img");
        try (OwnedFd fd = OwnedFd.openForReadingAndWriting(file, OpenFlag.CREATE); AlignedBuffer buffer = new AlignedBuffer(8192)) {
            buffer.asByteBuffer().put("salvor".getBytes(StandardCharsets.US_ASCII));
            fd.writeAt(buffer.segment(), 4096);
            fd.startWriteback(0, 0);
            fd.awaitWriteback(0, 0);
            fd.fdatasync();
            fd.fsync();
            fd.dropCache(0, 0);
            try (AlignedBuffer back = new AlignedBuffer(6)) {
                assertThat(fd.readAt(back.segment(), 4096)).isEqualTo(6);
                assertThat(StandardCharsets.US_ASCII.decode(back.asByteBuffer()).toString()).isEqualTo("salvor");
            }
        }
        assertThat(Files.getPosixFilePermissions(file)).as("only the owner may see the drive's data")
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.size(file)).isEqualTo(12288);
    }

    @Test
    void reservesRoomAndGivesItBack() throws Exception {
        Path file = folder.resolve("roomy.img");
        try (OwnedFd fd = OwnedFd.openForReadingAndWriting(file, OpenFlag.CREATE)) {
            fd.truncate(8 * MIB);
            assertThat(fd.status().allocatedBytes()).isZero();
            fd.allocate(0, 8 * MIB);
            assertThat(fd.status().allocatedBytes()).isGreaterThanOrEqualTo(8 * MIB);
            fd.punchHole(0, 4 * MIB);
            assertThat(fd.status().allocatedBytes()).isBetween(4L * MIB, 5L * MIB);
            assertThat(fd.status().sizeBytes()).isEqualTo(8 * MIB);
        }
    }

    @Test
    void mapsAFileThatOthersSeeChange() throws Exception {
        Path file = Files.write(folder.resolve("mapped.img"), new byte[8192]);
        try (OwnedFd fd = OwnedFd.openForReadingAndWriting(file); MappedRegion region = fd.map(4096, 4096, true)) {
            region.segment().set(ValueLayout.JAVA_BYTE, 5, (byte) 42);
            assertThat(Files.readAllBytes(file)[4101]).isEqualTo((byte) 42);
        }
        try (MappedRegion memory = MappedRegion.anonymous(8192, false)) {
            assertThat(memory.segment().byteSize()).isEqualTo(8192);
            assertThat(AlignedBuffer.isAligned(memory.segment(), Linux.PAGE_BYTES)).isTrue();
        }
    }

    @Test
    void afterCloseEveryCallFailsAndASecondCloseIsNothing() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[4096]);
        OwnedFd fd = OwnedFd.openForReading(file);
        fd.close();
        fd.close();
        assertThat(fd.isReleased()).isTrue();
        try (AlignedBuffer buffer = new AlignedBuffer(512)) {
            assertThatThrownBy(() -> fd.readAt(buffer.segment(), 0)).isInstanceOfSatisfying(LinuxException.class,
                    e -> assertThat(e.is(Errno.EBADF)).isTrue());
        }
    }

    @Test
    void theNumberIsNotGivenBackUnderARunningCall() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[4096]);
        OwnedFd fd = OwnedFd.openForReading(file);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                fd.run("wait for", number -> {
                    inside.countDown();
                    awaitQuietly(answer);
                    return 0;
                });
            } catch (LinuxException e) {
                throw new AssertionError(e);
            }
        });
        inside.await();
        fd.close();
        assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd.number()))).as("still ours").isEqualTo(file.toRealPath());
        assertThat(fd.isReleased()).isFalse();
        answer.countDown();
        caller.join(5000);
        assertThat(fd.isReleased()).as("given back by the call that ended last").isTrue();
    }

    @Test
    void aBufferCannotBeFreedTwice() {
        AlignedBuffer buffer = new AlignedBuffer(1);
        buffer.close();
        assertThatThrownBy(buffer::close).isInstanceOf(IllegalStateException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
