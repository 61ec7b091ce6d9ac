package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.SmartData;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;

/**
 * A simulated drive behind an ideal host adapter: task files go straight to the {@link DriveHardware}, through the gate, and every wait is
 * a sleep on the drive's clock. It can switch its own supply. Owner thread only, but for what {@link Drive} and {@link DriveTruth}
 * allow.
 */
public final class SimulatedDrive implements Drive, PowerSwitch {
    /** Calendar time at which every virtual clock starts, so that the same seed gives the same run to the byte. */
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long QUICK_MILLIS = 1000;
    private final DriveSetup setup;
    private final Clock clock;
    private final DriveHardware hardware;
    private final HostAdapter host;
    private final SectorReader reader;
    private final DriveIdentity identity;
    private volatile boolean closed;

    private SimulatedDrive(DriveSetup setup, Clock clock, CommandGate gate) throws DriveOpenException {
        this.setup = setup;
        this.clock = clock;
        hardware = new DriveHardware(setup);
        host = new HostAdapter(hardware, clock, gate);
        reader = new SectorReader(host, setup);
        identity = switch (identify(31_000)) {
        case IdentifyOutcome.Identified(DriveIdentity found) -> found;
        case IdentifyOutcome.NoAnswer(String why) -> throw new DriveOpenException("The simulated drive does not say who it is: " + why);
        };
    }

    /**
     * Makes a drive and opens it.
     *
     * @param context its clock serves a drive with {@code clock=real}, its gate judges every command
     * @throws DriveOpenException when the drive does not answer
     */
    public static SimulatedDrive open(DriveSetup setup, DriveContext context) throws DriveOpenException {
        Clock real = setup.speed() == 1 ? context.clock() : new ScaledClock(context.clock(), setup.speed());
        return new SimulatedDrive(setup, setup.realClock() ? real : new VirtualClock(ORIGIN), context.gate());
    }

    /**
     * Makes a drive on a virtual clock and opens it read-only.
     *
     * @param address such as {@code sim:clustered?seed=7}
     * @throws DriveOpenException with a sentence, when there is no such drive
     */
    public static SimulatedDrive open(String address) throws DriveOpenException {
        DriveAddress parsed;
        try {
            parsed = DriveAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new DriveOpenException(e.getMessage(), e);
        }
        if (!parsed.scheme().equals(SimulatedDriveProvider.SCHEME)) {
            throw new DriveOpenException("\"" + address + "\" is not the address of a simulated drive, such as sim:clustered.");
        }
        return open(DriveSetup.of(parsed), new DriveContext(new VirtualClock(ORIGIN), CommandGate.readOnly()));
    }

    /** What is really on the drive. */
    public DriveTruth truth() {
        return hardware.truth();
    }

    /** The drive itself, without adapter. */
    public DriveHardware hardware() {
        return hardware;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DriveIdentity identity() {
        return identity;
    }

    @Override
    public Capabilities capabilities() {
        Set<ReadMethod> methods = EnumSet.of(ReadMethod.PIO, ReadMethod.DMA, ReadMethod.VERIFY);
        if (setup.wideAddresses()) {
            methods.add(ReadMethod.FPDMA);
        }
        if (IdentityPage.longReads(setup.format())) {
            methods.add(ReadMethod.LONG);
        }
        return new Capabilities(methods, EnumSet.of(Reset.SOFT, Reset.HARD), reader.mostSectors(ReadMethod.AUTO), 1,
                new TimeoutFloor(1, "time is only counted"), true, setup.movesBytes(), setup.words());
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        MemorySegment page = MemorySegment.ofArray(new byte[IdentifyDevice.BYTES]);
        return switch (execute(TaskFile.of(0xEC), Protocol.PIO_IN, page, timeoutMillis)) {
        case CommandOutcome.Ended ended when ended.registers().failed() ->
                new IdentifyOutcome.NoAnswer("it ended IDENTIFY DEVICE with status %02Xh, error %02Xh."
                        .formatted(ended.registers().status(), ended.registers().error()));
        case CommandOutcome.Ended _ -> decoded(page);
        case CommandOutcome.Refused(String why) -> new IdentifyOutcome.NoAnswer(why);
        case CommandOutcome.TimedOut _ -> new IdentifyOutcome.NoAnswer("it did not answer IDENTIFY DEVICE in " + timeoutMillis + " ms.");
        case CommandOutcome.Unavailable(String why) -> new IdentifyOutcome.NoAnswer(why);
        };
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        return reader.read(request, into, closed);
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return closed ? new ResetOutcome.Gone("The drive was closed.", 0) : host.reset(reset, readyMillis);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return closed ? new ResetOutcome.Gone("The drive was closed.", 0) : host.awaitReady(clock.nanos(), readyMillis);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.of(this::execute);
    }

    @Override
    public OptionalInt temperatureCelsius() {
        if (hardware.readyNanos() > clock.nanos()) {
            return OptionalInt.empty();
        }
        AtaCommand command = DriveCommands.smartData();
        MemorySegment page = MemorySegment.ofArray(new byte[command.dataBytes()]);
        CommandOutcome outcome = execute(command.taskFile(), command.protocol(), page, QUICK_MILLIS);
        if (!(outcome instanceof CommandOutcome.Ended ended) || ended.registers().failed()) {
            return OptionalInt.empty();
        }
        try {
            return SmartData.decode(page).temperature();
        } catch (AtaFormatException unreadable) {
            return OptionalInt.empty();
        }
    }

    @Override
    public String name() {
        return "supply of simulated drive " + identity.serial();
    }

    @Override
    public PowerOutcome off() {
        return switched(PowerState.OFF, () -> hardware.powerOff(clock.nanos()));
    }

    @Override
    public PowerOutcome on() {
        return switched(PowerState.ON, () -> hardware.powerOn(clock.nanos()));
    }

    @Override
    public PowerState state() {
        return closed ? PowerState.UNKNOWN : hardware.powered() ? PowerState.ON : PowerState.OFF;
    }

    @Override
    public Duration minimumOffTime() {
        return Duration.ofSeconds(3);
    }

    @Override
    public void close() {
        closed = true;
    }

    private PowerOutcome switched(PowerState state, Runnable how) {
        if (closed) {
            return new PowerOutcome.Failed("The simulated drive was closed, and its supply with it; open it again.");
        }
        how.run();
        return new PowerOutcome.Switched(state);
    }

    private CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        return closed ? new CommandOutcome.Unavailable("The drive was closed.")
                : host.gated().execute(taskFile, protocol, data, timeoutMillis);
    }

    private static IdentifyOutcome decoded(MemorySegment raw) {
        try {
            IdentifyDevice page = IdentifyDevice.decode(raw);
            return new IdentifyOutcome.Identified(new DriveIdentity(page.model(), page.serial(), page.firmware(), page.sectorCount(),
                    page.logicalSectorBytes(), page.physicalSectorBytes()));
        } catch (AtaFormatException e) {
            return new IdentifyOutcome.NoAnswer(e.getMessage());
        }
    }
}
