package org.salvor.drive.ahci;

import java.time.Instant;
import java.util.Optional;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Pace;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;

/** A simulated drive behind a simulated controller, on a virtual clock. */
final class Rig implements Tenancy {
    final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    final DriveHardware hardware;
    final SimulatedHba hba;
    int givenBack;
    /** Who else uses the controller. */
    Optional<String> others = Optional.empty();

    Rig(String address) throws DriveOpenException {
        hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(address)));
        hba = new SimulatedHba(hardware, clock);
    }

    AhciDrive open() throws DriveOpenException {
        return open(CommandGate.readOnly(), 0);
    }

    AhciDrive open(CommandGate gate, int speedLimit) throws DriveOpenException {
        Hba controller = new Hba(hba);
        controller.takeOver(new Pace(clock));
        return AhciDrive.open(controller, SimulatedHba.PORT, speedLimit, new DriveContext(clock, gate), this);
    }

    @Override
    public Optional<String> whileAlone(Runnable work) {
        if (others.isEmpty()) {
            work.run();
        }
        return others;
    }

    @Override
    public void giveBack() {
        givenBack++;
    }
}
