package org.salvor.drive.simulated;

/** What can come of reading a sector. */
public enum SectorFate {
    /** It reads, and nothing that happens to the drive will change that. */
    READABLE,
    /** It reads with odds of its own, try by try. */
    WEAK,
    /** It reads until wear takes it. */
    MORTAL,
    /** It never reads. */
    UNREADABLE
}
