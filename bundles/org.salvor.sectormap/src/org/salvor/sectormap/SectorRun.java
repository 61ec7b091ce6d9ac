package org.salvor.sectormap;

import java.util.Objects;

/**
 * Sectors side by side that share one state.
 *
 * @param range the sectors, not empty
 * @param state what holds for each of them
 */
public record SectorRun(LbaRange range, SectorState state) {
    public SectorRun {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(state, "state");
    }

    /** First sector of the run. */
    public long firstLba() {
        return range.firstLba();
    }

    /** One past the last sector of the run. */
    public long endLba() {
        return range.endLba();
    }

    /** Number of sectors, 1 or more. */
    public long sectorCount() {
        return range.sectorCount();
    }
}
