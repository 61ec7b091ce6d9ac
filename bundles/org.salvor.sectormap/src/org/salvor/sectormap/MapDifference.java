package org.salvor.sectormap;

/**
 * Sectors that two maps tell different things of.
 *
 * @param range the sectors, not empty
 * @param first their state in the first map
 * @param second their state in the second map
 */
public record MapDifference(LbaRange range, SectorState first, SectorState second) {
}
