package org.salvor.station;

/**
 * Order to switch a supply.
 *
 * @param address of a switch, or of a drive whose port can cut its power
 * @param action what to do
 * @param offMillis how long the supply stays off in a cycle, in milliseconds; what is less than the switch's minimum counts as the minimum
 * @param cutsAnHour budget: cuts within an hour, at least 1; 0 = the usual one
 * @param dryRun whether only to say what would be done; interlock and budget are asked as well
 */
public record PowerOrder(String address, Action action, long offMillis, int cutsAnHour, boolean dryRun) {

    /** What can be done with a supply. */
    public enum Action {
        ON, OFF, CYCLE
    }
}
