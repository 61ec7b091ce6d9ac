package org.salvor.drive.sgio;

import java.time.Instant;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.testkit.sat.SatTranslator;

/** A simulated drive behind a simulated translator behind a simulated kernel, opened by the transport under test. */
record ScsiRig(VirtualClock clock, SimulatedPort port, Drive drive) {

    static ScsiRig open(String address) throws Exception {
        return open(port(address, false), CommandGate.readOnly());
    }

    static SimulatedPort port(String address, boolean descriptorSense) throws Exception {
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(address)));
        return new SimulatedPort(new SatTranslator(hardware, descriptorSense), new VirtualClock(Instant.EPOCH));
    }

    /** A drive that speaks SCSI itself. */
    static ScsiRig openScsi(String address) throws Exception {
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(address)));
        return open(new SimulatedPort(SatTranslator.scsi(hardware), new VirtualClock(Instant.EPOCH)), CommandGate.readOnly());
    }

    static ScsiRig open(SimulatedPort port, CommandGate gate) throws Exception {
        VirtualClock clock = port.clock();
        return new ScsiRig(clock, port, DriveOpening.open(port, clock, gate));
    }

    DriveHardware hardware() {
        return port.hardware();
    }
}
