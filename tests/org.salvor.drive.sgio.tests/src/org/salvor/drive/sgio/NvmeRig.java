package org.salvor.drive.sgio;

import java.time.Instant;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;

/** A simulated medium behind a simulated NVMe controller behind a simulated kernel, opened by the transport under test. */
record NvmeRig(SimulatedNvme line, Drive drive) {

    static NvmeRig open(String address) throws Exception {
        return open(line(address));
    }

    static NvmeRig open(SimulatedNvme line) throws Exception {
        return new NvmeRig(line, NvmeDriveProvider.open(line, SimulatedNvme.NAMESPACE, line.clock, CommandGate.readOnly()));
    }

    static SimulatedNvme line(String address) throws Exception {
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(address)));
        return new SimulatedNvme(hardware, new VirtualClock(Instant.EPOCH));
    }
}
