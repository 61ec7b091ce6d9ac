package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.Registers;
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

/** A drive behind a pass-through of the kernel. */
final class PassThroughDrive implements Drive {
    private static final String CLOSED = "The drive was closed.";
    private static final long MILLI = 1_000_000;
    private static final long LOOK_EVERY_NANOS = 50 * MILLI;
    private static final long PROBE_MILLIS = 2_000;
    private final Channel<?, ?> channel;
    private final SectorAccess access;
    private final DriveIdentity identity;
    private final long roundTripNanos;
    /** Sectors that the drive showed when it last said who it is: a host protected area may have been opened since. */
    private long sectorCount;
    private volatile boolean closed;

    /** @param roundTripNanos the slowest command without data so far, as measured when the drive was opened */
    PassThroughDrive(Channel<?, ?> channel, SectorAccess access, DriveIdentity identity, long roundTripNanos) {
        this.channel = channel;
        this.access = access;
        this.identity = identity;
        this.roundTripNanos = roundTripNanos;
        sectorCount = identity.sectorCount();
    }

    @Override
    public Clock clock() {
        return channel.clock();
    }

    @Override
    public DriveIdentity identity() {
        return identity;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(access.methods(), channel.line().resets(), access.mostSectors(), 8, floor(), true, true, access.notes());
    }

    /** The answer keeps its deadline as well as the way to the drive allows; when the kernel lets the command go is another matter. */
    private TimeoutFloor floor() {
        long millis = roundTripNanos / MILLI + 1;
        String late = channel.lastLateNanos().isPresent() ? (channel.lastLateNanos().getAsLong() / MILLI) + " ms late when one hung last"
                : "up to seconds later, none has hung yet";
        return new TimeoutFloor(millis, "a command that moves nothing took up to " + millis
                + " ms here; one that hangs is answered in time, but the kernel gives it back only after its own timer and reset: " + late);
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        IdentifyOutcome answer = closed ? new IdentifyOutcome.NoAnswer(CLOSED) : access.identify(timeoutMillis);
        if (answer instanceof IdentifyOutcome.Identified(DriveIdentity seen) && seen.serial().equals(identity.serial())
                && seen.model().equals(identity.model())) {
            sectorCount = seen.sectorCount();
        }
        return answer;
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        if (closed) {
            return new ReadOutcome.Gone(CLOSED, 0, Evidence.of(0, Registers.NONE));
        }
        boolean known = request.method() == ReadMethod.AUTO || access.methods().contains(request.method());
        if (!known || request.endLba() > sectorCount) {
            return new ReadOutcome.Aborted(0, Evidence.of(0, Registers.NONE));
        }
        int block = request.method() == ReadMethod.LONG ? 1 : Math.min(request.blockSectors(), access.mostSectors());
        long stride = stride(request, into);
        long done = 0;
        long slowest = 0;
        while (true) {
            int count = (int) Math.min(block, request.sectorCount() - done);
            MemorySegment place = stride == 0 ? MemorySegment.NULL : into.asSlice(done * stride, count * stride);
            ReadOutcome one = access.read(identity, request.firstLba() + done, count, request.method(), place, request.timeoutMillis());
            long elapsed = one.evidence().elapsedNanos();
            slowest = Math.max(slowest, elapsed);
            boolean slow = request.slowMillis() > 0 && elapsed > request.slowMillis() * MILLI;
            if (!one.good() || slow || done + count == request.sectorCount()) {
                return behind(one, done, slowest);
            }
            done += count;
        }
    }

    /** Bytes of a sector in the buffer: READ LONG brings more of each. */
    private long stride(ReadRequest request, MemorySegment into) {
        return switch (request.method()) {
        case VERIFY -> 0;
        case LONG -> into.byteSize() / request.sectorCount();
        case AUTO, PIO, DMA, FPDMA -> identity.sectorBytes();
        };
    }

    /** The outcome of the last command, with what the ones before it have proven. */
    private static ReadOutcome behind(ReadOutcome last, long before, long slowest) {
        Evidence own = last.evidence();
        Evidence evidence = new Evidence(own.elapsedNanos(), Math.max(own.elapsedNanos(), slowest), own.registers(), own.sense(),
                own.errno(), own.link());
        long proven = before + last.provenSectors();
        return switch (last) {
        case ReadOutcome.Read _ -> new ReadOutcome.Read(proven, evidence);
        case ReadOutcome.MediaError error -> new ReadOutcome.MediaError(error.fault(), error.failingLba(), proven, evidence);
        case ReadOutcome.TransferError _ -> new ReadOutcome.TransferError(proven, evidence);
        case ReadOutcome.Aborted _ -> new ReadOutcome.Aborted(proven, evidence);
        case ReadOutcome.NotReady notReady -> new ReadOutcome.NotReady(notReady.why(), proven, evidence);
        case ReadOutcome.DriveFault _ -> new ReadOutcome.DriveFault(proven, evidence);
        case ReadOutcome.TimedOut late -> new ReadOutcome.TimedOut(late.stillInKernel(), proven, evidence);
        case ReadOutcome.Gone gone -> new ReadOutcome.Gone(gone.why(), proven, evidence);
        };
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        long start = clock().nanos();
        if (closed) {
            return new ResetOutcome.Gone(CLOSED, 0);
        }
        return switch (channel.line().reset(reset, readyMillis)) {
        case Line.ResetAnswer.Missing(String why) -> new ResetOutcome.Unavailable(why, clock().nanos() - start);
        case Line.ResetAnswer.Late(String why) -> new ResetOutcome.StillBusy(why, clock().nanos() - start);
        case Line.ResetAnswer.Done _ -> {
            if (reset == Reset.RESCAN || reset == Reset.CONTROLLER) {
                channel.forget();
            }
            yield awaitReady(start, readyMillis);
        }
        };
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return closed ? new ResetOutcome.Gone(CLOSED, 0) : awaitReady(clock().nanos(), readyMillis);
    }

    private ResetOutcome awaitReady(long start, long readyMillis) {
        long end = start + Math.min(readyMillis, Long.MAX_VALUE / MILLI / 2) * MILLI;
        while (true) {
            Optional<String> hindrance = hindrance(end);
            long now = clock().nanos();
            if (closed) {
                return new ResetOutcome.Gone(CLOSED, now - start);
            }
            if (hindrance.isEmpty()) {
                return new ResetOutcome.Ready(now - start);
            }
            if (now >= end || Thread.currentThread().isInterrupted()) {
                return channel.line().present() ? new ResetOutcome.StillBusy(hindrance.get(), now - start)
                        : new ResetOutcome.Gone(hindrance.get(), now - start);
            }
            clock().sleep(Math.min(end - now, LOOK_EVERY_NANOS));
        }
    }

    /** Why the drive takes no commands now; empty when it does. */
    private Optional<String> hindrance(long end) {
        if (!channel.line().present()) {
            channel.forget();
            if (!channel.line().reconnect()) {
                return Optional.of("The kernel does not know the drive any more, neither as " + channel.line().name()
                        + " nor, by its serial number, under another name.");
            }
        }
        try {
            if (!channel.collect(end)) {
                return Optional.of("The kernel still has a command that hangs.");
            }
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
        long left = Math.max(1, (end - clock().nanos()) / MILLI);
        return access.hindrance(Math.min(left, PROBE_MILLIS));
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return access.ataPort();
    }

    @Override
    public void close() {
        closed = true;
        channel.line().close();
    }
}
