package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockRequestsTest {
    private static final long SIZE_BYTES = 3 << 20;

    @TempDir
    Path folder;

    @Test
    void aLoopDeviceAnswersWhatItIs() throws Exception {
        Path image = Files.write(folder.resolve("disk.img"), new byte[(int) SIZE_BYTES]);
        assumeTrue(Linux.effectiveUserId() == 0, "only root can make a loop device");
        Process losetup = new ProcessBuilder("losetup", "--find", "--show", "--read-only", "--sector-size", "4096", image.toString())
                .redirectErrorStream(true).start();
        String answer = new String(losetup.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assumeTrue(losetup.waitFor() == 0, "this kernel makes no loop device: " + answer);
        Path node = Path.of(answer);
        try (OwnedFd device = OwnedFd.openForReading(node)) {
            assertThat(BlockRequests.sizeBytes(device)).isEqualTo(SIZE_BYTES);
            assertThat(BlockRequests.logicalSectorBytes(device)).isEqualTo(4096);
            assertThat(BlockRequests.physicalSectorBytes(device)).isEqualTo(4096);
            assertThat(BlockRequests.isReadOnly(device)).isTrue();
            assertThat(BlockRequests.alignmentOffsetBytes(device)).isZero();
            assertThat(BlockRequests.minimumTransferBytes(device)).isGreaterThanOrEqualTo(512);
            assertThat(BlockRequests.optimalTransferBytes(device)).isGreaterThanOrEqualTo(0);
            assertThat(BlockRequests.diskSequence(device)).isPositive();
            String rotational = Files.readString(Path.of("/sys/block", node.getFileName().toString(), "queue/rotational")).strip();
            assertThat(BlockRequests.isRotational(device)).isEqualTo(rotational.equals("1"));
            FileStatus status = device.status();
            assertThat(status.isBlockDevice()).isTrue();
            BlockDevice seen = BlockDevices.ofThisMachine().byNumber(status.represents()).orElseThrow();
            assertThat(seen.backingFile()).contains(image.toRealPath());
            assertThat(seen.readOnly()).isTrue();
            assertThat(seen.logicalSectorBytes()).isEqualTo(4096);
            assertThat(seen.sizeBytes()).isEqualTo(SIZE_BYTES);
        } finally {
            assertThat(new ProcessBuilder("losetup", "--detach", node.toString()).start().waitFor()).isZero();
        }
    }

    @Test
    void aRegularFileKnowsNoneOfThem() throws Exception {
        Path file = Files.write(folder.resolve("plain"), new byte[512]);
        try (OwnedFd fd = OwnedFd.openForReading(file)) {
            assertThatThrownBy(() -> BlockRequests.sizeBytes(fd)).isInstanceOfSatisfying(LinuxException.class,
                    e -> assertThat(e.is(Errno.ENOTTY)).isTrue());
        }
    }

    @Test
    void hardAndSymbolicLinksAreTheSameFile() throws Exception {
        Path file = Files.write(folder.resolve("one"), new byte[512]);
        Path hard = Files.createLink(folder.resolve("two"), file);
        Path soft = Files.createSymbolicLink(folder.resolve("three"), file);
        Path other = Files.write(folder.resolve("four"), new byte[512]);
        assertThat(FileStatus.of(file).isSameFile(FileStatus.of(hard))).isTrue();
        assertThat(FileStatus.of(file).isSameFile(FileStatus.of(soft))).isTrue();
        assertThat(FileStatus.of(file).isSameFile(FileStatus.of(other))).isFalse();
        assertThat(FileStatus.of(file).links()).isEqualTo(2);
        assertThat(FileStatus.of(folder).isFolder()).isTrue();
        assertThat(FileStatus.of(Path.of("/dev/null")).isCharacterDevice()).isTrue();
    }
}
