package org.salvor.drive.simulated;

import java.time.Instant;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.testkit.AtaPortContract;

class SimulatedAtaPortContractTest extends AtaPortContract {
    private SimulatedDrive drive;

    @Override
    protected AtaPort open(CommandGate gate) throws Exception {
        DriveSetup setup = DriveSetup.of(DriveAddress.parse("sim:healthy?size=64MiB"));
        drive = SimulatedDrive.open(setup, new DriveContext(new VirtualClock(Instant.EPOCH), gate));
        return drive.ataPort().orElseThrow();
    }

    @Override
    protected long modifyingCommands() {
        return drive.hardware().modifyingCommands();
    }

    @Override
    protected byte[] sector(long lba) {
        return drive.truth().bytes(lba);
    }
}
