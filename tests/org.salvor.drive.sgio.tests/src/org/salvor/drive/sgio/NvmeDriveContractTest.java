package org.salvor.drive.sgio;

import org.salvor.drive.Drive;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.testkit.DriveContract;

class NvmeDriveContractTest extends DriveContract {
    private DriveHardware hardware;

    @Override
    protected Drive open() throws Exception {
        NvmeRig rig = NvmeRig.open("sim:healthy?size=64MiB");
        hardware = rig.line().hardware;
        return rig.drive();
    }

    @Override
    protected byte[] sector(long lba) {
        return hardware.truth().bytes(lba);
    }
}
