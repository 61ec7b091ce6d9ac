package org.salvor.power;

import java.time.Duration;

/** Cuts and restores the supply of one drive. One thread at a time. A drive that can cut its own supply implements this beside its port. */
public interface PowerSwitch {

    /** What a person calls it: device and channel. */
    String name();

    /** Cuts the supply. */
    PowerOutcome off();

    /** Restores the supply. */
    PowerOutcome on();

    /** Asks the device for the state of the channel. */
    PowerState state();

    /** Shortest time between off and on that lets a drive stop and its capacitors drain. */
    default Duration minimumOffTime() {
        return Duration.ofSeconds(3);
    }
}
