package org.salvor.power;

import java.time.Duration;
import java.util.Locale;

/** Cuts and restores the supply of one drive. One thread at a time. A drive that can cut its own supply implements this beside its port. */
public interface PowerSwitch {

    /** What a person calls it: device and channel. */
    String name();

    /**
     * Where it is, the same text however the operator spelled the address; empty for the supply that a drive switches itself. By it two jobs notice that they
     * name the same switch.
     */
    default String address() {
        return "";
    }

    /** Cuts the supply. */
    PowerOutcome off();

    /** Restores the supply. */
    PowerOutcome on();

    /** Asks the device for the state of the channel. */
    PowerState state();

    /** Asks the device what it measures at the channel; {@link Measured#NONE} when it measures nothing or does not answer. */
    default Measured measured() {
        return Measured.NONE;
    }

    /** What {@link #on()} or {@link #off()} would tell the device, in words and without telling it: the whole of a dry run. */
    default String intent(boolean on) {
        return "tell " + name() + " to switch " + (on ? PowerState.ON : PowerState.OFF).name().toLowerCase(Locale.ROOT);
    }

    /** Shortest time between off and on that lets a drive stop and its capacitors drain. */
    default Duration minimumOffTime() {
        return Duration.ofSeconds(3);
    }
}
