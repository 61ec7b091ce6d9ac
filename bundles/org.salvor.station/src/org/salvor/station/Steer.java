package org.salvor.station;

/** Orders to a running job. */
public sealed interface Steer {

    /**
     * No further command leaves for the source within one second; then everything is made durable and the drives are given back. A move to another destination
     * ends where it is: the job keeps the old one, and the same order moves it again.
     */
    record Stop() implements Steer {
    }

    /** No further command leaves, the drives are kept. */
    record Pause() implements Steer {
    }

    /** Goes on after a pause, also one in which the job asked for the operator. */
    record Continue() implements Steer {
    }

    /** Reopens a destination that failed, checks what was not yet durable on it, and goes on. */
    record RetryDestination() implements Steer {
    }

    /**
     * Goes on with another destination, brought up to date from the old one where that still reads. This is not immediate: it runs on the calling thread and
     * returns once the job reads again. Until then the job is {@link JobView.State#MOVING}, and another thread may stop it.
     *
     * @param confirmed whether the operator has confirmed that everything on this drive is overwritten; without that only a file is taken
     */
    record ReplaceDestination(String address, boolean confirmed) implements Steer {
    }

    /** Resets the source now: {@code SOFT}, {@code HARD}, {@code RESCAN} or {@code CONTROLLER}. */
    record ResetSource(String reset) implements Steer {
    }

    /** Ends the running pass early and begins the next. */
    record SkipPass() implements Steer {
    }
}
