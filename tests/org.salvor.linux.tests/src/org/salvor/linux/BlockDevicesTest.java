package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads folders built as the kernel builds them, and at the end the machine's own. */
class BlockDevicesTest {
    @TempDir
    Path root;

    private BlockDevices devices;

    @BeforeEach
    void empty() throws IOException {
        for (String folder : List.of("proc/self", "sys/block", "sys/dev/block", "sys/devices")) {
            Files.createDirectories(root.resolve(folder));
        }
        devices = new BlockDevices(root.resolve("proc"), root.resolve("sys"), Path.of("/dev"));
    }

    @Test
    void aScsiDiskTellsWhoItIs() throws Exception {
        scsiDisk();
        BlockDevice sda = devices.byNumber(new DeviceNumber(8, 0)).orElseThrow();
        assertThat(sda.name()).isEqualTo("sda");
        assertThat(sda.node()).isEqualTo(Path.of("/dev/sda"));
        assertThat(sda.sizeBytes()).isEqualTo(7814037168L * 512);
        assertThat(sda.vendor()).isEqualTo("ATA");
        assertThat(sda.model()).isEqualTo("ST4000DM000-1F21");
        assertThat(sda.serial()).isEqualTo("Z300ABCD");
        assertThat(sda.wwid()).isEqualTo("naa.5000c50012345678");
        assertThat(sda.firmware()).isEqualTo("CC52");
        assertThat(sda.state()).isEqualTo("running");
        assertThat(sda.logicalSectorBytes()).isEqualTo(512);
        assertThat(sda.physicalSectorBytes()).isEqualTo(4096);
        assertThat(sda.commandTimeoutSeconds()).hasValue(30);
        assertThat(sda.partitions()).containsExactly("sda1", "sda2");
        assertThat(sda.isPartition()).isFalse();
    }

    @Test
    void aPartitionKnowsItsDiskAndHolders() throws Exception {
        scsiDisk();
        BlockDevice part = devices.byName("sda2").orElseThrow();
        assertThat(part.parent()).contains("sda");
        assertThat(part.holders()).containsExactly("dm-0", "md127");
        assertThat(part.serial()).as("the disk's own").isEqualTo("Z300ABCD");
        assertThat(part.logicalSectorBytes()).isEqualTo(512);
        assertThat(part.number()).isEqualTo(new DeviceNumber(8, 2));
    }

    @Test
    void theStateOfADiskIsAlsoItsPartitionsAndOfAMissingOneThereIsNone() throws Exception {
        scsiDisk();
        assertThat(devices.stateOf(new DeviceNumber(8, 0))).contains("running");
        assertThat(devices.stateOf(new DeviceNumber(8, 2))).contains("running");
        put("sys/devices/pci/ata1/device/state", "offline\n");
        assertThat(devices.stateOf(new DeviceNumber(8, 2))).contains("offline");
        assertThat(devices.stateOf(new DeviceNumber(8, 9))).isEmpty();
        put("sys/devices/loop3/dev", "7:3");
        link("sys/dev/block/7:3", "sys/devices/loop3");
        assertThat(devices.stateOf(new DeviceNumber(7, 3))).contains("");
    }

    @Test
    void aPassThroughDeviceLeadsToItsDisk() throws Exception {
        scsiDisk();
        Files.createDirectories(root.resolve("sys/dev/char/21:1/device/block/sda"));
        assertThat(devices.behindPassThrough(new DeviceNumber(21, 1)).orElseThrow().number()).isEqualTo(new DeviceNumber(8, 0));
        assertThat(devices.behindPassThrough(new DeviceNumber(21, 2))).isEmpty();
    }

    @Test
    void wordsForPeopleNameDiskPartitionAndLoop() throws Exception {
        scsiDisk();
        BlockDevice disk = devices.byName("sda").orElseThrow();
        assertThat(disk.modelWords()).isEqualTo("ST4000DM000-1F21");
        assertThat(disk.serialWords()).isEqualTo("Z300ABCD");
        BlockDevice part = devices.byName("sda2").orElseThrow();
        assertThat(part.modelWords()).isEqualTo("ST4000DM000-1F21, partition 2");
        assertThat(part.serialWords()).isEqualTo("Z300ABCD-part2");
        put("sys/devices/vdb/dev", "254:16", "sys/devices/vdb/size", "8");
        link("sys/block/vdb", "sys/devices/vdb");
        assertThat(devices.byName("vdb").orElseThrow().modelWords()).isEqualTo("block device vdb");
    }

    @Test
    void aLoopDeviceNamesItsFileAndOneWithoutMediumIsNotListed() throws Exception {
        put("sys/devices/loop3/dev", "7:3\n", "sys/devices/loop3/size", "2048\n", "sys/devices/loop3/loop/backing_file",
                "/images/old disk.img\n");
        put("sys/devices/loop4/dev", "7:4\n", "sys/devices/loop4/size", "0\n");
        link("sys/block/loop3", "sys/devices/loop3");
        link("sys/block/loop4", "sys/devices/loop4");
        assertThat(devices.wholeDevices()).singleElement()
                .satisfies(loop -> assertThat(loop.backingFile()).contains(Path.of("/images/old disk.img")));
    }

