package org.salvor.imaging;

import org.salvor.drive.Clock;
import org.salvor.sectormap.SectorMap;

/** What others may see of an imager, as snapshots at most ten times a second. Kept by the owner thread; {@link #snapshot} is for any thread. */
final class Progress {
    private static final long SNAPSHOT_NANOS = 100_000_000L;

    private final Clock hostClock;
    private final SectorMap map;
    private final SchedulerState memory;
    private final EpochStore epochs;
    private final DriveTime driveTime;
    private final Pace pace;
    private ImagerState state = ImagerState.RUNNING;
    private String sentence = "Starting.";
    private int celsius = Integer.MIN_VALUE;
    private int lastRegisters;
    private long publishedNanos;
    private volatile long commandOutSinceNanos = -1;
    private volatile ImagerSnapshot snapshot;

    Progress(ImagerParts parts, SchedulerState memory, DriveTime driveTime) {
        this.hostClock = parts.hostClock();
        this.map = parts.live();
        this.memory = memory;
        this.epochs = parts.epochs();
        this.driveTime = driveTime;
        pace = new Pace(parts.layout().sourceSectorBytes(), driveTime.nanos());
        publishNow();
    }

    ImagerState state() {
        return state;
    }

    void is(ImagerState newState) {
        state = newState;
    }

    void is(ImagerState newState, String newSentence) {
        state = newState;
        sentence = newSentence;
    }

    void says(String newSentence) {
        sentence = newSentence;
    }

    /** Notes sectors that were read well. */
    void read(long sectors) {
        pace.read(sectors, driveTime.nanos());
    }

    /** Notes the registers of the last failed read, packed. */
    void registers(int packed) {
        lastRegisters = packed;
    }

    /** Notes the temperature of the source in degrees Celsius, {@link Integer#MIN_VALUE} when unknown. */
    void temperature(int newCelsius) {
        celsius = newCelsius;
    }

    /** A command leaves for the source. */
    void commandLeaves() {
        commandOutSinceNanos = hostClock.nanos();
    }

    /** It is back. */
    void commandIsBack() {
        commandOutSinceNanos = -1;
    }

    /** Publishes where the state has changed or the last snapshot is old. */
    void publish() {
        if (state.ended() || snapshot.state() != state || hostClock.nanos() - publishedNanos >= SNAPSHOT_NANOS) {
            publishNow();
        }
    }

    void publishNow() {
        publishedNanos = hostClock.nanos();
        long now = driveTime.nanos();
        double share = memory.passTotalSectors == 0 ? 0 : Math.min(1.0, memory.passDoneSectors / (double) memory.passTotalSectors);
        double spent = (now - memory.passStartNanos) / 1e9;
        double remaining = share <= 0 || memory.passIndex < 0 ? -1 : spent / share * (1 - share);
        snapshot = new ImagerSnapshot(state, sentence, map.snapshot(), memory.passIndex, Math.max(1, memory.round), 100 * share,
                memory.position,
                memory.errors, memory.resets, memory.powerCycles, pace.recent(now), pace.average(now), now / 1e9, remaining, celsius,
                lastRegisters, epochs.readSectors(), commandOutSinceNanos);
    }

    /** The latest snapshot, {@code stopping} until the imager has ended if it is to stop. Any thread. */
    ImagerSnapshot snapshot(boolean stopping) {
        ImagerSnapshot latest = snapshot;
        return new ImagerSnapshot(stopping && !latest.state().ended() ? ImagerState.STOPPING : latest.state(), latest.sentence(),
                latest.map(),
                latest.passIndex(), latest.round(), latest.passPercent(), latest.positionLba(), latest.errors(), latest.resets(),
                latest.powerCycles(),
                latest.bytesPerSecond(), latest.averageBytesPerSecond(), latest.driveSeconds(), latest.remainingSeconds(), latest.celsius(),
                latest.lastRegisters(), latest.durableSectors(), commandOutSinceNanos);
    }
}
