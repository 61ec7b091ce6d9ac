package org.salvor.sectormap;

/**
 * A latency cell's new value.
 *
 * @param firstLba first sector of the cell
 * @param code value on the scale of {@link Latency}, 1..255
 */
public record LatencyChange(long firstLba, int code) {
    /** @throws IllegalArgumentException when a number lies outside its range */
    public LatencyChange {
        if (firstLba < 0 || code < 1 || code > Latency.SLOWEST) {
            throw new IllegalArgumentException("latency code " + code + " at sector " + firstLba);
        }
    }
}
