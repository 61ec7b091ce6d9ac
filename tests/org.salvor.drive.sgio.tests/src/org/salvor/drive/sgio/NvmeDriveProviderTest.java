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
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.linux.BlockDevices;

/** A machine's folders, made up, with one NVMe drive of two namespaces: what is listed and refused without a command to any drive. */
class NvmeDriveProviderTest {
    private static final DriveContext CONTEXT = new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly());

    @TempDir
    Path machine;
    private NvmeDriveProvider provider;

    @BeforeEach
    void setUp() throws IOException {
        write("sys/class/nvme/nvme0/serial", "NV-7   ");
        write("sys/class/nvme/nvme0/model", "Salvor NVMe");
        write("sys/class/nvme/nvme0/firmware_rev", "F1");
        write("sys/class/nvme/nvme0/state", "live");
        for (int number = 1; number <= 2; number++) {
            String name = "nvme0n" + number;
            write("sys/block/" + name + "/dev", "259:" + number);
            write("sys/block/" + name + "/size", "2048");
            write("sys/block/" + name + "/nsid", Integer.toString(number));
            write("sys/block/" + name + "/queue/logical_block_size", "4096");
            Files.createDirectories(machine.resolve("sys/class/nvme/nvme0/" + name));
            write("dev/" + name, "");
        }
        write("sys/block/nvme0n1/nvme0n1p1/partition", "1");
        write("sys/block/nvme0n1/nvme0n1p1/dev", "259:5");
        write("dev/ng0n1", "");
        write("proc/self/mountinfo", "");
        provider = new NvmeDriveProvider(machine.resolve("sys"), machine.resolve("dev"),
                new BlockDevices(machine.resolve("proc"), machine.resolve("sys"), machine.resolve("dev")));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(machine.resolve(file).getParent());
        Files.writeString(machine.resolve(file), text + "\n");
    }

    private DriveAddress address(String name) {
        return DriveAddress.parse("nvme:" + machine.resolve("dev").resolve(name));
    }

    @Test
    void eachNamespaceIsListedByItsPassThroughNodeWhereTheKernelHasOne() {
        assertThat(provider.list()).extracting(DriveListing::address).containsExactly(address("ng0n1"), address("nvme0n2"));
        assertThat(provider.list().getFirst()).satisfies(listing -> {
            assertThat(listing.identity().orElseThrow().model()).isEqualTo("Salvor NVMe");
            assertThat(listing.identity().orElseThrow().serial()).isEqualTo("NV-7");
            assertThat(listing.identity().orElseThrow().sectorCount()).isEqualTo(256);
            assertThat(listing.identity().orElseThrow().sectorBytes()).isEqualTo(4096);
            assertThat(listing.problem()).isEmpty();
        });
    }

    /** A second path to a drive shows a disk of its own, which is no other drive. */
    @Test
    void aDriveWithTwoPathsIsListedOnce() throws IOException {
        write("sys/class/nvme/nvme1/state", "live");
        Files.createDirectories(machine.resolve("sys/class/nvme/nvme1/nvme0c1n1"));
        assertThat(provider.list()).hasSize(2);
    }

    @Test
    void aControllerThatTheKernelGaveUpIsListedAsSuch() throws IOException {
        write("sys/class/nvme/nvme0/state", "dead");
        assertThat(provider.list()).extracting(DriveListing::problem).first().asString().contains("dead").contains("rescan");
    }

    /** A reset of the controller would hit the mounted namespace too. */
    @Test
    void aDriveIsRefusedWhileAnotherNamespaceOfItIsMounted() throws IOException {
        write("proc/self/mountinfo", "30 1 259:2 / /mnt/data rw - ext4 /dev/nvme0n2 rw");
        assertThatThrownBy(() -> provider.open(address("ng0n1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("nvme0n2").hasMessageContaining("/mnt/data").hasMessageContaining("unmount");
        assertThat(provider.list()).extracting(DriveListing::problem).allMatch(problem -> problem.contains("/mnt/data"));
    }

    @Test
    void aPartitionIsNotADrive() {
        assertThatThrownBy(() -> provider.open(address("nvme0n1p1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("partition").hasMessageContaining("whole drive");
    }

    @Test
    void whatIsNotThereIsSaidInWords() {
        assertThatThrownBy(() -> provider.open(address("ng7n1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("no NVMe drive").hasMessageContaining("salvor drives");
        assertThatThrownBy(() -> provider.open(DriveAddress.parse("nvme:/dev/ng0n1?size=1"), CONTEXT))
                .isInstanceOf(DriveOpenException.class).hasMessageContaining("options");
    }

    /** The nodes here are plain files, which take no NVMe command. */
    @Test
    void whatIsNoDeviceAtAllIsRefusedInWordsAndLeftOpenForOthers() throws Exception {
        for (int tries = 0; tries < 2; tries++) {
            assertThatThrownBy(() -> provider.open(address("ng0n1"), CONTEXT)).isInstanceOf(DriveOpenException.class)
                    .hasMessageContaining("does not say who it is").hasMessageEndingWith(".");
        }
    }
}
