package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller goes from the kernel's driver to VFIO and back, whatever happens on the way. */
class BindingTest {
    /** No Linux process has this number: it is above the kernel's largest. */
    private static final long NOBODY = 4_194_304 + 7;

    @TempDir
    Path folder;

    @Test
    void theDriverIsUnboundFirstAndGetsTheControllerBack() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.binding().take(machine.controller());
        assertThat(machine.driver()).isEqualTo("vfio-pci");
        assertThat(machine.orders).containsExactly("devices/0000:00:1f.2/driver_override vfio-pci", "drivers/ahci/unbind 0000:00:1f.2",
                "drivers_probe 0000:00:1f.2");
        assertThat(machine.runFolder).isDirectoryContaining("glob:**/ahci-0000:00:1f.2");
        machine.binding().giveBack(FakeMachine.CONTROLLER);
        assertThat(machine.driver()).isEqualTo("ahci");
        assertThat(machine.runFolder).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessTookIsGivenBackByTheNext() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.binding().take(machine.controller());
        machine.write("run/salvor/ahci-0000:00:1f.2", "ahci " + NOBODY + " 2026-01-01T00:00:00Z");
        assertThat(machine.binding().repair()).containsExactly(FakeMachine.CONTROLLER);
        assertThat(machine.driver()).isEqualTo("ahci");
        assertThat(machine.runFolder).isEmptyDirectory();
        assertThat(machine.binding().repair()).isEmpty();
    }

    @Test
    void aProcessThatDiedBeforeItUnboundLeavesNothingToRepairButItsFile() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.write("run/salvor/ahci-0000:00:1f.2", "ahci " + NOBODY + " 2026-01-01T00:00:00Z");
        machine.binding().repair();
        assertThat(machine.driver()).isEqualTo("ahci");
        assertThat(machine.orders).containsExactly("devices/0000:00:1f.2/driver_override");
        assertThat(machine.runFolder).isEmptyDirectory();
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTakenForTheOwner() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.binding().take(machine.controller());
        machine.write("run/salvor/ahci-0000:00:1f.2", "ahci " + ProcessHandle.current().pid() + " 1999-01-01T00:00:00Z");
        assertThat(machine.binding().repair()).containsExactly(FakeMachine.CONTROLLER);
        assertThat(machine.driver()).isEqualTo("ahci");
    }

    @Test
    void aControllerNeverHasTwoOwners() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.binding().take(machine.controller());
        assertThat(machine.binding().holder(FakeMachine.CONTROLLER)).contains(ProcessHandle.current().pid());
        assertThat(machine.binding().repair()).isEmpty();
        assertThatThrownBy(() -> machine.binding().take(machine.controller())).isInstanceOf(IOException.class)
                .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        assertThat(machine.driver()).isEqualTo("vfio-pci");
    }

    @Test
    void aDriverThatDoesNotLetGoKeepsItsController() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.stubborn = "ahci";
        assertThatThrownBy(() -> machine.binding().take(machine.controller())).isInstanceOf(IOException.class)
                .hasMessageContaining("could not be taken from the kernel's driver ahci");
        assertThat(machine.driver()).isEqualTo("ahci");
        assertThat(machine.orders).last().isEqualTo("devices/0000:00:1f.2/driver_override");
        assertThat(machine.runFolder).isEmptyDirectory();
    }

    @Test
    void whereVfioDoesNotTakeItTheDriverGetsItBack() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.stubborn = "vfio-pci";
        assertThatThrownBy(() -> machine.binding().take(machine.controller())).isInstanceOf(IOException.class);
        assertThat(machine.driver()).isEqualTo("ahci");
        assertThat(machine.runFolder).isEmptyDirectory();
    }

    @Test
    void aControllerThatVfioHadBeforeStaysWithVfio() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.device("0000:03:00.0", "0x010601", "9", "vfio-pci");
        PciController controller = new PciController(machine.pci, "0000:03:00.0");
        machine.binding().take(controller);
        machine.binding().giveBack("0000:03:00.0");
        assertThat(machine.orders).isEmpty();
        assertThat(machine.runFolder).isEmptyDirectory();
    }

    @Test
    void aDamagedFileChangesNothing() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        machine.write("run/salvor/ahci-0000:00:1f.2", "");
        machine.write("run/salvor/ahci-elsewhere", "x");
        machine.binding().repair();
        assertThat(machine.orders).isEmpty();
        assertThat(machine.driver()).isEqualTo("ahci");
    }
}
