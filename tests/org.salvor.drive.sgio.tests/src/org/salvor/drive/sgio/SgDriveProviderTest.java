package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.VitalProductData;
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.linux.BlockDevices;

/** A machine's folders in {@code /sys}, {@code /proc} and {@code /dev}, made up: what is listed and refused without a command to any drive. */
class SgDriveProviderTest {
    private static final DriveContext CONTEXT = new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly());

    @TempDir
    Path machine;
    private Path device;
    private SgDriveProvider provider;

    @BeforeEach
    void setUp() throws IOException {
        device = Files.createDirectories(machine.resolve("sys/devices/pci0000:00/ata3/host2/target2:0:0/2:0:0:0"));
        write(device, "type", "0");
        write(device, "vendor", "ATA");
        write(device, "model", "SALVOR-TEST");
        write(device, "rev", "F1");
        write(device, "state", "running");
        IdentifyDevice page = IdentifyDevice.builder().model("Salvor Test Drive").serial("SN-1").firmware("F100").sectors48(2_048).build();
        byte[] body = new byte[568];
        System.arraycopy(page.raw(), 0, body, 56, 512);
        Files.write(device.resolve("vpd_pg89"), new VitalProductData(0x89, body).encode());
        Path generic = Files.createDirectories(machine.resolve("sys/class/scsi_generic/sg1"));
        Files.createSymbolicLink(generic.resolve("device"), device);
        Path disk = Files.createDirectories(device.resolve("block/sdb"));
        Files.createSymbolicLink(disk.resolve("device"), device);
        write(disk, "dev", "8:16");
        write(disk, "size", "2048");
        Path partition = Files.createDirectories(disk.resolve("sdb1"));
        write(partition, "dev", "8:17");
        write(partition, "partition", "1");
        write(partition, "size", "1024");
        link("sys/block/sdb", disk);
        link("sys/dev/block/8:16", disk);
        link("sys/dev/block/8:17", partition);
        write(machine.resolve("dev"), "sg1", "");
        write(machine.resolve("dev"), "sdb", "");
        write(machine.resolve("proc/self"), "mountinfo", "");
        provider = new SgDriveProvider(machine.resolve("sys"), machine.resolve("dev"),
                new BlockDevices(machine.resolve("proc"), machine.resolve("sys"), machine.resolve("dev")),
                new KernelHold(machine.resolve("sys"), machine.resolve("run/udev/rules.d"), machine.resolve("run/salvor"),
                        new FakeOrders()));
    }

    private void link(String from, Path to) throws IOException {
        Files.createDirectories(machine.resolve(from).getParent());
        Files.createSymbolicLink(machine.resolve(from), to);
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text + "\n");
    }

    private DriveAddress address(String name) {
        return DriveAddress.parse("sg:" + machine.resolve("dev").resolve(name));
    }

    @Test
    void aDiskIsListedWithTheIdentityThatTheKernelHasKept() {
        assertThat(provider.list()).singleElement().satisfies(listing -> {
            assertThat(listing.address()).isEqualTo(address("sg1"));
            assertThat(listing.identity().orElseThrow().model()).isEqualTo("Salvor Test Drive");
            assertThat(listing.identity().orElseThrow().serial()).isEqualTo("SN-1");
            assertThat(listing.identity().orElseThrow().sectorCount()).isEqualTo(2_048);
            assertThat(listing.problem()).isEmpty();
        });
    }

    @Test
    void whatIsNoDiskIsNotListed() throws IOException {
        write(device, "type", "5");
        assertThat(provider.list()).isEmpty();
    }

    @Test
    void aMountedDriveIsRefusedAndItsMountNamed() throws IOException {
        write(machine.resolve("proc/self"), "mountinfo", "30 1 8:17 / /mnt/data rw - ext4 /dev/sdb1 rw");
        assertThat(provider.list()).extracting(DriveListing::problem).singleElement().asString().contains("/mnt/data").contains("unmount");
        assertThatThrownBy(() -> provider.open(address("sg1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("/mnt/data");
        assertThatThrownBy(() -> provider.open(address("sdb"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("/mnt/data");
    }

    @Test
    void aDriveInAVolumeIsRefused() throws IOException {
        Files.createDirectories(device.resolve("block/sdb/sdb1/holders/md0"));
        assertThatThrownBy(() -> provider.open(address("sg1"), CONTEXT)).isInstanceOf(DriveOpenException.class).hasMessageContaining("md0");
    }

    @Test
    void swapSpaceIsRefused() throws IOException {
        write(machine.resolve("proc"), "swaps", "Filename Type Size Used Priority\n" + machine.resolve("dev/sdb1") + " partition 1 0 -2");
        assertThatThrownBy(() -> provider.open(address("sg1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("swapoff");
    }

    @Test
    void aPartitionIsNotADrive() {
        assertThatThrownBy(() -> provider.open(address("sdb1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("partition").hasMessageContaining("whole drive");
    }

    @Test
    void whatIsNotThereIsSaidInWords() {
        assertThatThrownBy(() -> provider.open(address("sg7"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("no SCSI device").hasMessageContaining("salvor drives");
        assertThatThrownBy(() -> provider.open(DriveAddress.parse("sg:/dev/sg1?size=1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("options");
    }

    @Test
    void aDriveThatTheKernelGaveUpIsListedAsSuch() throws IOException {
        write(device, "state", "offline");
        assertThat(provider.list()).extracting(DriveListing::problem).singleElement().asString().contains("offline");
    }

    @Test
    void whatIsNoDeviceAtAllLeavesNothingOpen() {
        assertThatThrownBy(() -> provider.open(address("sg1"), CONTEXT)).isInstanceOf(DriveOpenException.class).hasMessageEndingWith(".");
    }

    @Test
    void aDriveThatAJobHoldsIsListedByWhatTheKernelHasKeptAndNotOpened() throws Exception {
        Files.createDirectories(machine.resolve("sys/bus/scsi/drivers/sd"));
        write(machine.resolve("sys/bus/scsi"), "drivers_autoprobe", "1");
        Files.createSymbolicLink(device.resolve("driver"), machine.resolve("sys/bus/scsi/drivers/sd"));
        link("sys/bus/scsi/devices/2:0:0:0", device);
        KernelHold job = new KernelHold(machine.resolve("sys"), machine.resolve("run/udev/rules.d"), machine.resolve("run/salvor"),
                new FakeOrders());
        try (KernelHold.Held held = job.take(SgDevice.of(machine.resolve("sys"), "sg1").orElseThrow())) {
            assertThat(provider.list()).singleElement().satisfies(listing -> {
                assertThat(listing.identity().orElseThrow().serial()).isEqualTo("SN-1");
                assertThat(listing.problem()).contains("running job");
            });
            assertThatThrownBy(() -> provider.open(address("sg1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                    .hasMessageContaining("running job").hasMessageContaining("end");
        }
        assertThat(provider.list()).extracting(DriveListing::problem).containsExactly("");
    }

    /** A node that is no device cannot be opened for a job; nothing may stay changed by the try. */
    @Test
    void aJobThatCannotOpenItsDriveLeavesNothingHeld() {
        assertThatThrownBy(() -> provider.open(address("sg1"), new DriveContext(CONTEXT.clock(), CONTEXT.gate(), true)))
                .isInstanceOf(DriveOpenException.class);
        assertThat(machine.resolve("run/salvor")).doesNotExist();
    }
}
