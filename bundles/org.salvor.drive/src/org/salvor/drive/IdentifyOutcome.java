package org.salvor.drive;

/** Answer to asking a drive who it is. */
public sealed interface IdentifyOutcome {

    /** The drive answered, with a valid checksum where it has one. */
    record Identified(DriveIdentity identity) implements IdentifyOutcome {
    }

    /** The drive did not answer, or not with an identity. */
    record NoAnswer(String why) implements IdentifyOutcome {
    }
}
