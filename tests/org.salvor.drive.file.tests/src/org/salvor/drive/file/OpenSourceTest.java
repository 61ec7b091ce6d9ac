package org.salvor.drive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Drive;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.Errno;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;
import org.salvor.testkit.rig.SmallFileSystem;

/** What cannot be a source is refused in a sentence; what can is listed and opened. */
class OpenSourceTest {
    private static final NamedSectors CONTENT = new NamedSectors(31, 512);

    @TempDir
    Path folder;

    @Test
    void whatIsNotThereIsNamed() {
        refused(folder.resolve("nothing.img").toString(), "There is no " + folder + "/nothing.img; check the path");
    }

    @Test
    void aFolderADeviceWithoutSectorsAndAPipeAreRefusedWithoutOpeningThem() throws Exception {
        refused(folder.toString(), folder + " is a folder; give an image file or a drive");
        refused("/dev/zero", "/dev/zero is neither a file nor a block device and has no sectors");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        refused(pipe.toString(), "is neither a file nor a block device");
    }

    @Test
    void aSourceWithoutSectorsIsRefused() throws Exception {
        refused(Files.createFile(folder.resolve("empty.img")).toString(),
                "empty.img holds no sectors (its size is 0 bytes); check that it is the right file.");
    }

    @Test
    void aFileIsNoBlockDevice() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[512]);
        refused("block:" + file, file + " is not a block device; for an image write file:" + file);
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("secret.img"), new byte[512]);
        assertThat(SourceOpener.sentence(file, new LinuxException("open", file.toString(), Errno.EACCES.number())))
                .isEqualTo("This user may not read " + file + "; start Salvor as root, or give the user the right to read it.");
        if (Linux.effectiveUserId() != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
            refused(file.toString(), "This user may not read " + file + "; start Salvor as root");
        }
    }

    @Test
    void impossibleSectorSizesAndUnknownOptionsAreRefused() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[4096]);
        for (String size : List.of("0", "-512", "511", "513", "99999999999", "big")) {
            refused("file:" + file + "?sector=" + size, "asks for sectors of " + size + " bytes; they can have 512, 520");
        }
        refused("file:" + file + "?sectors=512", "has the option \"sectors\", which is not known; file: takes sector=BYTES alone.");
    }

    @Test
    void nothingIsLeftOpenAfterARefusal() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.img"));
        refused(file.toString(), "holds no sectors");
        assertThat(FileDriveTest.accessModes(file)).isEmpty();
    }

    @Test
    void aFileSystemWithoutDirectReadsIsReadThroughTheCacheAndSaysSo() throws Exception {
        try (SmallFileSystem small = SmallFileSystem.inMemory(4 << 20); AlignedBuffer buffer = new AlignedBuffer(1 << 20)) {
            Path image = CONTENT.write(small.folder().resolve("disk.img"), 2048);
            List<String> notes = new ArrayList<>();
            try (SectorReader reader = new SectorReader(cached(image, notes))) {
                assertThat(reader.read(0, 2048, buffer.segment(), () -> false)).isEqualTo(1 << 20);
                assertThat(CONTENT.firstWrong(buffer.segment(), 0, 2048)).isEqualTo(-1);
                assertThat(reader.read(3, 5, buffer.segment(), () -> false)).isEqualTo(5 * 512);
                assertThat(CONTENT.firstWrong(buffer.segment(), 3, 5)).isEqualTo(-1);
            }
            assertThat(notes).singleElement().asString().contains("has no direct I/O: reads go through the page cache");
        }
    }

    private static Source cached(Path image, List<String> notes) throws Exception {
        SourceOpener.Descriptor descriptor = SourceOpener.openCached(image, notes);
        assertThat(descriptor.direct()).isFalse();
        return new Source(descriptor.fd(), image.toRealPath(), false, 1, Files.size(image), 512, "", Optional.empty(), Optional.empty(),
                notes);
    }

    @Test
    void aLoopDeviceIsListedAndOpenedWithItsOwnSectorSize() throws Exception {
        Path image = new NamedSectors(8, 4096).write(folder.resolve("disk.img"), 512);
        try (LoopDevice loop = LoopDevice.readOnly(image, 4096); AlignedBuffer buffer = new AlignedBuffer(1 << 20)) {
            DriveListing listing = new BlockDriveProvider().list().stream().filter(l -> l.address().path().equals(loop.node().toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(listing.address().toString()).isEqualTo("block:" + loop.node());
            assertThat(listing.problem()).isEmpty();
            assertThat(listing.transport()).isEqualTo("block device");
            try (Drive drive = Sources.open(loop.node())) {
                assertThat(listing.identity()).contains(drive.identity());
                assertThat(drive.identity().model()).isEqualTo("loop device over " + image.toRealPath());
                assertThat(drive.identity().sectorBytes()).isEqualTo(4096);
                assertThat(drive.identity().sectorCount()).isEqualTo(512);
                assertThat(drive.capabilities().notes()).isEmpty();
                assertThat(drive.read(Sources.streak(0, 256, 32), buffer.segment()).provenSectors()).isEqualTo(256);
                assertThat(new NamedSectors(8, 4096).firstWrong(buffer.segment(), 0, 256)).isEqualTo(-1);
                assertThat(FileDriveTest.accessModes(loop.node())).containsOnly("read only");
            }
            try (Drive drive = Sources.open("block:" + loop.node() + "?sector=512")) {
                assertThat(drive.read(Sources.one(3, 7), buffer.segment()).good())
                        .as("512-byte sectors of a device that reads 4096 at once").isTrue();
                assertThat(drive.identity().physicalSectorBytes()).isEqualTo(4096);
            }
        }
    }

    @Test
    void aDeviceThatIsReadCannotBeMountedMeanwhile() throws Exception {
        Path image = CONTENT.write(folder.resolve("disk.img"), 8192);
        try (LoopDevice loop = LoopDevice.writable(image, 512)) {
            try (SmallFileSystem mounted = SmallFileSystem.on(loop.node()); Drive drive = Sources.open(loop.node())) {
                assertThat(drive.capabilities().notes()).contains("Something else uses " + loop.node());
                assertThat(new BlockDriveProvider().list())
                        .anySatisfy(l -> assertThat(l.transport()).isEqualTo("block device, mounted at " + mounted.folder()));
            }
            try (Drive drive = Sources.open(loop.node())) {
                assertThat(drive.capabilities().notes()).isEmpty();
                assertThat(
                        new ProcessBuilder("mount", loop.node().toString(), folder.toString()).redirectErrorStream(true).start().waitFor())
                        .isNotZero();
            }
        }
    }

    private static void refused(String address, String sentence) {
        assertThatThrownBy(() -> Sources.open(address)).isInstanceOf(DriveOpenException.class).hasMessageContaining(sentence);
    }
}
