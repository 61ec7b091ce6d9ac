package org.salvor.power;

/** What became of switching. */
public sealed interface PowerOutcome {

    /** The device confirmed. Whether the drive noticed is for the drive to tell. */
    record Switched(PowerState state) implements PowerOutcome {
    }

    /** It did not switch, or nobody knows; {@code why} is a sentence that says what to do. */
    record Failed(String why) implements PowerOutcome {
    }
}
