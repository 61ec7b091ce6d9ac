package org.salvor.drive;

/** Kinds of unreadable sectors. */
public enum MediaFault {
    /** ECC could not correct the data (UNC). */
    UNCORRECTABLE,
    /** The sector's header was not found (IDNF). */
    ID_NOT_FOUND,
    /** The address mark or sync byte was not found (AMNF). */
    ADDRESS_MARK
}
