package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.VitalProductData;

/** A drive is kept from the kernel and given back, in a made-up {@code /sys}, whatever happens on the way. */
class KernelHoldTest {
    @TempDir
    Path machine;
    private final FakeOrders orders = new FakeOrders();
    private KernelHold hold;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(machine.resolve("sys/bus/scsi/drivers/sd"));
        write("sys/bus/scsi/drivers_autoprobe", "1");
        Files.createDirectories(machine.resolve("run/udev"));
        plug("2:0:0:0", "sg1", "SN-1", true);
        hold = anotherStart();
    }

    private KernelHold anotherStart() {
        return new KernelHold(machine.resolve("sys"), machine.resolve("run/udev/rules.d"), machine.resolve("run/salvor/scsi"), orders);
    }

    private void plug(String address, String generic, String serial, boolean bound) throws IOException {
        Path folder = Files.createDirectories(machine.resolve("sys/devices/ata3/host2/target2:0:0/" + address));
        write(folder, "type", "0");
        write(folder, "state", "running");
        write(folder, "wwid", "t10.ATA     SALVOR-TEST " + serial + " [x]  ");
        Files.write(folder.resolve("vpd_pg80"), new VitalProductData(0x80, serial.getBytes(StandardCharsets.US_ASCII)).encode());
        Path disk = Files.createDirectories(folder.resolve("scsi_disk").resolve(address));
        write(disk, "manage_start_stop", "1");
        write(disk, "cache_type", "write back");
        Files.createDirectories(folder.resolve(bound ? "block" : "no-block").resolve("sdb"));
        if (bound) {
            Files.createSymbolicLink(folder.resolve("driver"), machine.resolve("sys/bus/scsi/drivers/sd"));
        }
        link("sys/bus/scsi/devices/" + address, folder);
        link("sys/class/scsi_generic/" + generic + "/device", folder);
    }

    private void unplug(String address, String generic) throws IOException {
        Files.delete(machine.resolve("sys/class/scsi_generic/" + generic + "/device"));
        Files.delete(machine.resolve("sys/class/scsi_generic/" + generic));
        Files.delete(machine.resolve("sys/bus/scsi/devices/" + address));
        try (var files = Files.walk(machine.resolve("sys/devices/ata3/host2/target2:0:0/" + address))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void link(String from, Path to) throws IOException {
        Files.createDirectories(machine.resolve(from).getParent());
        Files.createSymbolicLink(machine.resolve(from), to);
    }

    private void write(String file, String text) throws IOException {
        write(machine.resolve(file).getParent(), machine.resolve(file).getFileName().toString(), text);
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text + "\n");
    }

    private SgDevice device(String name) {
        return SgDevice.of(machine.resolve("sys"), name).orElseThrow();
    }

    private String text(String file) throws IOException {
        return Files.readString(machine.resolve(file)).strip();
    }

    private Path rule() {
        return machine.resolve("run/udev/rules.d/00-salvor-held-SN-1.rules");
    }

    private void assertAsItWas(String address, String generic) throws IOException {
        assertThat(device(generic).driver()).isEqualTo("sd");
        assertThat(text("sys/bus/scsi/drivers_autoprobe")).isEqualTo("1");
        assertThat(text("sys/devices/ata3/host2/target2:0:0/" + address + "/scsi_disk/" + address + "/manage_start_stop")).isEqualTo("1");
        assertThat(rule()).doesNotExist();
        assertThat(machine.resolve("run/salvor/scsi")).isEmptyDirectory();
    }

    @Test
    void theDiskDriverIsUnboundWithoutAPartingCommandAndNoneIsBoundByItselfAnyMore() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        assertThat(device("sg1").driver()).isEmpty();
        assertThat(device("sg1").disk()).as("no block device, nothing to probe or mount").isEmpty();
        assertThat(orders.given).containsExactly("scsi/drivers_autoprobe 0", "2:0:0:0/manage_start_stop 0",
                "2:0:0:0/cache_type temporary write through", "sd/unbind 2:0:0:0");
        held.close();
        assertAsItWas("2:0:0:0", "sg1");
    }

    @Test
    void udevIsToldToLeaveTheDriveAloneShouldItComeBack() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        assertThat(rule()).content().contains("ATTRS{wwid}==\"t10.ATA     SALVOR-TEST SN-1 ?x?\"")
                .contains("ENV{UDEV_DISABLE_PERSISTENT_STORAGE_RULES_FLAG}=\"1\"").contains("ENV{UDISKS_IGNORE}=\"1\"");
        assertThat(orders.reloads).isEqualTo(1);
        held.close();
        assertThat(orders.reloads).as("before the driver is bound again").isEqualTo(2);
    }

    @Test
    void closingTwiceGivesBackOnce() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        held.close();
        int given = orders.given.size();
        held.close();
        assertThat(orders.given).hasSize(given);
    }

    @Test
    void whatAKilledProcessHeldIsGivenBackByTheNextStart() throws Exception {
        leaveAsAKilledProcess();
        anotherStart().repair(Optional.empty());
        assertAsItWas("2:0:0:0", "sg1");
        orders.given.clear();
        anotherStart().repair(Optional.empty());
        assertThat(orders.given).isEmpty();
    }

    /** The files of a process that held the drive and is no more: nobody has them locked. */
    private void leaveAsAKilledProcess() throws IOException {
        Path notes = machine.resolve("run/salvor/scsi");
        KernelHold.Held held = hold.take(device("sg1"));
        byte[] note = Files.readAllBytes(notes.resolve("held-SN-1"));
        byte[] autoprobe = Files.readAllBytes(notes.resolve("autoprobe"));
        byte[] udev = Files.readAllBytes(rule());
        held.close();
        orders.write(machine.resolve("sys/bus/scsi/drivers/sd/unbind"), "2:0:0:0");
        orders.write(machine.resolve("sys/bus/scsi/drivers_autoprobe"), "0");
        write("sys/devices/ata3/host2/target2:0:0/2:0:0:0/scsi_disk/2:0:0:0/manage_start_stop", "0");
        Files.write(notes.resolve("held-SN-1"), note);
        Files.write(notes.resolve("autoprobe"), autoprobe);
        Files.write(rule(), udev);
    }

    @Test
    void aJobThatGoesOnTakesOverWhatTheKilledOneHeldWithoutLettingTheKernelAtIt() throws Exception {
        leaveAsAKilledProcess();
        orders.given.clear();
        KernelHold next = anotherStart();
        next.repair(Optional.of(device("sg1")));
        KernelHold.Held held = next.take(device("sg1"));
        assertThat(orders.given).noneMatch(order -> order.contains("bind"));
        held.close();
        assertAsItWas("2:0:0:0", "sg1");
    }

    @Test
    void aRepairLeavesAloneWhatALivingJobHolds() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        KernelHold other = anotherStart();
        assertThat(other.held(device("sg1"))).isTrue();
        other.repair(Optional.empty());
        assertThat(device("sg1").driver()).isEmpty();
        assertThatThrownBy(() -> other.take(device("sg1"))).isInstanceOf(IOException.class).hasMessageContaining("another job holds");
        held.close();
        assertThat(other.held(device("sg1"))).isFalse();
        assertAsItWas("2:0:0:0", "sg1");
    }

    @Test
    void aDriveThatComesBackUnderAnotherNameIsGivenBackUnderThat() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        unplug("2:0:0:0", "sg1");
        plug("2:0:1:0", "sg4", "SN-1", false);
        held.follow(device("sg4"));
        held.close();
        assertAsItWas("2:0:1:0", "sg4");
    }

    @Test
    void oneThatSomebodyBoundMeanwhileIsUnboundAgain() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        orders.write(machine.resolve("sys/bus/scsi/drivers/sd/bind"), "2:0:0:0");
        held.follow(device("sg1"));
        assertThat(device("sg1").driver()).isEmpty();
        held.close();
        assertAsItWas("2:0:0:0", "sg1");
    }

    @Test
    void ofADriveThatIsNotThereAnyMoreOnlyTheRestIsPutBack() throws Exception {
        KernelHold.Held held = hold.take(device("sg1"));
        unplug("2:0:0:0", "sg1");
        held.close();
        assertThat(text("sys/bus/scsi/drivers_autoprobe")).isEqualTo("1");
        assertThat(rule()).doesNotExist();
        assertThat(machine.resolve("run/salvor/scsi")).isEmptyDirectory();
    }

    @Test
    void theBusBindsAgainOnlyAfterTheLastDriveWasGivenBack() throws Exception {
        plug("3:0:0:0", "sg2", "SN-2", true);
        KernelHold.Held first = hold.take(device("sg1"));
        KernelHold.Held second = anotherStart().take(device("sg2"));
        first.close();
        assertThat(text("sys/bus/scsi/drivers_autoprobe")).isEqualTo("0");
        second.close();
        assertThat(text("sys/bus/scsi/drivers_autoprobe")).isEqualTo("1");
    }

    @Test
    void anOperatorWhoHadTurnedTheBusOffFindsItOff() throws Exception {
        write("sys/bus/scsi/drivers_autoprobe", "0");
        hold.take(device("sg1")).close();
        assertThat(text("sys/bus/scsi/drivers_autoprobe")).isEqualTo("0");
    }

    @Test
    void aDriverThatDoesNotLetGoLeavesEverythingAsItWas() throws Exception {
        orders.stubborn = true;
        assertThatThrownBy(() -> hold.take(device("sg1"))).isInstanceOf(IOException.class).hasMessageContaining("sd does not let go");
        assertAsItWas("2:0:0:0", "sg1");
    }

    @Test
    void aDriveOfAnotherDriverIsNotTaken() throws Exception {
        Path driver = device("sg1").folder().resolve("driver");
        Files.delete(driver);
        Files.createSymbolicLink(driver, Files.createDirectories(machine.resolve("sys/bus/scsi/drivers/st")));
        assertThatThrownBy(() -> hold.take(device("sg1"))).isInstanceOf(IOException.class).hasMessageContaining("driver is st");
        assertThat(orders.given).noneMatch(order -> order.contains("bind"));
    }

    @Test
    void anUnreadableNoteOfAKilledProcessDoesNoHarm() throws Exception {
        Files.createDirectories(machine.resolve("run/salvor/scsi"));
        Files.write(machine.resolve("run/salvor/scsi/held-SN-1"), new byte[] { 0, 1, 2 });
        anotherStart().repair(Optional.empty());
        assertAsItWas("2:0:0:0", "sg1");
    }
}
