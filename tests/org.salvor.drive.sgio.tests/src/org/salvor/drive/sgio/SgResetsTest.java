package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.VitalProductData;
import org.salvor.drive.Reset;

/** What resets there are behind the kernel's ATA driver, and what is written for each, in a made-up {@code /sys}. */
class SgResetsTest {
    @TempDir
    Path machine;
    private final FakeOrders orders = new FakeOrders();
    private Path sys;
    private SgResets resets;

    @BeforeEach
    void setUp() throws IOException {
        sys = machine.resolve("sys");
        resets = new SgResets(sys, orders);
        file("class/scsi_host/host2/scan");
        file("bus/pci/rescan");
        file("devices/pci0000:00/0000:00:08.0/remove");
        plug("pci0000:00/0000:00:08.0/ata3/host2/target2:0:0/2:0:0:0", "sg1", "SN-1");
    }

    private void file(String path) throws IOException {
        Files.createDirectories(sys.resolve(path).getParent());
        Files.writeString(sys.resolve(path), "");
    }

    private void plug(String path, String generic, String serial) throws IOException {
        Path folder = sys.resolve("devices").resolve(path);
        file("devices/" + path + "/delete");
        Files.writeString(folder.resolve("model"), "Model " + serial);
        Files.write(folder.resolve("vpd_pg80"), new VitalProductData(0x80, serial.getBytes(StandardCharsets.US_ASCII)).encode());
        Files.createDirectories(sys.resolve("class/scsi_generic").resolve(generic));
        Files.createSymbolicLink(sys.resolve("class/scsi_generic").resolve(generic).resolve("device"), folder);
    }

    private SgDevice device(String name) {
        return SgDevice.of(sys, name).orElseThrow();
    }

    @Test
    void aLonelyDriveHasALinkResetARescanAndItsController() {
        assertThat(resets.known(device("sg1"), null)).containsExactly(Reset.HARD, Reset.RESCAN, Reset.CONTROLLER);
        assertThat(resets.missing(Reset.SOFT, device("sg1"))).contains("no device reset");
    }

    @Test
    void eachIsOrderedByTheFilesOfTheKernel() {
        assertThat(resets.send(Reset.HARD, device("sg1"), null, 30_000)).isInstanceOf(Line.ResetAnswer.Done.class);
        assertThat(orders.given).containsExactly("host2/scan - - -");
        orders.given.clear();
        resets.send(Reset.RESCAN, device("sg1"), null, 30_000);
        assertThat(orders.given).containsExactly("2:0:0:0/delete 1", "host2/scan - - -");
        orders.given.clear();
        resets.send(Reset.CONTROLLER, device("sg1"), null, 30_000);
        assertThat(orders.given).containsExactly("0000:00:08.0/remove 1", "pci/rescan 1");
    }

    @Test
    void aControllerThatCarriesAnotherDriveIsNotRemovedAndTheDriveNamed() throws IOException {
        plug("pci0000:00/0000:00:08.0/ata4/host3/target3:0:0/3:0:0:0", "sg2", "SN-2");
        assertThat(resets.known(device("sg1"), null)).containsExactly(Reset.HARD, Reset.RESCAN);
        assertThat(resets.missing(Reset.CONTROLLER, device("sg1"))).contains("0000:00:08.0").contains("Model SN-2").contains("sg2");
    }

    /** It was alone when it was opened; another was plugged in since. */
    @Test
    void whatIsThereIsLookedAtAgainBeforeTheControllerIsRemoved() throws IOException {
        assertThat(resets.known(device("sg1"), null)).contains(Reset.CONTROLLER);
        plug("pci0000:00/0000:00:08.0/ata4/host3/target3:0:0/3:0:0:0", "sg2", "SN-2");
        assertThat(resets.send(Reset.CONTROLLER, device("sg1"), null, 30_000)).isInstanceOf(Line.ResetAnswer.Missing.class);
        assertThat(orders.given).isEmpty();
    }

    @Test
    void onUsbThereIsNoControllerToRemove() throws IOException {
        plug("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0", "sg6", "SN-6");
        file("devices/pci0000:00/0000:00:14.0/remove");
        assertThat(device("sg6").controller()).isEmpty();
        assertThat(resets.missing(Reset.CONTROLLER, device("sg6"))).contains("controller of its own");
    }

    @Test
    void aDriveWithoutASerialNumberIsNeverLetOutOfSight() throws IOException {
        Files.delete(device("sg1").folder().resolve("vpd_pg80"));
        assertThat(resets.known(device("sg1"), null)).containsExactly(Reset.HARD);
    }

    @Test
    void aRefusalOfTheKernelIsSaidInWords() {
        orders.refuses = true;
        assertThat(resets.send(Reset.HARD, device("sg1"), null, 30_000)).isInstanceOfSatisfying(Line.ResetAnswer.Late.class,
                late -> assertThat(late.why()).contains("the kernel refuses it"));
    }
}
