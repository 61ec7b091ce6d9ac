package org.salvor.ui.internal.commands;

import org.salvor.station.JobView;

/** Which orders make sense for a job as it is. Pure. */
final class JobChoices {
    private JobChoices() {
    }

    /** Whether the job can be told to stop. */
    static boolean canStop(JobView job) {
        return job.live() && job.state() != JobView.State.STOPPING || failed(job);
    }

    /** Whether our own side failed: the job has mostly kept its drives, and can try its destination again. */
    static boolean failed(JobView job) {
        return job.state() == JobView.State.FAILED;
    }

    /** Whether the job can be told to pause. */
    static boolean canPause(JobView job) {
        return switch (job.state()) {
        case RUNNING, RESTING, RECOVERING, HASHING -> true;
        case IDLE, MOVING, PAUSED, NEEDS_OPERATOR, STOPPING, STOPPED, FINISHED, FAILED -> false;
        };
    }

    /** Whether the job waits, with its drives open, for an order to go on. */
    static boolean waits(JobView job) {
        return job.state() == JobView.State.PAUSED || job.state() == JobView.State.NEEDS_OPERATOR;
    }

    /** Whether the job can be started again from its folder. */
    static boolean canStartAgain(JobView job) {
        return switch (job.state()) {
        case IDLE, STOPPED -> true;
        case FINISHED -> !job.complete();
        case MOVING, RUNNING, RESTING, RECOVERING, HASHING, PAUSED, NEEDS_OPERATOR, STOPPING, FAILED -> false;
        };
    }

    /** Whether the job can go on in either way. */
    static boolean canResume(JobView job) {
        return waits(job) || canStartAgain(job) || failed(job);
    }

    /** Whether a pass runs that can be ended early. */
    static boolean canSkipPass(JobView job) {
        return job.live() && job.state() != JobView.State.STOPPING && job.passIndex() >= 0 && job.passIndex() < job.passes().size();
    }

    /** Whether the job can go on with another destination. */
    static boolean canReplaceDestination(JobView job) {
        return switch (job.state()) {
        case IDLE, RUNNING, RESTING, RECOVERING, PAUSED, NEEDS_OPERATOR, STOPPED, FAILED -> true;
        case MOVING, HASHING, STOPPING, FINISHED -> false;
        };
    }

    /** Whether this address is a drive's, so that writing there wants a confirmation; the station refuses what slips through. */
    static boolean namesADrive(String address) {
        return address.startsWith("block:") || address.startsWith("/dev/");
    }

    /** Whether the destination can be read back without being in the way of the job. */
    static boolean canVerify(JobView job) {
        return !job.live();
    }
}
