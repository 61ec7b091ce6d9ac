package org.salvor.simulation;

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

/** A drive that does what another one does, for those that change one thing about it. */
public class PassingDrive implements Drive {
    protected final Drive drive;

    protected PassingDrive(Drive drive) {
        this.drive = drive;
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
