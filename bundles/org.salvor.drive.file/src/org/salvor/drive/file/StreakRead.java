package org.salvor.drive.file;

import java.lang.foreign.MemorySegment;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.salvor.ata.Registers;
import org.salvor.drive.Clock;
import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.LinuxException;

/**
 * One order to read, command after command, until the first that fails or is slow. Runs on the kernel thread; the owner watches the running command's
 * age and may abandon the whole: then no further command leaves, and what comes late is dropped.
 */
final class StreakRead extends KernelThread.Task {
    private static final byte[] NO_SENSE = {};
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SectorReader reader;
    private final BlockDevices devices;
    private final Clock clock;
    private final ReadRequest request;
    private final MemorySegment into;

    private volatile long startedNanos;
    private volatile long provenSectors;
    private volatile boolean abandoned;
    private volatile ReadOutcome outcome;
    private long slowestNanos;

    StreakRead(SectorReader reader, BlockDevices devices, Clock clock, ReadRequest request, MemorySegment into) {
        this.reader = reader;
        this.devices = devices;
        this.clock = clock;
        this.request = request;
        this.into = into;
        startedNanos = clock.nanos();
    }

    /** Nanoseconds until the running command has used up its time. Owner thread. */
    long remainingNanos() {
        return request.timeoutMillis() * NANOS_PER_MILLI - (clock.nanos() - startedNanos);
    }

    /** What became of it, once it has ended. */
    ReadOutcome outcome() {
        return outcome;
    }

    /** Gives the command in the kernel up, and all behind it. Owner thread. */
    synchronized ReadOutcome abandon() {
        if (outcome != null) {
            return outcome;
        }
        abandoned = true;
        long elapsed = clock.nanos() - startedNanos;
        return new ReadOutcome.TimedOut(true, provenSectors,
                new Evidence(elapsed, Math.max(elapsed, slowestNanos), Registers.NONE, NO_SENSE, 0));
    }

    @Override
    void stop() {
        abandoned = true;
    }

    @Override
    String whereabouts() {
        return "a read at sector " + (request.firstLba() + provenSectors) + " is still in the kernel, since "
                + clock.wallTime().minusNanos(clock.nanos() - startedNanos).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    void run() {
        Optional<ReadOutcome> end = Optional.empty();
        while (end.isEmpty() && begin()) {
            end = command();
        }
        end.ifPresent(this::finish);
    }

    private synchronized boolean begin() {
        startedNanos = clock.nanos();
        return !abandoned;
    }

    private synchronized void finish(ReadOutcome end) {
        outcome = end;
    }

    private Optional<ReadOutcome> command() {
        long firstLba = request.firstLba() + provenSectors;
        int count = (int) Math.min(request.blockSectors(), request.endLba() - firstLba);
        int sectorBytes = reader.source().sectorBytes();
        try {
            long good = reader.read(firstLba, count, into.asSlice(provenSectors * sectorBytes), () -> abandoned);
            return good == (long) count * sectorBytes ? complete(count) : Optional.of(stoppedShort(good / sectorBytes));
        } catch (LinuxException e) {
            Evidence evidence = evidence(e.errno());
            ReadOutcome failure = Failures.outcome(e, count == 1 ? firstLba : -1, provenSectors, evidence);
            return Optional.of(unlessLost(failure, evidence));
        }
    }

    private Optional<ReadOutcome> complete(int count) {
        Evidence evidence = evidence(0);
        provenSectors += count;
        boolean slow = request.slowMillis() > 0 && evidence.elapsedNanos() > request.slowMillis() * NANOS_PER_MILLI;
        boolean last = request.firstLba() + provenSectors == request.endLba();
        return slow || last ? Optional.of(new ReadOutcome.Read(provenSectors, evidence)) : Optional.empty();
    }

    /** The kernel gives the good bytes before an error without saying what the error was. */
    private ReadOutcome stoppedShort(long goodSectors) {
        Evidence evidence = evidence(0);
        provenSectors += goodSectors;
        return unlessLost(new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, -1, provenSectors, evidence), evidence);
    }

    /** An error of a drive that is no longer there says nothing about its sectors. */
    private ReadOutcome unlessLost(ReadOutcome failure, Evidence evidence) {
        return reader.source().loss(devices).<ReadOutcome>map(why -> new ReadOutcome.Gone(why, provenSectors, evidence)).orElse(failure);
    }

    private Evidence evidence(int errno) {
        long elapsed = clock.nanos() - startedNanos;
        slowestNanos = Math.max(slowestNanos, elapsed);
        return new Evidence(elapsed, slowestNanos, Registers.NONE, NO_SENSE, errno);
    }
}
