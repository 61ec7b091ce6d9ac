package org.salvor.station;

/**
 * What became of a reset.
 *
 * @param address the drive
 * @param reset the reset, in lower case
 * @param ready whether the drive takes commands again and is the same drive
 * @param millis time until it did, or until the wait was over, in milliseconds of the drive's clock
 * @param sentence what happened, in words
 */
public record ResetView(String address, String reset, boolean ready, double millis, String sentence) {
}
