package org.salvor.drive.sgio;

import org.salvor.drive.Drive;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.testkit.DriveContract;

class ScsiDriveContractTest extends DriveContract {
    private DriveHardware hardware;

    @Override
    protected Drive open() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=64MiB");
        hardware = rig.hardware();
        return rig.drive();
    }

    @Override
    protected byte[] sector(long lba) {
        if (hardware == null) {
            throw new IllegalStateException("open comes first");
        }
        return hardware.truth().bytes(lba);
    }
}
