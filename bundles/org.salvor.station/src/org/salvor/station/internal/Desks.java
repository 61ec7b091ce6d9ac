package org.salvor.station.internal;

import org.salvor.drive.Clock;
import org.salvor.station.Providers;

/** The parts of a station, and what they share. */
public final class Desks implements AutoCloseable {
    private final Events events = new Events();
    private final Plans plans = new Plans();
    private final DriveDesk drives;
    private final JobDesk jobs;
    private final RecordDesk records;

    public Desks(Providers providers, Clock hostClock) {
        drives = new DriveDesk(providers, hostClock);
        jobs = new JobDesk(new JobOpening(providers, hostClock), events, hostClock);
        records = new RecordDesk(providers, hostClock);
    }

    public Events events() {
        return events;
    }

    public Plans plans() {
        return plans;
    }

    public DriveDesk drives() {
        return drives;
    }

    public JobDesk jobs() {
        return jobs;
    }

    public RecordDesk records() {
        return records;
    }

    /** Stops every job and waits for them. */
    @Override
    public void close() {
        jobs.close();
        events.close();
    }
}
