package org.salvor.testkit.rig;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.salvor.drive.simulated.DriveCounters;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SimulatedDrive;

/**
 * A simulated drive as a plain file shows it: a read gives all its bytes or an error, and nobody sees registers. It keeps the score of whoever reads:
 * the drive's own time, commands, failed reads and head travel by which shares of what can be read for ever had come, each sector for the first time.
 *
 * <p>Time is the drive's: its clock moves by what commands take, and not while the host thinks. One thread at a time.
 */
public final class MeteredDrive {
    /** Shares of the readable data, in per cent, at which the score is taken. */
    public static final List<Integer> SHARES = List.of(50, 75, 90, 99, 100);

    private final SimulatedDrive drive;
    private final HostKernel kernel;
    private final long startNanos;
    private final DriveCounters before;
    private final BitSet missing;
    private final long readableSectors;
    private final List<Mark> marks = new ArrayList<>();
    private long missingSectors;
    private long requests;
    private long longestRequestBytes;

    /**
     * What it took to get so far.
     *
     * @param percent share of the readable sectors that had come, in per cent; 0 for the end of a run, however far it got
     * @param driveNanos drive time, in nanoseconds
     * @param commands commands that the drive took
     * @param failedReads commands that failed
     * @param travelSectors way of the heads, in sectors
     * @param powerCycles times that power came back
     */
    public record Mark(int percent, long driveNanos, long commands, long failedReads, long travelSectors, long powerCycles) {
    }

    /**
     * The score.
     *
     * @param marks one for each of {@link #SHARES} that was reached, in order
     * @param end everything, whether or not it brought data
     * @param readableSectors sectors that can be read for ever
     * @param missingSectors of these, those that never came
     * @param requests reads that were asked for
     * @param longestRequestBytes longest of these
     */
    public record Score(List<Mark> marks, Mark end, long readableSectors, long missingSectors, long requests, long longestRequestBytes) {
    }

    /**
     * @param drive a drive on a virtual clock, which nobody else uses
     * @param mostSectors longest command that the host sends; longer reads are several commands
     */
    public MeteredDrive(SimulatedDrive drive, long mostSectors) {
        this.drive = drive;
        kernel = new HostKernel(drive, mostSectors);
        startNanos = drive.clock().nanos();
        before = drive.hardware().counters();
        DriveTruth truth = drive.truth();
        int sectors = Math.toIntExact(truth.sectorCount());
        missing = new BitSet(sectors);
        missing.set(0, sectors);
        truth.forEachDamage((first, end, fate) -> {
            if (fate != SectorFate.READABLE) {
                missing.clear((int) first, (int) end);
            }
        });
        readableSectors = missing.cardinality();
        missingSectors = readableSectors;
    }

    /** Bytes of a logical sector. */
    public int sectorBytes() {
        return drive.identity().sectorBytes();
    }

    /** Bytes of a physical sector: the unit that fails. */
    public int physicalSectorBytes() {
        return drive.identity().physicalSectorBytes();
    }

    /** Bytes of the whole drive. */
    public long sizeBytes() {
        return drive.identity().sizeBytes();
    }

    /**
     * Reads whole sectors.
     *
     * @param into takes the bytes, zeros where the drive moves none; what it holds after an error says nothing
     * @return whether all of them read well
     */
    public boolean read(long firstLba, long sectorCount, MemorySegment into) {
        requests++;
        longestRequestBytes = Math.max(longestRequestBytes, sectorCount * sectorBytes());
        boolean moves = drive.capabilities().movesBytes();
        if (!moves) {
            into.asSlice(0, sectorCount * sectorBytes()).fill((byte) 0);
        }
        boolean good = kernel.read(firstLba, sectorCount, into);
        if (good) {
            came(firstLba, firstLba + sectorCount);
        }
        return good;
    }

    /** Whether the host has given the drive up, so that nothing can come any more. Any thread. */
    public boolean offLine() {
        return kernel.offLine();
    }

    /** Sectors came that were read by another way than {@link #read}: with resets, say. */
    public void came(long firstLba, long endLba) {
        int end = (int) endLba;
        int at = missing.nextSetBit((int) firstLba);
        while (at >= 0 && at < end) {
            int stop = Math.min(missing.nextClearBit(at), end);
            missing.clear(at, stop);
            missingSectors -= stop - at;
            at = missing.nextSetBit(stop);
        }
        while (marks.size() < SHARES.size()
                && (readableSectors - missingSectors) * 100 >= SHARES.get(marks.size()) * readableSectors) {
            marks.add(mark(SHARES.get(marks.size())));
        }
    }

    private Mark mark(int percent) {
        DriveCounters now = drive.hardware().counters();
        return new Mark(percent, drive.clock().nanos() - startNanos, now.commands() - before.commands(),
                now.failedReads() - before.failedReads(), now.travelSectors() - before.travelSectors(),
                now.powerCycles() - before.powerCycles());
    }

    /** The score so far. */
    public Score score() {
        return new Score(List.copyOf(marks), mark(0), readableSectors, missingSectors, requests, longestRequestBytes);
    }
}
