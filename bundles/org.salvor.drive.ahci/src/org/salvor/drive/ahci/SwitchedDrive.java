package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;

/** A drive whose port can cut its power (AHCI 3.3.7, PxCMD.CPD and POD). Its thread is that of the drive. */
record SwitchedDrive(AhciDrive drive, String name) implements Drive, PowerSwitch {

    @Override
    public PowerOutcome off() {
        return drive.power(false);
    }

    @Override
    public PowerOutcome on() {
        return drive.power(true);
    }

    @Override
    public PowerState state() {
        return drive.powerState();
    }

    @Override
    public Clock clock() {
        return drive.clock();
    }

    @Override
    public DriveIdentity identity() {
        return drive.identity();
    }

    @Override
    public Capabilities capabilities() {
        return drive.capabilities();
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        return drive.identify(timeoutMillis);
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        return drive.read(request, into);
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return drive.reset(reset, readyMillis);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return drive.awaitReady(readyMillis);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return drive.ataPort();
    }

    @Override
    public OptionalInt temperatureCelsius() {
        return drive.temperatureCelsius();
    }

    @Override
    public void close() {
        drive.close();
    }
}
