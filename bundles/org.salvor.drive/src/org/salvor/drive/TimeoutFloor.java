package org.salvor.drive;

/**
 * The shortest deadline that a transport really keeps.
 *
 * @param millis milliseconds, ≥ 1
 * @param why where the floor comes from, as half a sentence
 */
public record TimeoutFloor(long millis, String why) {
}
