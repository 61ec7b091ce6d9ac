package org.salvor.station;

import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.file.BlockDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;

/** The station in this JVM keeps what stations promise of single drives. */
class LocalDriveControlTest extends DriveControlContract {

    @Override
    Station open() {
        return new LocalStation(new Providers().add(new SimulatedDriveProvider()).add(new FileDriveProvider()).add(new BlockDriveProvider())
                .add(new FileDestinationProvider()));
    }
}
