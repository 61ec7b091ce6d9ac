package org.salvor.drive.sgio;

import org.salvor.drive.Drive;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.testkit.DriveContract;

/** The same drive, when it shows SCSI alone. */
class PlainDriveContractTest extends DriveContract {
    private DriveHardware hardware;

    @Override
    protected Drive open() throws Exception {
        ScsiRig rig = ScsiRig.openScsi("sim:healthy?size=64MiB");
        hardware = rig.hardware();
        return rig.drive();
    }

    @Override
    protected byte[] sector(long lba) {
        return hardware.truth().bytes(lba);
    }
}
