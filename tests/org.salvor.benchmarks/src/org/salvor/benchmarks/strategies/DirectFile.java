package org.salvor.benchmarks.strategies;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.Registers;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.TimeoutFloor;
import org.salvor.testkit.rig.MeteredDrive;

/**
 * What Salvor sees of a served drive that it opens as a file, without a kernel between: reads that give all their bytes or an error without place, no
 * registers, no resets, and a clock on which nothing takes time. So a run takes seconds that would take minutes through FUSE.
 */
final class DirectFile implements Drive {
    private static final int MAX_COMMAND_BYTES = 16 << 20;
    private static final byte[] NO_SENSE = {};
    private static final int EIO = 5;
    private final MeteredDrive drive;
    private final DriveIdentity identity;
    private final Clock clock;
    private final int pieceSectors;

    /** @param pieceBytes how much of a read the kernel asks for at once; behind an error it asks for no more */
    DirectFile(MeteredDrive drive, DriveIdentity identity, Clock clock, int pieceBytes) {
        this.drive = drive;
        this.identity = identity;
        this.clock = clock;
        pieceSectors = pieceBytes / identity.sectorBytes();
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
        return new Capabilities(Set.of(), Set.of(), MAX_COMMAND_BYTES / identity.sectorBytes(), 4096, new TimeoutFloor(1, "nothing waits"),
                true, true, "");
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        return new IdentifyOutcome.Identified(identity);
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        into.asSlice(0, request.sectorCount() * identity.sectorBytes()).fill((byte) 0);
        for (long done = 0; done < request.sectorCount();) {
            int count = (int) Math.min(request.blockSectors(), request.sectorCount() - done);
            long good = command(request.firstLba() + done, count, into);
            if (good < count) {
                boolean alone = count == 1;
                return new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, alone ? request.firstLba() + done : -1, done + good,
                        new Evidence(0, 0, Registers.NONE, NO_SENSE, good == 0 ? EIO : 0));
            }
            done += count;
        }
        return new ReadOutcome.Read(request.sectorCount(), new Evidence(0, 0, Registers.NONE, NO_SENSE, 0));
    }

    /** One read of the kernel; sectors that came. */
    private long command(long firstLba, int count, MemorySegment into) {
        for (int done = 0; done < count;) {
            int piece = Math.min(pieceSectors, count - done);
            if (!drive.read(firstLba + done, piece, into)) {
                return done;
            }
            done += piece;
        }
        return count;
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return new ResetOutcome.Unavailable("files have no resets", 0);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return new ResetOutcome.Ready(0);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // the drive is the caller's
    }
}
