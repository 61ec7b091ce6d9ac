package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.SmartData;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.GatedPort;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;

/** A drive at the registers of a legacy channel. Owner thread only, but for what {@link Drive} allows. */
final class IdeDrive implements Drive {
    private static final long PRESENT_MILLIS = 500;
    private static final long OPEN_MILLIS = 31_000;
    private static final long IDENTIFY_MILLIS = 5_000;
    private static final long QUICK_MILLIS = 1_000;
    private static final int MOST_28 = 256;
    private static final int MOST_48 = 2_048;

    private final RegisterFile file;
    private final Clock clock;
    private final Channel channel;
    private final AtaPort port;
    private final IdentifyDevice page;
    private final DriveIdentity identity;
    private final BlockReader reader;
    private final TimeoutFloor floor;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean closed;

    private IdeDrive(RegisterFile file, int device, DriveContext context) throws DriveOpenException {
        this.file = file;
        clock = context.clock();
        channel = new Channel(file, device, clock);
        port = new GatedPort(this::send, context.gate());
        if (channel.awaitReady(PRESENT_MILLIS) instanceof ResetOutcome.Gone(String why, _)) {
            throw new DriveOpenException(why); // a drive that spins up holds the bus from the start
        }
        channel.awaitReady(OPEN_MILLIS);
        try {
            page = ask(IDENTIFY_MILLIS);
        } catch (AtaFormatException e) {
            throw new DriveOpenException("The drive does not say who it is: " + e.getMessage(), e);
        }
        if (!page.isAta()) {
            throw new DriveOpenException("A packet device (CD, DVD, tape) answers on this channel; only ATA drives are read here.");
        }
        identity = identityOf(page);
        channel.blocks(page.logicalSectorBytes(), page.multipleSectors());
        reader = new BlockReader(channel, port, clock, page);
        floor = channel.measuredFloor();
    }

    /**
     * Opens the drive behind a channel.
     *
     * @param file closed with the drive, and when it cannot be opened
     * @param device 0 for the first drive of the channel (master), 1 for the second (slave)
     */
    static IdeDrive open(RegisterFile file, int device, DriveContext context) throws DriveOpenException {
        boolean opened = false;
        try {
            IdeDrive drive = new IdeDrive(file, device, context);
            opened = true;
            return drive;
        } finally {
            if (!opened) {
                file.close();
            }
        }
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
        Set<ReadMethod> methods = EnumSet.of(ReadMethod.PIO, ReadMethod.VERIFY);
        if (reader.longReads()) {
            methods.add(ReadMethod.LONG);
        }
        return new Capabilities(methods, EnumSet.of(Reset.SOFT), page.supports(DriveFeature.LBA48) ? MOST_48 : MOST_28, Short.BYTES, floor,
                true, true,
                "the kernel's driver of this controller is unbound while the drive is open");
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        try {
            return new IdentifyOutcome.Identified(identityOf(ask(timeoutMillis)));
        } catch (AtaFormatException e) {
            return new IdentifyOutcome.NoAnswer(e.getMessage());
        }
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        return reader.read(request, into);
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        if (reset != Reset.SOFT) {
            return new ResetOutcome.Unavailable("A legacy channel has no reset but SRST.", 0);
        }
        return alone(() -> channel.softReset(readyMillis), new ResetOutcome.Gone("The drive was closed.", 0), reader::resetSeen);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return alone(() -> channel.awaitReady(readyMillis), new ResetOutcome.Gone("The drive was closed.", 0), reader::resetSeen);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.of((taskFile, protocol, data, timeoutMillis) -> {
            CommandOutcome outcome = port.execute(taskFile, protocol, data, timeoutMillis);
            reader.commandSeen(taskFile);
            return outcome;
        });
    }

    @Override
    public OptionalInt temperatureCelsius() {
        if (!page.enabled(DriveFeature.SMART)) {
            return OptionalInt.empty();
        }
        AtaCommand command = DriveCommands.smartData();
        MemorySegment data = MemorySegment.ofArray(new short[command.dataBytes() / Short.BYTES]);
        if (!(port.execute(command.taskFile(), command.protocol(), data, QUICK_MILLIS) instanceof CommandOutcome.Ended ended)
                || ended.registers().failed()) {
            return OptionalInt.empty();
        }
        try {
            return SmartData.decode(data).temperature();
        } catch (AtaFormatException unreadable) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        channel.stop();
        inUse.lock();
        try {
            file.close();
        } finally {
            inUse.unlock();
        }
    }

    private CommandOutcome send(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        return alone(() -> channel.execute(taskFile, protocol, data, timeoutMillis),
                new CommandOutcome.Unavailable("The drive was closed."), () -> {});
    }

    /** Keeps the channel from being given back while it is in use. */
    private <T> T alone(Supplier<T> use, T whenClosed, Runnable before) {
        inUse.lock();
        try {
            if (closed) {
                return whenClosed;
            }
            before.run();
            return use.get();
        } finally {
            inUse.unlock();
        }
    }

    private IdentifyDevice ask(long timeoutMillis) throws AtaFormatException {
        MemorySegment data = MemorySegment.ofArray(new short[IdentifyDevice.BYTES / Short.BYTES]);
        return switch (port.execute(TaskFile.of(0xEC), Protocol.PIO_IN, data, timeoutMillis)) {
        case CommandOutcome.Ended ended when ended.registers().failed() -> throw new AtaFormatException(
                "It ended IDENTIFY DEVICE with status %02Xh, error %02Xh.".formatted(ended.registers().status(),
                        ended.registers().error()));
        case CommandOutcome.Ended _ when channel.arrivedBytes() < IdentifyDevice.BYTES ->
                throw new AtaFormatException("Only " + channel.arrivedBytes() + " bytes of IDENTIFY DEVICE came.");
        case CommandOutcome.Ended _ -> IdentifyDevice.decode(data);
        case CommandOutcome.Refused(String why) -> throw new AtaFormatException(why);
        case CommandOutcome.TimedOut _ -> throw new AtaFormatException("It did not answer IDENTIFY DEVICE in " + timeoutMillis + " ms.");
        case CommandOutcome.Unavailable(String why) -> throw new AtaFormatException(why);
        };
    }

    private static DriveIdentity identityOf(IdentifyDevice page) {
        return new DriveIdentity(page.model(), page.serial(), page.firmware(), page.sectorCount(), page.logicalSectorBytes(),
                page.physicalSectorBytes());
    }
}
