package org.salvor.drive;

/** Resets in rising severity. */
public enum Reset {
    /** SRST, or a device reset of the transport. */
    SOFT,
    /** COMRESET, or a link or bus reset of the transport. */
    HARD,
    /** The host forgets the drive and looks for it again. */
    RESCAN,
    /** The host's controller itself is removed and found again. */
    CONTROLLER
}
