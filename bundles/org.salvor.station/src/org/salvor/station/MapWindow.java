package org.salvor.station;

/**
 * Cells of a map.
 *
 * @param firstLba start of the window
 * @param endLba end, exclusive
 * @param cells how many cells the window has
 * @param version version of the map that this shows; give it back to get changes only
 * @param changed indices of the cells that are filled below, ascending
 * @param stages for each filled cell the shares of the ten stages, in stage order, each 0-255 (255 = all of the cell, 1 = at least one sector)
 * @param latencies for each filled cell the slowest read, as logarithmic byte (0 = none)
 */
public record MapWindow(long firstLba, long endLba, int cells, long version, int[] changed, byte[][] stages, byte[] latencies) {
}
