package org.salvor.cli;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.salvor.station.JobView;
import org.salvor.station.Station;
import org.salvor.station.StationEvent;
import org.salvor.station.StationException;
import org.salvor.station.Steer;

/** Stays with a job until it ends: shows it, and stops it when the person asks for that or the job asks for the person. */
final class Watch {
    private static final long LOOK_MILLIS = 100;
    private static final long STOP_WAIT_NANOS = 10_000_000_000L;

    private final Shell shell;
    private final Station station;
    private final ProgressOutput output;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    private JobView asking;
    private boolean stopSent;
    private long stopSentNanos;

    Watch(Shell shell, Station station, ProgressOutput output) {
        this.shell = shell;
        this.station = station;
        this.output = output;
    }

    /**
     * Returns once the job does not run any more, or a stop was not confirmed in time.
     *
     * @return the exit code
     */
    int untilDone(String id) throws CommandFailure, StationException {
        try (AutoCloseable listening = station.listen(event -> take(event, id))) {
            return watch(id);
        } catch (StationException | CommandFailure | RuntimeException known) {
            throw known;
        } catch (Exception closing) {
            throw new CommandFailure(ExitCode.OWN_SIDE, "The station's events could not be given back: " + closing.getMessage() + ".",
                    closing);
        }
    }

    private int watch(String id) throws StationException {
        long nextShowNanos = shell.nanos().getAsLong();
        while (true) {
            JobView job = station.job(id);
            ProgressOutput.Cells cells = (count, since) -> station.mapWindow(id, 0, job.sectorCount(), count, since);
            long now = shell.nanos().getAsLong();
            for (String note = notes.poll(); note != null; note = notes.poll()) {
                if (!note.equals(job.sentence())) {
                    output.note(note);
                }
            }
            if (!job.live() || stopSent && now - stopSentNanos > STOP_WAIT_NANOS) {
                return end(job, cells);
            }
            stopIfAsked(job, now);
            if (now >= nextShowNanos) {
                output.show(job, cells);
                stopWhenNobodyListens();
                nextShowNanos = Math.max(now, nextShowNanos + output.periodMillis() * 1_000_000);
            }
            rest();
        }
    }

    /** A stop by the person, or by a job that cannot go on without a person: nobody answers a command line. */
    private void stopIfAsked(JobView job, long now) throws StationException {
        boolean needsOperator = job.state() == JobView.State.NEEDS_OPERATOR;
        if (!stopSent && (needsOperator || shell.stop().made())) {
            asking = needsOperator ? job : null;
            stopSent = true;
            stopSentNanos = now;
            station.steer(job.id(), new Steer.Stop());
        }
    }

    /** A reader that went away cannot steer the job any more, and as long as it runs nobody else can. */
    private void stopWhenNobodyListens() {
        if (shell.out().checkError()) {
            shell.stop().make();
        }
    }

    private int end(JobView job, ProgressOutput.Cells cells) throws StationException {
        boolean stopped = job.state() == JobView.State.STOPPED || job.live();
        JobView ended = asking != null && stopped ? withWords(job, asking) : job;
        int exitCode = ExitCode.of(ended);
        output.end(ended, cells, exitCode);
        if (JobText.endsInComplaint(ended)) {
            shell.out().flush();
            shell.err().println("salvor: " + JobText.end(ended));
        }
        return exitCode;
    }

    /** The job as it is, with the state and words in which it asked for the person. */
    private static JobView withWords(JobView job, JobView words) {
        return new JobView(job.id(), job.folder(), job.source(), job.destination(), job.plan(), job.passes(), words.state(),
                words.sentence(),
                job.passIndex(), job.passRound(), job.passPercent(), job.positionLba(), job.sectorCount(), job.sectorBytes(),
                job.sectorsByStage(),
                job.sectorsByCause(), job.errors(), job.resets(), job.powerCycles(), job.bytesPerSecond(), job.averageBytesPerSecond(),
                job.driveSeconds(), job.remainingSeconds(), job.temperatureCelsius(), job.lastRegisters(), job.mapVersion(),
                job.durableSectors(), job.hidden());
    }

    private void rest() {
        if (stopSent) {
            LockSupport.parkNanos(LOOK_MILLIS * 1_000_000);
        } else {
            shell.stop().rest(LOOK_MILLIS);
        }
    }

    private void take(StationEvent event, String id) {
        switch (event) {
        case StationEvent.Logged logged when logged.jobId().equals(id) && logged.needsOperator() -> notes.add(logged.sentence());
        case StationEvent.Logged _,StationEvent.JobChanged _,StationEvent.Moving _,StationEvent.DrivesChanged _ -> {
        }
        }
    }
}
