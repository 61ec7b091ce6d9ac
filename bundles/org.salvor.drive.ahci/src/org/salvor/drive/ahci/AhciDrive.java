package org.salvor.drive.ahci;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.GatedPort;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.Pace;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;

/** The drive of one port of a controller that is ours. */
final class AhciDrive implements Drive {
    private static final String CLOSED = "The drive was closed.";
    private static final long SPIN_UP_MILLIS = 31_000;
    private static final long CLOSE_MILLIS = 2000;
    private static final int FLOOR_SAMPLES = 5;
    private final PortEngine engine;
    private final AhciPort wire;
    private final AtaPort gated;
    private final Pace pace;
    private final Tenancy tenancy;
    private final ReentrantLock lock = new ReentrantLock();
    private final DriveIdentity identity;
    private final Capabilities capabilities;
    private final SectorReader reader;
    private volatile boolean closed;

    /**
     * Opens the drive of a port. The controller has been taken over.
     *
     * @param speedLimit fastest generation of the link, 1-3; 0 for no limit
     * @param tenancy ended once, also when this fails
     * @throws DriveOpenException when no drive answers there
     */
    static AhciDrive open(Hba hba, int portNumber, int speedLimit, DriveContext context, Tenancy tenancy) throws DriveOpenException {
        boolean open = false;
        try {
            AhciDrive drive = new AhciDrive(hba, portNumber, speedLimit, context, tenancy);
            open = true;
            return drive;
        } catch (IOException e) {
            throw new DriveOpenException("There is no memory for the controller to write to: " + e.getMessage() + ".", e);
        } finally {
            if (!open) {
                tenancy.giveBack();
            }
        }
    }

    private AhciDrive(Hba hba, int number, int speedLimit, DriveContext context, Tenancy tenancy) throws DriveOpenException, IOException {
        if (!hba.hasPort(number)) {
            throw new DriveOpenException("The controller has no port " + number + "; it has " + hba.portsInWords() + ".");
        }
        this.tenancy = tenancy;
        pace = new Pace(context.clock());
        PortRegisters port = new PortRegisters(hba.memory(), number);
        CommandArea area = new CommandArea(hba.memory());
        engine = new PortEngine(hba, port, area, pace, speedLimit);
        wire = new AhciPort(engine, port, area, pace, hba.slots(), tenancy);
        gated = new GatedPort(wire, context.gate());
        boolean open = false;
        try {
            IdentifyDevice page = firstPage(port, number);
            identity = DriveIdentity.of(page);
            reader = new SectorReader(wire, gated, pace, page);
            capabilities = capabilities(hba, page);
            open = true;
        } finally {
            if (!open) {
                engine.release();
            }
        }
    }

    private IdentifyDevice firstPage(PortRegisters port, int number) throws DriveOpenException {
        if (!engine.takeOver()) {
            throw new DriveOpenException("Port " + number + " of the controller does not stop; switch the computer off and on again.");
        }
        Optional<String> absence = wire.absence();
        if (absence.isPresent()) {
            throw new DriveOpenException("At port " + number + ": " + absence.get() + " Check both, or name another port.");
        }
        if (wire.awaitReady(SPIN_UP_MILLIS) instanceof ResetOutcome.StillBusy(String why, _)) {
            throw new DriveOpenException("The drive at port " + number + " takes no commands: " + why + " Power it off and on again.");
        }
        int signature = port.read(PortRegisters.SIG);
        if (signature == PortRegisters.SIGNATURE_ATAPI || signature == PortRegisters.SIGNATURE_MULTIPLIER) {
            throw new DriveOpenException(
                    "At port " + number + " there is " + (signature == PortRegisters.SIGNATURE_ATAPI ? "an ATAPI device"
                            : "a port multiplier") + " and no ATA drive; plug the drive in directly.");
        }
        MemorySegment raw = MemorySegment.ofArray(new byte[IdentifyDevice.BYTES]);
        Optional<String> problem = identifyInto(raw, SPIN_UP_MILLIS);
        if (problem.isPresent()) {
            throw new DriveOpenException("The drive at port " + number + " does not say who it is: " + problem.get());
        }
        try {
            return IdentifyDevice.decode(raw);
        } catch (AtaFormatException e) {
            throw new DriveOpenException("The drive at port " + number + " does not say who it is: " + e.getMessage(), e);
        }
    }

    private Capabilities capabilities(Hba hba, IdentifyDevice page) {
        Set<ReadMethod> methods = EnumSet.of(ReadMethod.PIO, ReadMethod.DMA, ReadMethod.VERIFY);
        if (hba.queues() && page.queueDepth() > 0 && page.sectorCount48() > 0) {
            methods.add(ReadMethod.FPDMA);
        }
        if (page.eccBytes() > 0) {
            methods.add(ReadMethod.LONG);
        }
        return new Capabilities(methods, EnumSet.of(Reset.SOFT, Reset.HARD, Reset.CONTROLLER), reader.mostSectors(), 1, floor(), true, true,
                "The controller is driven from here; the kernel does not see its drives until they are closed.");
    }

