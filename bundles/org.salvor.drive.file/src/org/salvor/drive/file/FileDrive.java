package org.salvor.drive.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.Errno;
import org.salvor.linux.Linux;

/** A drive that is a file of the kernel: an image or a block device. */
final class FileDrive implements Drive {
    private static final String CLOSED = "the drive was closed";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long REOPEN_EVERY_NANOS = 100 * NANOS_PER_MILLI;
    /** One command; longer ones only make an error take more with it. */
    private static final int MAX_COMMAND_BYTES = 16 << 20;

    private final SourceOpener opener;
    private final BlockDevices devices;
    private final Clock clock;
    private final DriveIdentity identity;
    private final SectorReader reader;
    private final KernelThread kernel;
    private volatile boolean closed;

    private FileDrive(SourceOpener opener, Source source, Clock clock) {
        this.opener = opener;
        this.clock = clock;
        devices = opener.devices();
        identity = source.identity();
        reader = new SectorReader(source);
        kernel = new KernelThread("salvor reads " + source.canonical(), reader::close);
    }

    static FileDrive open(SourceOpener opener, Clock clock) throws DriveOpenException {
        return new FileDrive(opener, opener.open(), clock);
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
        Source source = reader.source();
        OptionalInt kernelSeconds = source.device().map(device -> device.commandTimeoutSeconds()).orElse(OptionalInt.empty());
        String why = "the answer comes in time, but the kernel keeps the read until " + (kernelSeconds.isPresent()
                ? "its own timeout of " + kernelSeconds.getAsInt() + " s and its retries have passed" : "whatever serves the file answers");
        return new Capabilities(Set.of(), Set.of(), MAX_COMMAND_BYTES / source.sectorBytes(), Linux.PAGE_BYTES, new TimeoutFloor(1, why),
                true, true,
                String.join(" ", source.notes()));
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        Optional<String> hindrance = hindrance();
        if (hindrance.isPresent()) {
            return new IdentifyOutcome.NoAnswer(hindrance.get());
        }
        IdentifyTask task = new IdentifyTask(reader);
        return runWithin(task, timeoutMillis) ? task.outcome()
                : new IdentifyOutcome.NoAnswer("the kernel did not answer within " + timeoutMillis + " ms");
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        Optional<String> hindrance = hindrance();
        if (hindrance.isPresent() && !closed) {
            return new ReadOutcome.NotReady(hindrance.get(), 0, Evidence.ofErrno(0, Errno.EBUSY.number()));
        }
        if (request.method() != ReadMethod.AUTO) {
            return new ReadOutcome.Aborted(0, Evidence.ofErrno(0, Errno.EOPNOTSUPP.number()));
        }
        if (request.endLba() > identity.sectorCount()) {
            return new ReadOutcome.Aborted(0, Evidence.ofErrno(0, Errno.ERANGE.number()));
        }
        if (kernel.mayAccess(into)) {
            return readOnKernelThread(request, into);
        }
        // Memory of the owner's thread alone: the kernel thread fills its own, which the collector frees once no read is left in it.
        MemorySegment own = Arena.ofAuto().allocate(request.sectorCount() * identity.sectorBytes(), Linux.PAGE_BYTES);
        ReadOutcome outcome = readOnKernelThread(request, own);
        MemorySegment.copy(own, 0, into, 0, outcome.provenSectors() * identity.sectorBytes());
        return outcome;
    }

    private ReadOutcome readOnKernelThread(ReadRequest request, MemorySegment into) {
        StreakRead streak = new StreakRead(reader, devices, clock, request, into);
        if (!kernel.start(streak)) {
            return new ReadOutcome.Gone(CLOSED, 0, Evidence.ofErrno(0, Errno.EBADF.number()));
        }
        return kernel.await(streak, streak::remainingNanos) ? streak.outcome() : streak.abandon();
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return new ResetOutcome.Unavailable("files and block devices have no resets; a drive that is opened as sg:/dev/sg… or ahci:… has",
                0);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        long start = clock.nanos();
        long end = start + readyMillis * NANOS_PER_MILLI;
        while (!closed) {
            Optional<String> hindrance = hindrance();
            if (hindrance.isPresent()) {
                if (clock.nanos() >= end) {
                    return new ResetOutcome.StillBusy(hindrance.get(), clock.nanos() - start);
                }
            } else {
                ReturnTask task = new ReturnTask(reader, opener, identity);
                boolean answered = runWithin(task, Math.max(1, (end - clock.nanos()) / NANOS_PER_MILLI));
                if (answered && task.loss().isEmpty()) {
                    return new ResetOutcome.Ready(clock.nanos() - start);
                }
                if (answered && clock.nanos() >= end) {
                    return new ResetOutcome.Gone(task.loss().get(), clock.nanos() - start);
                }
            }
            clock.sleep(Math.clamp(end - clock.nanos(), 0, REOPEN_EVERY_NANOS));
            if (Thread.currentThread().isInterrupted()) {
                return new ResetOutcome.StillBusy("the wait was interrupted", clock.nanos() - start);
            }
        }
        return new ResetOutcome.Gone(CLOSED, clock.nanos() - start);
    }

    private boolean runWithin(KernelThread.Task task, long millis) {
        long end = clock.nanos() + millis * NANOS_PER_MILLI;
        return kernel.start(task) && kernel.await(task, () -> end - clock.nanos());
    }

    /** Why no command can be taken now, or empty when one can. */
    private Optional<String> hindrance() {
        return closed ? Optional.of(CLOSED) : kernel.running().map(KernelThread.Task::whereabouts);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        reader.source().fd().close();
        kernel.close();
    }
}
