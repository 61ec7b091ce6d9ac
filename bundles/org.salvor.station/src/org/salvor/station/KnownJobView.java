package org.salvor.station;

/**
 * A job folder that this user has worked with.
 *
 * @param folder the folder, as {@link Station#open} and {@link JobOrder#resume} take it
 * @param lastUsedEpochMillis calendar time at which a job was last started, ended or opened there
 * @param state see {@link State}
 * @param source the source in words, empty when the folder cannot be read
 * @param destination the destination in words, empty when the folder cannot be read
 * @param plan plan name, empty when the folder cannot be read
 * @param readSectors sectors that are {@code read} in the durable map
 * @param wantedSectors sectors that were asked for
 * @param sentence what that means, or what is wrong with the folder
 */
public record KnownJobView(String folder, long lastUsedEpochMillis, State state, String source, String destination, String plan,
        long readSectors, long wantedSectors, String sentence) {

    /** How a known job stands. */
    public enum State {
        /** A process that runs now has it open. */
        RUNNING,
        /** It ran when its program ended, and can go on. */
        INTERRUPTED,
        /** It came to its end or was stopped. */
        AT_REST,
        /** Its folder is not there now, or cannot be read. */
        MISSING
    }
}
