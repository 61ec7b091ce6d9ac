package org.salvor.cli;

import org.salvor.station.JobView;
import org.salvor.station.StationException;

/** How a command ends, as the exit code of the process says it. */
final class ExitCode {
    /** Everything asked for was read, or done. */
    static final int DONE = 0;
    /** Finished, and sectors are left unread; of comparisons: there is a difference; of drive commands: the drive did not do it. */
    static final int UNREAD = 1;
    /** Wrong usage or input. */
    static final int WRONG_INPUT = 2;
    /** Stopped, or the operator is needed. */
    static final int STOPPED = 3;
    /** Our own side failed: destination, job folder, journal, or the program itself. */
    static final int OWN_SIDE = 4;

    private ExitCode() {
    }

    static int of(StationException.Kind kind) {
        return switch (kind) {
        case INPUT -> WRONG_INPUT;
        case OPERATOR -> STOPPED;
        case OWN_SIDE -> OWN_SIDE;
        };
    }

    /** The code for a job that does not run any more; one that still does counts as stopped, since the program that runs it ends. */
    static int of(JobView job) {
        return switch (job.state()) {
        case FINISHED -> job.complete() ? DONE : UNREAD;
        case FAILED -> OWN_SIDE;
        case IDLE, MOVING, RUNNING, RESTING, RECOVERING, HASHING, PAUSED, NEEDS_OPERATOR, STOPPING, STOPPED -> STOPPED;
        };
    }
}
