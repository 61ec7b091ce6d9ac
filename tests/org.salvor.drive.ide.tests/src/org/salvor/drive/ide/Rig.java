package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import org.salvor.drive.CommandGate;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;

/** A simulated drive behind a simulated legacy controller, opened through it. */
final class Rig {
    static final long TIMEOUT_MILLIS = 60_000;

    final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    final DriveHardware hardware;
    final SimulatedRegisters registers;
    final IdeDrive drive;

    Rig(String address) throws Exception {
        this(address, CommandGate.readOnly());
    }

    Rig(String address, CommandGate gate) throws Exception {
        hardware = hardware(address);
        registers = new SimulatedRegisters(clock, hardware, null);
        drive = IdeDrive.open(registers, 0, new DriveContext(clock, gate));
    }

    static DriveHardware hardware(String address) throws Exception {
        return new DriveHardware(DriveSetup.of(DriveAddress.parse(address)));
    }

    ReadOutcome read(long lba, int sectors, ReadMethod method, long timeoutMillis, byte[] into) {
        return drive.read(ReadRequest.of(lba, sectors, method, timeoutMillis), MemorySegment.ofArray(into));
    }

    ReadOutcome read(long lba, int sectors, ReadMethod method) {
        return read(lba, sectors, method, TIMEOUT_MILLIS, new byte[sectors * drive.identity().sectorBytes()]);
    }

    byte[] truth(long lba) {
        return hardware.truth().bytes(lba);
    }
}
