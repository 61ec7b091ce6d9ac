package org.salvor.station;

/**
 * Result of walking a chain.
 *
 * @param entries entries that chain well from the first on
 * @param head hash of the last of them, hex
 * @param intact whether the whole file chains, and holds the head that the map snapshot and reports know
 * @param sentence what was found, in words
 */
public record JournalCheck(long entries, String head, boolean intact, String sentence) {
}
