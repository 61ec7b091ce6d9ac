package org.salvor.simulation;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
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

/** A drive that takes no streaks: every block is a command of its own, as with a transport that knows nothing better. */
record BlockByBlock(Drive drive) implements Drive {

    @Override
    public Capabilities capabilities() {
        Capabilities all = drive.capabilities();
        return new Capabilities(all.methods(), all.resets(), all.maxSectorsPerCommand(), all.bufferAlignmentBytes(), all.timeoutFloor(),
                false,
                all.movesBytes(), all.notes());
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
    public void close() {
        drive.close();
    }
}
