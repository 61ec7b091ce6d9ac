package org.salvor.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.imaging.DestinationRequest;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Linux;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;
import org.salvor.testkit.rig.SmallFileSystem;

/** Places that must never be written to: on real files, links, loop devices and mounts, and for disks that are not here on a made-up /sys. */
class DestinationGuardTest {
    private static final int MIB = 1 << 20;
    private static final NamedSectors CONTENT = new NamedSectors(61, 512);

    @TempDir
    Path folder;

    private final FileDestinationProvider provider = new FileDestinationProvider();

    @Test
    void anOrdinaryFileBesideTheSourceIsFine() throws Exception {
        Path source = CONTENT.write(folder.resolve("source.img"), 2048);
        assertThat(provider.objections(folder.resolve("image.img").toString(), request(MIB, source))).isEmpty();
        assertThat(folder.resolve("image.img")).as("looking makes nothing").doesNotExist();
    }

    @Test
    void theSourceIsRefusedUnderEveryName() throws Exception {
        Path source = CONTENT.write(folder.resolve("source.img"), 2048);
        Path hard = Files.createLink(folder.resolve("hard.img"), source);
        Path soft = Files.createSymbolicLink(folder.resolve("soft.img"), source);
        Path folderLink = Files.createSymbolicLink(folder.resolve("here"), folder);
        for (Path name : List.of(source, hard, soft, folderLink.resolve("source.img"), folder.resolve("x/../source.img").normalize())) {
            refused(name.toString(), request(MIB, source), name + " is the source itself, under the same or another name");
        }
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(Files.readAllBytes(source)), 0, 2048)).isEqualTo(-1);
    }

    @Test
    void theSourceIsRefusedThroughALoopDevice() throws Exception {
        Path source = CONTENT.write(folder.resolve("source.img"), 2048);
        try (LoopDevice loop = LoopDevice.writable(source, 512)) {
            refused(loop.node().toString(), request(MIB, source), "are the same data through a loop device");
            refused(source.toString(), request(MIB, loop.node()), "are the same data through a loop device");
            refused(loop.node().toString(), request(MIB, loop.node()), "is the source itself");
            try (LoopDevice twice = LoopDevice.writable(loop.node(), 512)) {
                refused(twice.node().toString(), request(MIB, source), "are the same data through a loop device");
                refused(twice.node().toString(), request(MIB, loop.node()), "are the same data through a loop device");
            }
        }
    }

    @Test
    void aMountedDeviceIsRefusedAndSoIsTheDeviceThatTheSourceLiesOn() throws Exception {
        Path disk = CONTENT.write(folder.resolve("disk.img"), 16 * 2048);
        try (LoopDevice loop = LoopDevice.writable(disk, 512); SmallFileSystem mounted = SmallFileSystem.on(loop.node())) {
            refused("block:" + loop.node(), request(MIB, folder.resolve("other.img")), loop.node() + " is mounted at " + mounted.folder());
            Path source = CONTENT.write(mounted.folder().resolve("source.img"), 2048);
            refused(loop.node().toString(), request(MIB, source), "The source " + source + " lies on " + loop.node());
            refused(disk.toString(), request(MIB, source),
                    disk + " is shown as a loop device that is in use: " + loop.node() + " is mounted");
            refused(mounted.folder().resolve("image.img").toString(), request(MIB, loop.node()), "lies on the source drive " + loop.node());
        }
    }

    @Test
    void aDeviceThatSomebodyElseHoldsIsRefusedByTheKernelItself() throws Exception {
        Path disk = CONTENT.write(folder.resolve("disk.img"), 16 * 2048);
        try (LoopDevice loop = LoopDevice.writable(disk, 512); Destination first = provider.open(loop.node().toString(), request(MIB))) {
            assertThat(first.identity().serial()).isEqualTo("loop over " + disk.toRealPath());
            assertThatThrownBy(() -> provider.open(loop.node().toString(), request(MIB))).isInstanceOfSatisfying(DestinationException.class,
                    e -> assertThat(e.kind()).isEqualTo(Kind.GUARDED)).hasMessageContaining("is in use: mounted, or claimed");
        }
    }

    @Test
    void tooSmallAndWriteProtectedDevicesAreRefused() throws Exception {
        Path disk = CONTENT.write(folder.resolve("disk.img"), 2048);
        try (LoopDevice loop = LoopDevice.readOnly(disk, 512)) {
            assertThat(provider.objections(loop.node().toString(), request(MIB + 1))).containsExactlyInAnyOrder(
                    loop.node() + " is write-protected; take the protection off, or give another destination.",
                    loop.node()
                            + " is too small: it holds 1048576 bytes, and the image needs 1048577; give a destination of at least that size.");
        }
    }

    @Test
    void whatIsNoFileAndNoDeviceIsRefused() throws Exception {
        refused(folder.toString(), request(MIB), folder + " is a folder; give the path of the image file to write.");
        refused("/dev/full", request(MIB), "/dev/full is neither a file nor a block device");
        refused(folder + "/no/such/image.img", request(MIB),
                "There is no folder " + folder + "/no/such to write image.img to; make it first.");
        refused("block:/dev/no-such", request(MIB), "There is no device /dev/no-such");
        Path file = Files.createFile(folder.resolve("file.img"));
        refused("block:" + file, request(MIB), file + " is not a block device");
        refused("file:a\0b", request(MIB), "cannot be a path here");
    }

    @Test
    void aFileOnAReadOnlyFileSystemIsRefused() throws Exception {
        Path disk = CONTENT.write(folder.resolve("disk.img"), 16 * 2048);
        try (LoopDevice loop = LoopDevice.writable(disk, 512); SmallFileSystem mounted = SmallFileSystem.on(loop.node())) {
            Path image = Files.createFile(mounted.folder().resolve("image.img"));
            assertThat(new ProcessBuilder("mount", "-o", "remount,ro", mounted.folder().toString()).start().waitFor()).isZero();
            refused(image.toString(), request(MIB), "This user may not write to " + image + ", or its file system is read-only");
            refused(mounted.folder().resolve("new.img").toString(), request(MIB), "or its file system is read-only");
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsNotFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.img"), folder.resolve("made-by-mistake.img"));
        assertThatThrownBy(() -> provider.open(link.toString(), request(MIB))).isInstanceOf(DestinationException.class);
        assertThat(folder.resolve("made-by-mistake.img")).doesNotExist();
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    /** Device files without devices: the guard opens nothing, so a made-up /sys can tell what they are. */
    @Test
    void aDiskIsRefusedForWhatItsPartitionsAreUsedFor() throws Exception {
        FileDestinationProvider madeUp = disks();
        Path sda = node("sda", 0);
        put("proc/self/mountinfo", "36 35 8:1 / /home rw - ext4 /dev/sda1 rw\n");
        assertThat(madeUp.objections(sda.toString(), request(MIB))).containsExactly(
                folder.resolve("dev/sda1") + " is mounted at /home; unmount it, or give another destination.",
                folder.resolve("dev/sda2")
                        + " is part of a RAID, volume group or encrypted volume (dm-0); take that down, or give another destination.");
        put("proc/self/mountinfo", "");
        put("proc/swaps", "Filename Type Size Used Priority\n" + node("sda1", 1) + " partition 100 0 -2\n");
        assertThat(madeUp.objections(sda.toString(), request(MIB)))
                .contains(
                        folder.resolve("dev/sda1") + " is in use as swap space; turn that off with swapoff, or give another destination.");
    }

    @Test
    void aFileSystemOverSeveralDevicesNamesThemByItsMount() throws Exception {
        FileDestinationProvider madeUp = disks();
        Path sda1 = node("sda1", 1);
        put("proc/self/mountinfo", "99 27 0:51 / /data rw - btrfs " + sda1 + " rw\n");
        assertThat(madeUp.objections(sda1.toString(), request(MIB)))
                .containsExactly(sda1 + " is mounted at /data; unmount it, or give another destination.");
    }

    @Test
    void anotherPartitionOfTheSourceDriveIsTheSourceDrive() throws Exception {
        FileDestinationProvider madeUp = disks();
        Path sda1 = node("sda1", 1);
        assertThat(madeUp.objections(sda1.toString(), request(MIB, node("sda2", 2)))).containsExactly(
                sda1 + " lies on the source drive " + folder.resolve("dev/sda2")
                        + ", which is never written to; give another destination.");
        assertThat(madeUp.objections(sda1.toString(), request(MIB, node("sda", 0)))).singleElement().asString()
                .contains("lies on the source drive");
        Path volume = node("dm-0", 253, 0);
        assertThat(madeUp.objections(volume.toString(), request(MIB, node("sda", 0)))).singleElement().asString()
                .contains("lies on the source drive");
        assertThat(madeUp.objections(node("sdb", 16).toString(), request(MIB, node("sda", 0)))).isEmpty();
    }

    @Test
    void aDeviceThatSysDoesNotListIsNotTrusted() throws Exception {
        FileDestinationProvider madeUp = disks();
        assertThat(madeUp.objections(node("sdq", 200).toString(), request(MIB))).singleElement().asString().contains("tells nothing about");
    }

    private FileDestinationProvider disks() throws Exception {
        assumeTrue(Linux.effectiveUserId() == 0, "only root can make device files");
        put("sys/devices/sda/dev", "8:0", "sys/devices/sda/size", "100000", "sys/devices/sda/ro", "0");
        put("sys/devices/sda/sda1/dev", "8:1", "sys/devices/sda/sda1/partition", "1", "sys/devices/sda/sda1/size", "50000");
        put("sys/devices/sda/sda2/dev", "8:2", "sys/devices/sda/sda2/partition", "2", "sys/devices/sda/sda2/size", "50000");
        put("sys/devices/dm-0/dev", "253:0", "sys/devices/dm-0/size", "40000", "sys/devices/sdb/dev", "8:16", "sys/devices/sdb/size",
                "100000");
        Files.createDirectories(folder.resolve("sys/devices/sda/sda2/holders/dm-0"));
        Files.createDirectories(folder.resolve("sys/devices/dm-0/slaves/sda2"));
        for (String name : List.of("sda", "sdb", "dm-0")) {
            link("sys/block/" + name, "sys/devices/" + name);
        }
        link("sys/dev/block/8:0", "sys/devices/sda");
        link("sys/dev/block/8:1", "sys/devices/sda/sda1");
        link("sys/dev/block/8:2", "sys/devices/sda/sda2");
        link("sys/dev/block/8:16", "sys/devices/sdb");
        link("sys/dev/block/253:0", "sys/devices/dm-0");
        return new FileDestinationProvider(new BlockDevices(folder.resolve("proc"), folder.resolve("sys"), folder.resolve("dev")));
    }

    private Path node(String name, int minor) throws Exception {
        return node(name, 8, minor);
    }

    private Path node(String name, int major, int minor) throws Exception {
        Path node = folder.resolve("dev").resolve(name);
        Files.createDirectories(node.getParent());
        if (!Files.exists(node)) {
            Process mknod = new ProcessBuilder("mknod", node.toString(), "b", "" + major, "" + minor).start();
            assumeTrue(mknod.waitFor() == 0, "this root may not make device files");
        }
        return node;
    }

    private void put(String... pathsAndTexts) throws IOException {
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            Path file = folder.resolve(pathsAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, pathsAndTexts[i + 1]);
        }
    }

    private void link(String at, String to) throws IOException {
        Files.createDirectories(folder.resolve(at).getParent());
        Files.createSymbolicLink(folder.resolve(at), folder.resolve(to));
    }

    private void refused(String address, DestinationRequest request, String words) {
        assertThat(provider.objections(address, request)).as(address)
                .anySatisfy(sentence -> assertThat(sentence).contains(words).endsWith("."));
        assertThatThrownBy(() -> provider.open(address, request)).isInstanceOfSatisfying(DestinationException.class,
                e -> assertThat(e.kind()).isEqualTo(Kind.GUARDED));
    }

    private static DestinationRequest request(long sizeBytes) {
        return new DestinationRequest(sizeBytes, "", false);
    }

    private static DestinationRequest request(long sizeBytes, Path source) {
        return new DestinationRequest(sizeBytes, source.toString(), false);
    }
}
