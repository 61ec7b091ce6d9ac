package org.salvor.station;

/** How far long work is: done and total in bytes, and the time left in seconds, -1 when unknown. */
public record Progress(String what, long doneBytes, long totalBytes, double remainingSeconds) {
}
