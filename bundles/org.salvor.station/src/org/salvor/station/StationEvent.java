package org.salvor.station;

/** What a station tells its listeners. */
public sealed interface StationEvent {

    /** A job appeared, changed its state or was forgotten; ask for it anew. */
    record JobChanged(String jobId) implements StationEvent {
    }

    /** How far a job's image is on its way to another destination, ten times a second at most. */
    record Moving(String jobId, Progress progress) implements StationEvent {
    }

    /**
     * Something worth a line in a log.
     *
     * @param jobId job
     * @param epochMillis calendar time
     * @param kind kind of entry, as in the case journal
     * @param sentence in words
     * @param needsOperator whether somebody should come
     */
    record Logged(String jobId, long epochMillis, String kind, String sentence, boolean needsOperator) implements StationEvent {
    }

    /** The list of drives changed. */
    record DrivesChanged() implements StationEvent {
    }
}
