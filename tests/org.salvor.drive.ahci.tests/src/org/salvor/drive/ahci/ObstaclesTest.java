package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;

/** Controllers that must stay with the kernel are refused in words, and nothing is changed. */
class ObstaclesTest {
    @TempDir
    Path folder;

    @Test
    void aControllerOfItsOwnIsFree() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        assertThat(machine.obstacles().visible(machine.controller())).isEmpty();
    }

    @Test
    void withoutIommu() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        Files.delete(machine.controller().folder().resolve("iommu_group"));
        assertRefused(machine, "no IOMMU", "intel_iommu=on");
    }

    @Test
    void whereVfioHasAnIommuInNameOnly() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.write("sys/kernel/iommu_groups/7/name", "vfio-noiommu\n");
        assertRefused(machine, "no IOMMU");
    }

    @Test
    void withOtherDevicesInItsGroupWhichAreNamedButForBridges() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.device("0000:00:1c.0", "0x060400", "7", "");
        assertThat(machine.obstacles().visible(machine.controller())).isEmpty();
        machine.device("0000:00:1f.3", "0x0c0500", "7", "ahci");
        assertRefused(machine, "shares its IOMMU group with 0000:00:1f.3 (ahci),");
    }

    @Test
    void withAMountedDrive() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk(FakeMachine.CONTROLLER, 4, "ata4", "sdb", "8:16");
        machine.write("proc/self/mountinfo", "30 1 8:16 / /evidence rw - ext4 /dev/sdb rw\n");
        assertRefused(machine, "also carries sdb, which is mounted at /evidence");
    }

    @Test
    void withAMountedPartition() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.write("sys/block/sda/sda1/partition", "1\n");
        machine.write("sys/block/sda/sda1/dev", "8:1\n");
        machine.write("sys/block/sda/sda1/size", "100\n");
        machine.write("proc/self/mountinfo", "30 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
        assertRefused(machine, "also carries sda, which is mounted at /;");
    }

    @Test
    void withSwapOrRaid() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.write("proc/swaps", "Filename Type Size Used Priority\n" + machine.root.resolve("dev/sda") + " partition 1 0 -2\n");
        assertRefused(machine, "holds swap space");
        machine.write("proc/swaps", "Filename Type Size Used Priority\n");
        Files.createDirectories(machine.root.resolve("sys/block/sda/holders/md0"));
        assertRefused(machine, "is part of md0");
    }

    @Test
    void withoutTheKernelsDriver() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        Files.delete(machine.root.resolve("dev/vfio/vfio"));
        assertRefused(machine, "modprobe vfio-pci");
    }

    @Test
    void whatIsNoAhciControllerOrNotThere() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.device("0000:00:1f.1", "0x01018a", "8", "");
        assertThat(machine.obstacles().visible(new PciController(machine.pci, "0000:00:1f.1"))).hasValueSatisfying(
                why -> assertThat(why).contains("no AHCI controller"));
        assertThat(machine.obstacles().visible(new PciController(machine.pci, "0000:09:00.0"))).hasValueSatisfying(
                why -> assertThat(why).contains("no device 0000:09:00.0"));
    }

    @Test
    void theListNamesEachDriveWithItsPortAndWhyItCannotBeOpened() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk(FakeMachine.CONTROLLER, 4, "ata4", "sdb", "8:16");
        assertThat(machine.provider().list()).extracting(listing -> listing.address().toString())
                .containsExactly("ahci:0000:00:1f.2/0", "ahci:0000:00:1f.2/3");
        DriveListing listing = machine.provider().list().getFirst();
        assertThat(listing.identity().orElseThrow().serial()).isEqualTo("S-sda");
        assertThat(listing.problem()).isEmpty();
        machine.write("proc/self/mountinfo", "30 1 8:16 / /evidence rw - ext4 /dev/sdb rw\n");
        assertThat(machine.provider().list()).allMatch(each -> each.problem().contains("mounted at /evidence"));
        assertThat(machine.orders).isEmpty();
    }

    @Test
    void openingWhatIsRefusedLeavesTheMachineAsItWas() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.write("proc/self/mountinfo", "30 1 8:0 / /evidence rw - ext4 /dev/sda rw\n");
        assertThatThrownBy(() -> open(machine, "ahci:0000:00:1f.2/0")).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("mounted at /evidence");
        assertThat(machine.orders).isEmpty();
    }

    @Test
    void anAddressThatCannotBeIsRefusedInWords() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        for (String address : new String[] { "ahci:0000:00:1f.2", "ahci:0000:00:1f.2/32", "ahci:/dev/sda", "ahci:../0",
                "ahci:0000:00:1f.2/0?speed=4", "ahci:0000:00:1f.2/0?mode=fast" }) {
            assertThatThrownBy(() -> open(machine, address)).as(address).isInstanceOf(DriveOpenException.class);
        }
        assertThat(machine.orders).isEmpty();
    }

    private static void open(FakeMachine machine, String address) throws Exception {
        machine.provider().open(DriveAddress.parse(address), new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly()));
    }

    private static void assertRefused(FakeMachine machine, String... words) {
        assertThat(machine.obstacles().visible(machine.controller())).hasValueSatisfying(why -> assertThat(why).contains(words).endsWith(
                why.contains("modprobe") ? "" : "."));
        assertThat(machine.orders).isEmpty();
    }
}
