package org.salvor.drive.ide;

import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.testkit.AtaPortContract;

class IdePortContractTest extends AtaPortContract {
    private Rig rig;

    @Override
    protected AtaPort open(CommandGate gate) throws Exception {
        rig = new Rig("sim:healthy?size=64MiB", gate);
        return rig.drive.ataPort().orElseThrow();
    }

    @Override
    protected long modifyingCommands() {
        return rig.hardware.modifyingCommands();
    }

    @Override
    protected byte[] sector(long lba) {
        return rig.truth(lba);
    }
}
