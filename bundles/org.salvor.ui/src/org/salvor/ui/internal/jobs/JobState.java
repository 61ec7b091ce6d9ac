package org.salvor.ui.internal.jobs;

import org.salvor.station.JobView;
import org.salvor.ui.Tones;

/**
 * How a job's state is shown: a word, and a colour with a meaning that the word repeats. Pure.
 *
 * @param word what the state is called
 * @param rgb colour of its dot, 0xRRGGBB
 */
record JobState(String word, int rgb) {
    static JobState of(JobView.State state) {
        return switch (state) {
        case IDLE -> new JobState("not running", Tones.IDLE);
        case MOVING -> new JobState("moving", Tones.BUSY);
        case RUNNING -> new JobState("reading", Tones.GOOD);
        case RESTING -> new JobState("resting", Tones.BUSY);
        case RECOVERING -> new JobState("recovering", Tones.CAUTION);
        case HASHING -> new JobState("hashing", Tones.BUSY);
        case PAUSED -> new JobState("paused", Tones.CAUTION);
        case NEEDS_OPERATOR -> new JobState("needs you", Tones.BAD);
        case STOPPING -> new JobState("stopping", Tones.CAUTION);
        case STOPPED -> new JobState("stopped", Tones.IDLE);
        case FINISHED -> new JobState("finished", Tones.GOOD);
        case FAILED -> new JobState("failed", Tones.BAD);
        };
    }
}
