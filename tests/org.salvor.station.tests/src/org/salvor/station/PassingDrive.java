package org.salvor.station;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.salvor.ata.TaskFile;
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
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;

/** A bay in which a simulated drive sits, and after a power cycle perhaps another one; SET MAX is noted with the serial number of who got it. */
final class PassingDrive implements Drive, PowerSwitch {
    private static final int SET_MAX = 0xF9;
    private static final int SET_MAX_EXT = 0x37;
    private final Optional<SimulatedDrive> afterPower;
    private final List<String> told;
    private final boolean deafAtTheEnd;
    private final Clock clock;
    private SimulatedDrive now;

    /**
     * @param first who sits there at first
     * @param afterPower who sits there after a power cycle; empty for the same drive
     * @param told gets, for each SET MAX, the serial number of the drive and the number of sectors it was told to show
     * @param deafAtTheEnd whether a SET MAX that hides sectors is aborted
     */
    PassingDrive(SimulatedDrive first, Optional<SimulatedDrive> afterPower, List<String> told, boolean deafAtTheEnd) {
        now = first;
        clock = first.clock();
        this.afterPower = afterPower;
        this.told = told;
        this.deafAtTheEnd = deafAtTheEnd;
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.of((taskFile, protocol, data, timeoutMillis) -> {
            AtaPort port = now.ataPort().orElseThrow();
            if (taskFile.command() != SET_MAX && taskFile.command() != SET_MAX_EXT) {
                return port.execute(taskFile, protocol, data, timeoutMillis);
            }
            told.add(now.identity().serial() + " " + (taskFile.lba() + 1) + " " + taskFile.count());
            boolean hides = taskFile.lba() + 1 == now.identity().sectorCount();
            return deafAtTheEnd && hides ? port.execute(TaskFile.of(0xFF), protocol, data, timeoutMillis)
                    : port.execute(taskFile, protocol, data, timeoutMillis);
        });
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DriveIdentity identity() {
        return now.identity();
    }

    @Override
    public Capabilities capabilities() {
        return now.capabilities();
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        return now.identify(timeoutMillis);
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        return now.read(request, into);
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return now.reset(reset, readyMillis);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return now.awaitReady(readyMillis);
    }

    @Override
    public String name() {
        return now.name();
    }

    @Override
    public PowerOutcome off() {
        return now.off();
    }

    @Override
    public PowerOutcome on() {
        PowerOutcome outcome = now.on();
        now = afterPower.orElse(now);
        return outcome;
    }

    @Override
    public PowerState state() {
        return now.state();
    }

    @Override
    public Duration minimumOffTime() {
        return now.minimumOffTime();
    }

    @Override
    public void close() {
        now.close();
    }
}
