package org.salvor.imaging.plan;

import java.util.List;

/**
 * A plan: passes in order, and what holds for all of them.
 *
 * @param name name
 * @param sentence what it is good for, one sentence
 * @param passes passes in order, at least one
 * @param ladder recovery steps for passes that have none of their own, in rising severity; after the last the job pauses for the operator
 * @param checks doubts about what the drive says
 */
public record PassPlan(String name, String sentence, List<Pass> passes, List<Rung> ladder, Checks checks) {

    /**
     * Doubts.
     *
     * @param identityAfterErrors ask the drive who it is after so many errors; 1 = after each, 0 = only after resets and power cycles
     * @param knownSectorAfterErrors read a sector again whose bytes are known after so many errors, 0 = only after resets and power cycles
     * @param distrustAfterReset whether everything read after a reset or power cycle stays {@code suspect} until a second reading, in a pass with
     *        {@code confirm}, gave the same bytes
     */
    public record Checks(int identityAfterErrors, int knownSectorAfterErrors, boolean distrustAfterReset) {
    }
}
