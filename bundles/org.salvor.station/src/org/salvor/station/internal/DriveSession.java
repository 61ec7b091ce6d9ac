package org.salvor.station.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Registers;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Drive;
import org.salvor.station.Providers;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** A drive held open for a few commands. Thread of its caller. */
final class DriveSession implements AutoCloseable {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int ALIGNMENT = 4_096;
    private final String address;
    private final Drive drive;
    private final long timeoutMillis;

    /** Decodes a page that came from the drive. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(MemorySegment page) throws AtaFormatException;
    }

    DriveSession(Providers providers, Clock hostClock, String address) throws StationException {
        this(providers, hostClock, address, TIMEOUT_MILLIS);
    }

    /** @param timeoutMillis deadline of each command */
    DriveSession(Providers providers, Clock hostClock, String address, long timeoutMillis) throws StationException {
        this(providers.openDrive(address, hostClock), address, timeoutMillis);
    }

    /** A drive that is open already; its owner closes it, or this session if the drive is the session's to close. */
    DriveSession(Drive drive, String address, long timeoutMillis) {
        this.address = address;
        this.timeoutMillis = timeoutMillis;
        this.drive = drive;
    }

    String address() {
        return address;
    }

    Drive drive() {
        return drive;
    }

    /** The way to single commands. */
    AtaPort port() throws StationException {
        return drive.ataPort().orElseThrow(() -> new StationException(Kind.INPUT, address
                + " gives no access to single ATA commands; open the drive by a transport that does, such as sg:, ide: or ahci:."));
    }

    /** Memory that a command may fill even after its deadline. */
    static MemorySegment memory(int bytes) {
        return bytes == 0 ? MemorySegment.NULL : Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    IdentifyDevice identity() throws StationException {
        return page(DriveCommands.identify(), IdentifyDevice::decode);
    }

    /** The page that a command answers. */
    <T> T page(AtaCommand command, Decoder<T> decoder) throws StationException {
        MemorySegment page = memory(command.dataBytes());
        send(command, page);
        try {
            return decoder.decode(page);
        } catch (AtaFormatException e) {
            throw new StationException(Kind.OPERATOR, address + " does not answer sensibly to " + command.name() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Sends a command that has to end well. */
    Registers send(AtaCommand command, MemorySegment data) throws StationException {
        return switch (port().execute(command.taskFile(), command.protocol(), data, timeoutMillis)) {
        case CommandOutcome.Ended(Registers registers, _) when registers.failed() -> throw new StationException(Kind.OPERATOR,
                address + " ended " + command.name() + " with " + RegisterWords.of(registers) + ".");
        case CommandOutcome.Ended(Registers registers, _) -> registers;
        case CommandOutcome.Refused(String why) -> throw new StationException(Kind.INPUT, why);
        case CommandOutcome.TimedOut _ -> throw new StationException(Kind.OPERATOR,
                address + " did not answer " + command.name() + " in " + timeoutMillis / 1000 + " s; try a reset.");
        case CommandOutcome.Unavailable(String why) -> throw new StationException(Kind.OPERATOR, address + " takes no commands: " + why);
        };
    }

    @Override
    public void close() {
        drive.close();
    }
}
