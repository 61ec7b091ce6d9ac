package org.salvor.imaging;

/** What an imager is doing. */
public enum ImagerState {
    RUNNING, RESTING, RECOVERING, HASHING, PAUSED, NEEDS_OPERATOR, STOPPING, STOPPED, FINISHED,
    /** Our own side failed; it waits for a destination, or to be stopped. */
    FAILED;

    /** Whether the imager is through, for good. */
    public boolean ended() {
        return this == STOPPED || this == FINISHED;
    }
}
