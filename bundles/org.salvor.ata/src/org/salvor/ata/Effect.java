package org.salvor.ata;

/** What a command does to the drive, in rising danger. */
public enum Effect {
    /** Reads data, state or settings. */
    READS,
    /** Changes a setting that a power cycle or reset takes back. */
    CHANGES_VOLATILE,
    /** Changes a setting that the drive keeps. */
    CHANGES_STORED,
    /** Writes user data. */
    WRITES,
    /** Erases, re-formats or replaces firmware. */
    DESTROYS,
    /** The catalogue does not know the command. */
    UNKNOWN
}