    @Test
    void aSlashInANameIsFound() throws Exception {
        put("sys/devices/cciss!c0d0/dev", "104:0", "sys/devices/cciss!c0d0/size", "16");
        link("sys/block/cciss!c0d0", "sys/devices/cciss!c0d0");
        assertThat(devices.wholeDevices()).singleElement().satisfies(d -> assertThat(d.node()).isEqualTo(Path.of("/dev/cciss/c0d0")));
    }

    @Test
    void aDeviceThatIsMissingOrHalfGoneIsNone() throws Exception {
        put("sys/devices/sdz/dev", "");
        link("sys/block/sdz", "sys/devices/sdz");
        assertThat(devices.byName("sdz")).isEmpty();
        assertThat(devices.byName("sdq")).isEmpty();
        assertThat(devices.byNumber(new DeviceNumber(8, 240))).isEmpty();
        assertThat(devices.wholeDevices()).isEmpty();
    }

    @Test
    void mountsAreReadWithBlanksAndOptionalFields() throws Exception {
        put("proc/self/mountinfo", """
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
                36 35 8:1 /sub /mnt/my\\040disk ro,noatime master:1 shared:7 - ext3 /dev/sda1 rw,errors=continue
                99 27 0:51 / /data rw shared:2 - btrfs /dev/sdc rw
                broken line
                """);
        assertThat(devices.mounts()).containsExactly(
                new Mount(new DeviceNumber(254, 0), "/", Path.of("/"), "ext4", "/dev/vda", false),
                new Mount(new DeviceNumber(8, 1), "/sub", Path.of("/mnt/my disk"), "ext3", "/dev/sda1", true),
                new Mount(new DeviceNumber(0, 51), "/", Path.of("/data"), "btrfs", "/dev/sdc", false));
    }

    @Test
    void swapAreasAreReadWithoutTheHeading() throws Exception {
        put("proc/swaps", """
                Filename				Type		Size		Used		Priority
                /dev/sda3                               partition	2097148		0		-2
                /swap\\040file                          file		1048572		0		-3
                """);
        assertThat(devices.swapAreas()).containsExactly(Path.of("/dev/sda3"), Path.of("/swap file"));
    }

    @Test
    void withoutProcAndSysThereIsNothingAndNoError() {
        BlockDevices none = new BlockDevices(root.resolve("x"), root.resolve("y"), root.resolve("z"));
        assertThat(none.wholeDevices()).isEmpty();
        assertThat(none.mounts()).isEmpty();
        assertThat(none.swapAreas()).isEmpty();
    }

    @Test
    void thisMachineHasItsRootMounted() {
        assertThat(BlockDevices.ofThisMachine().mounts()).anySatisfy(mount -> assertThat(mount.at()).isEqualTo(Path.of("/")));
    }

    @Test
    void thisMachinesDevicesAgreeWithTheirNodes() throws Exception {
        for (BlockDevice device : BlockDevices.ofThisMachine().wholeDevices()) {
            if (Files.exists(device.node())) {
                FileStatus node = FileStatus.of(device.node());
                assertThat(node.isBlockDevice()).as("%s", device.node()).isTrue();
                assertThat(Optional.of(node.represents())).contains(device.number());
            }
        }
    }

    private void scsiDisk() throws IOException {
        String disk = "sys/devices/pci/ata1/block/sda/";
        put(disk + "dev", "8:0\n", disk + "size", "7814037168\n", disk + "ro", "0\n", disk + "removable", "0\n");
        put(disk + "queue/logical_block_size", "512\n", disk + "queue/physical_block_size", "4096\n");
        String device = "sys/devices/pci/ata1/device/";
        put(device + "vendor", "ATA     \n", device + "model", "ST4000DM000-1F21\n", device + "rev", "CC52\n", device + "state",
                "running\n");
        put(device + "vpd_pg80", "\0\200\0\024            Z300ABCD", device + "wwid", "naa.5000c50012345678\n", device + "timeout", "30\n");
        link(disk + "device", "sys/devices/pci/ata1/device");
        put(disk + "sda1/dev", "8:1", disk + "sda1/partition", "1", disk + "sda1/size", "2048");
        put(disk + "sda2/dev", "8:2", disk + "sda2/partition", "2", disk + "sda2/size", "4096");
        Files.createDirectories(root.resolve(disk + "sda2/holders/md127"));
        Files.createDirectories(root.resolve(disk + "sda2/holders/dm-0"));
        link("sys/block/sda", disk);
        link("sys/dev/block/8:0", disk);
        link("sys/dev/block/8:2", disk + "sda2");
    }

    private void put(String... pathsAndTexts) throws IOException {
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            Path file = root.resolve(pathsAndTexts[i]);
            Files.createDirectories(file.getParent());
            Files.write(file, pathsAndTexts[i + 1].getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void link(String at, String to) throws IOException {
        Files.createSymbolicLink(root.resolve(at), root.resolve(to));
    }
}
