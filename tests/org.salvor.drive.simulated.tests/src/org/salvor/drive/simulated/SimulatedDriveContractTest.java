package org.salvor.drive.simulated;

import org.salvor.drive.Drive;
import org.salvor.testkit.DriveContract;

class SimulatedDriveContractTest extends DriveContract {
    private SimulatedDrive drive;

    @Override
    protected Drive open() throws Exception {
        drive = SimulatedDrive.open("sim:healthy?size=64MiB");
        return drive;
    }

    @Override
    protected byte[] sector(long lba) throws Exception {
        return (drive == null ? SimulatedDrive.open("sim:healthy?size=64MiB") : drive).truth().bytes(lba);
    }
}