    /** How much later than asked for this computer wakes us up, which is all that stands between a deadline and its reset. */
    private TimeoutFloor floor() {
        long worst = 0;
        for (int sample = 0; sample < FLOOR_SAMPLES; sample++) {
            long began = pace.now();
            pace.rest(Pace.MILLI);
            worst = Math.max(worst, pace.now() - began - Pace.MILLI);
        }
        return new TimeoutFloor(1 + worst / Pace.MILLI, "the registers are looked at every millisecond");
    }

    @Override
    public Clock clock() {
        return pace.clock();
    }

    @Override
    public DriveIdentity identity() {
        return identity;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        return guarded(() -> {
            MemorySegment raw = MemorySegment.ofArray(new byte[IdentifyDevice.BYTES]);
            Optional<String> problem = identifyInto(raw, timeoutMillis);
            if (problem.isPresent()) {
                return new IdentifyOutcome.NoAnswer(problem.get());
            }
            try {
                return new IdentifyOutcome.Identified(DriveIdentity.of(IdentifyDevice.decode(raw)));
            } catch (AtaFormatException e) {
                return new IdentifyOutcome.NoAnswer(e.getMessage());
            }
        }, () -> new IdentifyOutcome.NoAnswer(CLOSED));
    }

    private Optional<String> identifyInto(MemorySegment raw, long timeoutMillis) {
        AtaCommand command = DriveCommands.identify();
        return switch (gated.execute(command.taskFile(), command.protocol(), raw, timeoutMillis)) {
        case CommandOutcome.Ended(Registers end, _) when end.failed() ->
                Optional.of("it ended IDENTIFY DEVICE with status %02Xh, error %02Xh.".formatted(end.status(), end.error()));
        case CommandOutcome.Ended _ when wire.movedBytes() < IdentifyDevice.BYTES ->
                Optional.of("only " + wire.movedBytes() + " bytes of its answer arrived.");
        case CommandOutcome.Ended _ -> Optional.empty();
        case CommandOutcome.Refused(String why) -> Optional.of(why);
        case CommandOutcome.TimedOut _ -> Optional.of("it did not answer IDENTIFY DEVICE in " + timeoutMillis + " ms.");
        case CommandOutcome.Unavailable(String why) -> Optional.of(why);
        };
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        return guarded(() -> reader.read(request, into), () -> new ReadOutcome.Gone(CLOSED, 0, Evidence.of(0, Registers.NONE)));
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return guarded(() -> wire.reset(reset, readyMillis), () -> new ResetOutcome.Gone(CLOSED, 0));
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return guarded(() -> wire.awaitReady(readyMillis), () -> new ResetOutcome.Gone(CLOSED, 0));
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.of(this::execute);
    }

    private CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        return guarded(() -> gated.execute(taskFile, protocol, data, timeoutMillis), () -> new CommandOutcome.Unavailable(CLOSED));
    }

    /** Whether its port can cut its power. */
    boolean switchesPower() {
        return engine.switchesPower();
    }

    PowerOutcome power(boolean on) {
        return guarded(() -> {
            boolean set = on ? engine.powerOn() : engine.powerOff();
            PowerState state = powerState();
            return set ? new PowerOutcome.Switched(state)
                    : new PowerOutcome.Failed("The port does not switch the drive " + (on ? "on" : "off")
                            + "; use another power switch, or switch by hand.");
        }, () -> new PowerOutcome.Failed(CLOSED));
    }

    PowerState powerState() {
        return guarded(() -> !engine.controllerPresent() ? PowerState.UNKNOWN : engine.powered() ? PowerState.ON : PowerState.OFF,
                () -> PowerState.UNKNOWN);
    }

    private <T> T guarded(Supplier<T> work, Supplier<T> whenClosed) {
        if (closed) {
            return whenClosed.get();
        }
        lock.lock();
        try {
            return closed ? whenClosed.get() : work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the port and gives the controller back, behind the command that the owner may still be waiting for: it gives up at once. */
    @Override
    public void close() {
        boolean mine = false;
        pace.hurry(true);
        try {
            mine = lock.tryLock(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            mine = lock.tryLock();
        }
        if (!mine) {
            closed = true; // the owner sits in a native call; the next start of the program gives the controller back
            return;
        }
        try {
            if (!closed) {
                closed = true;
                pace.hurry(false);
                engine.release();
                tenancy.giveBack();
            }
        } finally {
            lock.unlock();
        }
    }
}
