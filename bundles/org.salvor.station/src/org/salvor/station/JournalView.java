package org.salvor.station;

import java.util.List;

/**
 * Part of a case journal.
 *
 * @param total entries in the whole journal
 * @param first index of the first entry below, from 0
 * @param entries raw JSON lines
 */
public record JournalView(long total, long first, List<String> entries) {
}
