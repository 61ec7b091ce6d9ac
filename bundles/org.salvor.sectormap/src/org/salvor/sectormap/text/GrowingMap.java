package org.salvor.sectormap.text;

import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;

/** A map under construction. Where the drive's end is not known it begins small, because a small tree is quick, and grows when it must. */
final class GrowingMap {
    /** Sectors to begin with, 35 TB of 512 bytes; one more than this makes the tree a level higher. */
    private static final long FIRST_SECTORS = 1L << 36;

    private final long mostSectors;
    private final SectorState initial;
    private SectorMap map;

    /**
     * A map of sectors in one state.
     *
     * @param mostSectors sectors of the drive, or as many as it can have at most
     * @param atOnce whether to begin with all of them
     */
    GrowingMap(long mostSectors, SectorState initial, boolean atOnce) {
        this.mostSectors = mostSectors;
        this.initial = initial;
        map = new SectorMap(atOnce ? mostSectors : Math.min(mostSectors, FIRST_SECTORS), initial);
    }

    /** Most sectors it may come to have. */
    long mostSectors() {
        return mostSectors;
    }

    /** The map as large as it is. */
    SectorMap map() {
        return map;
    }

    /** Gives sectors a state; all of them are below {@link #mostSectors}. */
    void set(long firstLba, long endLba, long packedState) {
        if (endLba > map.sectorCount()) {
            if (packedState == initial.packed()) {
                if (firstLba < map.sectorCount()) {
                    map.set(firstLba, map.sectorCount(), packedState);
                }
                return;
            }
            growTo(endLba);
        }
        map.set(firstLba, endLba, packedState);
    }

    private void growTo(long sectorCount) {
        long grown = map.sectorCount();
        while (grown < sectorCount) {
            grown = Math.min(mostSectors, grown << 8);
        }
        SectorMap larger = new SectorMap(grown, initial);
        RunCursor runs = map.runs();
        while (runs.next()) {
            larger.set(runs.firstLba(), runs.endLba(), runs.packedState());
        }
        map = larger;
    }

    /** The first sectors as a map of their own, whether or not anything was set there. */
    SectorMap firstSectors(long sectorCount) {
        if (sectorCount > map.sectorCount()) {
            growTo(sectorCount);
        }
        return SectorMap.firstSectorsOf(map.snapshot(), sectorCount);
    }
}
