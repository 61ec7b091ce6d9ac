package org.salvor.drive.sgio;

import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.testkit.AtaPortContract;

class SatWireContractTest extends AtaPortContract {
    private DriveHardware hardware;

    @Override
    protected AtaPort open(CommandGate gate) throws Exception {
        ScsiRig rig = ScsiRig.open(ScsiRig.port("sim:healthy?size=64MiB", false), gate);
        hardware = rig.hardware();
        return rig.drive().ataPort().orElseThrow();
    }

    @Override
    protected long modifyingCommands() {
        return hardware.modifyingCommands();
    }

    @Override
    protected byte[] sector(long lba) throws Exception {
        return hardware != null ? hardware.truth().bytes(lba)
                : ScsiRig.port("sim:healthy?size=64MiB", false).hardware().truth().bytes(lba);
    }
}
