package org.salvor.imaging;

import org.salvor.drive.Clock;
import org.salvor.sectormap.SectorMap;

/** Decides when an epoch ends, and when the source has to wait for what is not yet durable. Owner thread only. */
final class EpochRhythm {
    /** Epochs begin at least this often, so that with the time to flush them a crash loses at most a second. */
    private static final long EPOCH_NANOS = 500_000_000L;
    /** More epochs behind than this, and reading waits for the disk: the one that is flushed and the one behind it are a second together. */
    private static final long EPOCHS_BEHIND = 1;
    private static final long SLICE_MILLIS = 50;

    private final Clock hostClock;
    private final Pipeline pipeline;
    private final SectorMap map;
    private final SchedulerState memory;
    private final DriveTime driveTime;
    private long lastSealNanos;
    private boolean unsealed;
    private boolean irreplaceable;

    EpochRhythm(Clock hostClock, Pipeline pipeline, SectorMap map, SchedulerState memory, DriveTime driveTime) {
        this.hostClock = hostClock;
        this.pipeline = pipeline;
        this.map = map;
        this.memory = memory;
        this.driveTime = driveTime;
        lastSealNanos = hostClock.nanos();
    }

    /** Something happened that belongs to the durable record. */
    void happened() {
        unsealed = true;
    }

    /** Ends the epoch if it is time to. */
    void sealInTime() {
        if (unsealed && hostClock.nanos() - lastSealNanos >= EPOCH_NANOS) {
            seal();
        }
    }

    /** Ends the epoch. */
    void seal() {
        lastSealNanos = hostClock.nanos();
        unsealed = false;
        memory.driveNanos = driveTime.nanos();
        pipeline.seal(memory.encode(), map.takeLatencyChanges());
    }

    /** Ends the epoch with something that may never come again: nothing is sent to the source before it is durable. */
    void sealIrreplaceable() {
        seal();
        irreplaceable = true;
    }

    /** Whether the source had to wait for something irreplaceable; waits a little itself. */
    boolean waitsForIrreplaceable() {
        boolean waits = irreplaceable;
        irreplaceable = waits && !pipeline.awaitDurable(SLICE_MILLIS);
        return waits;
    }

    /** Whether reading had to wait because too much was not yet durable; waits a little itself. */
    boolean waitsForTheDisk() {
        boolean behind = pipeline.epochsBehind() > EPOCHS_BEHIND;
        if (behind) {
            pipeline.awaitDurable(SLICE_MILLIS);
        }
        return behind;
    }
}
