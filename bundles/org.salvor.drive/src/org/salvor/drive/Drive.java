package org.salvor.drive;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A source drive as the rest of Salvor sees it. It is only ever read; commands that could change it pass a {@link CommandGate}. All methods
 * belong to one owner thread, except {@link #clock()} and {@link #close()}.
 */
public interface Drive extends AutoCloseable {

    /**
     * The clock that this drive's time runs on: the host's, or a virtual one of a simulated drive. Everything that waits for the drive
     * waits on it.
     */
    Clock clock();

    /** Who the drive said it was when it was opened. */
    DriveIdentity identity();

    /** What can be asked of it. */
    Capabilities capabilities();

    /** Asks the drive again who it is. Sends nothing but identification. */
    IdentifyOutcome identify(long timeoutMillis);

    /**
     * Reads consecutive sectors.
     *
     * @param into at least {@code sectorCount × sectorBytes} bytes (READ LONG: plus the ECC bytes), aligned as the capabilities say;
     *        ignored when they say that no bytes move, and by VERIFY. Any thread must be allowed to reach it (a shared or automatic arena,
     *        not a confined one): a transport fills it from a thread of its own
     * @return what became of it, at the latest a little after the deadline of the last command. Sectors behind the end are an outcome too,
     *         and no fault of the caller
     */
    ReadOutcome read(ReadRequest request, MemorySegment into);

    /** Resets and waits until the drive takes commands again, {@code readyMillis} milliseconds at most. */
    ResetOutcome reset(Reset reset, long readyMillis);

    /** Waits until the drive takes commands, after power came back or a cable was plugged, {@code readyMillis} milliseconds at most. */
    ResetOutcome awaitReady(long readyMillis);

    /** Access to single ATA commands where the transport has it. */
    Optional<AtaPort> ataPort();

    /** Temperature in degrees Celsius where it can be had for one quick command. */
    default OptionalInt temperatureCelsius() {
        return OptionalInt.empty();
    }

    /**
     * Gives everything back. Idempotent, any thread; a command in flight is recalled or left to the kernel, never waited for without
     * deadline.
     */
    @Override
    void close();
}
