package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.salvor.drive.Drive;
import org.salvor.testkit.DriveContract;

class AhciDriveContractTest extends DriveContract {
    private Rig rig;

    @Override
    protected Drive open() throws Exception {
        rig = new Rig("sim:healthy?size=64MiB");
        return rig.open();
    }

    @Override
    protected byte[] sector(long lba) throws Exception {
        return (rig == null ? new Rig("sim:healthy?size=64MiB") : rig).hardware.truth().bytes(lba);
    }

    @AfterEach
    void keptTheControllersRules() {
        assertThat(rig.hba.violations()).isEmpty();
        assertThat(rig.givenBack).isEqualTo(1);
        assertThat(rig.hardware.modifyingCommands()).isZero();
    }
}
