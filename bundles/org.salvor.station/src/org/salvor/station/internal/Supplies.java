package org.salvor.station.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.salvor.casework.JobOptions;
import org.salvor.casework.JobSpec;
import org.salvor.casework.SupplyNote;
import org.salvor.casework.SupplyNotes;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.imaging.CaseLog;
import org.salvor.power.PowerSwitch;
import org.salvor.power.SwitchBudget;
import org.salvor.station.Providers;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** Which switch feeds which drive of which job, and what may be cut. Any thread. */
final class Supplies {
    private static final System.Logger LOG = System.getLogger(Supplies.class.getName());

    private final Providers providers;
    private final Clock hostClock;
    private final SupplyNotes notes;

    Supplies(Providers providers, Clock hostClock, Optional<Path> stateFolder) {
        this.providers = providers;
        this.hostClock = hostClock;
        notes = new SupplyNotes(stateFolder.map(folder -> folder.resolve("supplies")));
    }

    /** Why a supply must not be cut; an own job is one that wants to. */
    Optional<String> refusal(String power, String ownJob) {
        try {
            return power.isEmpty() ? Optional.empty() : notes.interlock().refusal(power, ownJob);
        } catch (IOException e) {
            return Optional.of("It cannot be found out whether a running job needs the switch " + power + " (" + e.getMessage()
                    + "), so that it is not cut.");
        }
    }

    /** Why another cut is too much. */
    Optional<String> overBudget(String power, SwitchBudget budget) throws StationException {
        try {
            return budget.refusal(power, notes.cuts(power), hostClock.wallTime());
        } catch (IOException e) {
            throw unnoted(power, e);
        }
    }

    /** Notes a cut that comes now. */
    void cut(String power) throws IOException {
        if (!power.isEmpty()) {
            notes.cut(power, hostClock.wallTime());
        }
    }

    /** How much longer a supply has to stay off. */
    Duration stillOff(PowerSwitch power) throws StationException {
        try {
            Duration left = power.address().isEmpty() ? Duration.ZERO
                    : SwitchBudget.stillOff(notes.cuts(power.address()), power.minimumOffTime(), hostClock.wallTime());
            return left.compareTo(power.minimumOffTime()) > 0 ? power.minimumOffTime() : left;
        } catch (IOException e) {
            throw unnoted(power.address(), e);
        }
    }

    private static StationException unnoted(String power, IOException e) {
        return new StationException(Kind.OWN_SIDE, "It cannot be noted or read when " + power + " was cut last (" + e.getMessage()
                + "); mend the state folder of Salvor, then try again.", e);
    }

    /** Refuses a job whose switches are not there, or belong to others. */
    void check(Path job, JobOptions options) throws StationException {
        String power = canonical(options.power());
        String other = canonical(options.destinationPower());
        if (!power.isEmpty() && power.equals(other)) {
            throw new StationException(Kind.INPUT,
                    "The switch " + power + " is said to feed both source and destination; a drive that is written to is never cut.");
        }
        Optional<String> refusal = refusal(power, job.toString());
        if (refusal.isPresent()) {
            throw new StationException(Kind.OPERATOR, refusal.get());
        }
    }

    private String canonical(String address) throws StationException {
        return address.isEmpty() ? "" : providers.power(address).address();
    }

    /** Notes which supplies a job has to do with, until the answer is closed. */
    AutoCloseable hold(Path job, JobSpec spec) throws StationException {
        check(job, spec.options());
        boolean drive = spec.destination().isPresent() && spec.destination().get().kind().equals("drive");
        SupplyNote note = new SupplyNote(job.toString(), SupplyNotes.thisProcess(), hostClock.wallTime().toEpochMilli(),
                canonical(spec.options().power()), JobSpec.words(spec.source()), spec.source().serial(),
                canonical(spec.options().destinationPower()), spec.destination().map(JobSpec::words).orElse(spec.destinationAddress()),
                drive ? spec.destination().get().serial().strip() : "");
        try {
            return notes.hold(note);
        } catch (IOException e) {
            if (note.power().isEmpty() && note.destinationPower().isEmpty()) {
                LOG.log(Level.INFO, "Other programs will not know what this job needs: " + e.getMessage());
                return () -> {};
            }
            throw unnoted(note.power() + " " + note.destinationPower(), e);
        }
    }

    /** The switch of a job's source; what it says goes to the case journal. */
    Optional<PowerSwitch> source(Path job, JobOptions options, Drive source, CaseLog log) throws StationException {
        if (options.power().isEmpty()) {
            return source instanceof PowerSwitch own ? Optional.of(own) : Optional.empty();
        }
        PowerSwitch power = providers.power(options.power());
        return Optional.of(new InterlockedSwitch(power, this, job.toString(),
                sentence -> log.note("power", sentence, Map.of("switch", power.address()))));
    }
}
