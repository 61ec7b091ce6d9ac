package org.salvor.power.device;

import java.io.IOException;
import java.time.Duration;
import org.salvor.power.Measured;
import org.salvor.power.PowerState;

/**
 * One channel of a device, as its protocol has it. Each call is an exchange that keeps a deadline of its own and holds nothing open afterwards. What goes
 * wrong is an {@link IOException} whose message is a sentence that says what, where and what to do. One thread at a time.
 */
public interface Channel {

    /** Its address, the same text however it was spelled. */
    String address();

    /** What a person calls it: device and channel. */
    String name();

    /** What {@link #set} would tell the device, in words that follow "would". */
    String intent(boolean on);

    /** Tells the device to switch. */
    void set(boolean on) throws IOException;

    /** What the device says of the channel. */
    PowerState ask() throws IOException;

    /** What the device measures. */
    default Measured measure() throws IOException {
        return Measured.NONE;
    }

    /** Longest time that the device takes from an order until it says that it was carried out. */
    default Duration settles() {
        return Duration.ofSeconds(2);
    }

    /** Shortest time off, see {@link org.salvor.power.PowerSwitch#minimumOffTime()}. */
    default Duration minimumOff() {
        return Duration.ofSeconds(3);
    }

    /** Whether the device can say what state it is in. Where it cannot, an order that it took counts as carried out, and its state is unknown. */
    default boolean tells() {
        return true;
    }
}
