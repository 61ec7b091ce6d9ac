package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.testkit.AtaPortContract;

class AhciPortContractTest extends AtaPortContract {
    private Rig rig;

    @Override
    protected AtaPort open(CommandGate gate) throws Exception {
        rig = new Rig("sim:healthy?size=64MiB");
        return rig.open(gate, 0).ataPort().orElseThrow();
    }

    @Override
    protected long modifyingCommands() {
        return rig.hardware.modifyingCommands();
    }

    @Override
    protected byte[] sector(long lba) {
        return rig.hardware.truth().bytes(lba);
    }

    @AfterEach
    void keptTheControllersRules() {
        assertThat(rig.hba.violations()).isEmpty();
    }
}
