package org.salvor.imaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.salvor.imaging.plan.Rung;
import org.salvor.sectormap.LbaRange;

/**
 * All that the scheduler remembers between two events beside the map. It is saved with every epoch of the map, so that a job that goes on does what it
 * would have done without the stop. Owner thread only.
 */
final class SchedulerState {
    private static final int VERSION = 2;
    private static final int STEPS = Rung.Step.values().length;

    /** Things to be done before the next read, in this order. */
    static final int IDENTITY = 2;
    static final int PREPARE = 1;
    static final int KNOWN_SECTOR = 4;
    static final int REST = 8;

    int passIndex = -1;
    int round;
    /** Number that the map keeps as last pass, 1-255, another for every round. */
    int passNumber;
    /** The number that was given out last. */
    int latestNumber;
    /** Pass, round and number to go back to once everything in {@link #lost} was read again. */
    int keptIndex;
    int keptRound;
    int keptNumber;
    /** Next sector of a forward pass, end of the next block of a backward one. */
    long position;
    /** Length of the latest jump, in sectors; 0 after a good block. */
    long jump;
    int slowInRow;
    int goodInRow;
    int failedInRow;
    int refusedInRow;
    int transferRetries;
    int errorsSinceIdentity;
    int errorsSinceKnown;
    int knownFailures;
    int duties;
    /** Rung of the ladder that was taken last in the present trouble, -1 = no trouble. */
    int rung = -1;
    boolean distrust;
    long passErrors;
    long passStartNanos;
    long passPowerCycles;
    long passDoneSectors;
    long passTotalSectors;
    long minuteStartNanos;
    long minuteSectors;
    long errors;
    long resets;
    long powerCycles;
    /** Drive time of the job over all its runs, in nanoseconds, when the state was saved. */
    long driveNanos;
    /** For each step of the ladder how often it was taken in the job. */
    final long[] taken = new long[STEPS];
    /** For each step the drive times in nanoseconds at which it was taken within the last hour. */
    final List<List<Long>> takenAt = new ArrayList<>();
    /** Sectors read since the last check of a known sector that passed, ascending or not, joined where they touch. */
    final List<LbaRange> provisional = new ArrayList<>();

    /** Sectors that were lost on our own side, ascending: the plan goes over them alone; empty most of the time. */
    final List<LbaRange> lost = new ArrayList<>();

    SchedulerState() {
        for (int i = 0; i < STEPS; i++) {
            takenAt.add(new ArrayList<>());
        }
    }

    boolean owes(int duty) {
        return (duties & duty) != 0;
    }

    void owe(int moreDuties) {
        duties |= moreDuties;
    }

    void paid(int duty) {
        duties &= ~duty;
    }

    /** Remembers that sectors were read whose drive has not been checked since. */
    void addProvisional(LbaRange range) {
        if (!provisional.isEmpty()) {
            LbaRange last = provisional.getLast();
            if (last.endLba() == range.firstLba() || range.endLba() == last.firstLba()) {
                provisional.set(provisional.size() - 1,
                        new LbaRange(Math.min(last.firstLba(), range.firstLba()), Math.max(last.endLba(), range.endLba())));
                return;
            }
        }
        provisional.add(range);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            for (int value : ints()) {
                out.writeInt(value);
            }
            for (long value : longs()) {
                out.writeLong(value);
            }
            out.writeBoolean(distrust);
            for (int step = 0; step < STEPS; step++) {
                out.writeLong(taken[step]);
                out.writeInt(takenAt.get(step).size());
                for (long at : takenAt.get(step)) {
                    out.writeLong(at);
                }
            }
            write(provisional, out);
            write(lost, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(List<LbaRange> ranges, DataOutputStream out) throws IOException {
        out.writeInt(ranges.size());
        for (LbaRange range : ranges) {
            out.writeLong(range.firstLba());
            out.writeLong(range.endLba());
        }
    }

    private static void read(List<LbaRange> ranges, DataInputStream in) throws IOException {
        for (int count = checkedCount(in); count > 0; count--) {
            ranges.add(new LbaRange(in.readLong(), in.readLong()));
        }
    }

    private int[] ints() {
        return new int[] { passIndex, round, passNumber, slowInRow, goodInRow, failedInRow, refusedInRow, transferRetries,
                errorsSinceIdentity,
                errorsSinceKnown, knownFailures, duties, rung, latestNumber, keptIndex, keptRound, keptNumber };
    }

    private long[] longs() {
        return new long[] { position, jump, passErrors, passStartNanos, passPowerCycles, passDoneSectors, passTotalSectors,
                minuteStartNanos, minuteSectors,
                errors, resets, powerCycles, driveNanos };
    }

    /**
     * The state in bytes that {@link #encode} made.
     *
     * @throws IOException when they are of a newer version or not of a state
     */
    static SchedulerState decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("the saved strategy is of version " + version + ", this Salvor knows version " + VERSION);
        }
        SchedulerState state = new SchedulerState();
        state.readInts(in);
        state.readLongs(in);
        state.distrust = in.readBoolean();
        for (int step = 0; step < STEPS; step++) {
            state.taken[step] = in.readLong();
            for (int count = checkedCount(in); count > 0; count--) {
                state.takenAt.get(step).add(in.readLong());
            }
        }
        read(state.provisional, in);
        read(state.lost, in);
        return state;
    }

    private static int checkedCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / 8) {
            throw new IOException("the saved strategy is damaged");
        }
        return count;
    }

    private void readInts(DataInputStream in) throws IOException {
        passIndex = in.readInt();
        round = in.readInt();
        passNumber = in.readInt();
        slowInRow = in.readInt();
        goodInRow = in.readInt();
        failedInRow = in.readInt();
        refusedInRow = in.readInt();
        transferRetries = in.readInt();
        errorsSinceIdentity = in.readInt();
        errorsSinceKnown = in.readInt();
        knownFailures = in.readInt();
        duties = in.readInt();
        rung = in.readInt();
        latestNumber = in.readInt();
        keptIndex = in.readInt();
        keptRound = in.readInt();
        keptNumber = in.readInt();
    }

    private void readLongs(DataInputStream in) throws IOException {
        position = in.readLong();
        jump = in.readLong();
        passErrors = in.readLong();
        passStartNanos = in.readLong();
        passPowerCycles = in.readLong();
        passDoneSectors = in.readLong();
        passTotalSectors = in.readLong();
        minuteStartNanos = in.readLong();
        minuteSectors = in.readLong();
        errors = in.readLong();
        resets = in.readLong();
        powerCycles = in.readLong();
        driveNanos = in.readLong();
    }
}
