package org.salvor.sectormap;

import java.util.Objects;

/**
 * One step of a map's history: these sectors now have this state.
 *
 * @param range the sectors, not empty
 * @param state their new state
 */
public record MapChange(LbaRange range, SectorState state) {
    /** @throws IllegalArgumentException when the range is empty */
    public MapChange {
        Objects.requireNonNull(state, "state");
        if (range.isEmpty()) {
            throw new IllegalArgumentException("a change of no sectors at " + range.firstLba());
        }
    }
}
