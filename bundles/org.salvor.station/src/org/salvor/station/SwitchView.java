package org.salvor.station;

/**
 * A switch as it is now.
 *
 * @param address its address, the same however it was spelled
 * @param name what a person calls it
 * @param state what the device says
 * @param volts measured at its output; not a number when the device measures none
 * @param amperes drawn; not a number when the device measures none
 * @param minimumOffMillis shortest time off
 * @param sentence what a person should know: an on that draws nothing, a job that it belongs to; empty when there is nothing
 */
public record SwitchView(String address, String name, Supply state, double volts, double amperes, long minimumOffMillis, String sentence) {

    /** What a device says of a supply. */
    public enum Supply {
        ON, OFF, UNKNOWN
    }
}
