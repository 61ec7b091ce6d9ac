package org.salvor.station.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.salvor.casework.JobStore;
import org.salvor.drive.Clock;
import org.salvor.station.DriveSurvey;
import org.salvor.station.DriveView;
import org.salvor.station.Providers;
import org.salvor.station.StationException;

/** The parts of a station, and what they share. */
public final class Desks implements AutoCloseable {
    private final Providers providers;
    private final Clock hostClock;
    private final Events events = new Events();
    private final Plans plans = new Plans();
    private final DriveDesk drives;
    private final JobDesk jobs;
    private final RecordDesk records;
    private final PowerDesk power;

    public Desks(Providers providers, Clock hostClock, Optional<Path> stateFolder) {
        this.providers = providers;
        this.hostClock = hostClock;
        drives = new DriveDesk(providers, hostClock);
        Supplies supplies = new Supplies(providers, hostClock, stateFolder);
        power = new PowerDesk(providers, hostClock, supplies);
        JobOpening opening = new JobOpening(providers, hostClock, supplies);
        jobs = new JobDesk(opening, events, hostClock, new KnownJobs(stateFolder.map(folder -> new JobStore(folder, hostClock)), opening));
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

    /** What is to be done to a drive, unless a running job holds it. */
    public ControlDesk control(String address) throws StationException {
        Optional<String> holder = jobs.holder(address);
        if (holder.isPresent()) {
            throw new StationException(StationException.Kind.OPERATOR,
                    "The job in " + holder.get() + " holds " + address + "; stop that job first, then ask again.");
        }
        return new ControlDesk(providers, hostClock, address);
    }

    /** Asks drives how they are. */
    public List<DriveSurvey> survey(List<DriveView> seen) {
        return new DriveSurveyor(providers, hostClock).survey(seen);
    }

    public JobDesk jobs() {
        return jobs;
    }

    public PowerDesk power() {
        return power;
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
