package org.salvor.cli;

import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.text.DdrescueMap;

/**
 * A map that a person named.
 *
 * @param name the name it was given
 * @param text the map with its place in bytes
 */
record LoadedMap(String name, DdrescueMap text) {
    MapView view() {
        return text.map();
    }

    int sectorBytes() {
        return text.sectorBytes();
    }

    /** The sectors that its blocks touch. */
    LbaRange blocks() {
        long end = text.endByte() == 0 ? 0 : (text.endByte() - 1) / sectorBytes() + 1;
        return new LbaRange(Math.min(text.firstByte() / sectorBytes(), end), end);
    }

    /** The sectors that the blocks of both maps touch, where alone they can be combined. */
    LbaRange blocksOfBoth(LoadedMap other) throws CommandFailure {
        if (other.sectorBytes() != sectorBytes() || other.view().sectorCount() != view().sectorCount()) {
            throw CommandFailure.input(name + " is of " + Quantities.count(view().sectorCount(), "sector") + " of " + sectorBytes()
                    + " bytes and "
                    + other.name + " of " + Quantities.count(other.view().sectorCount(), "sector") + " of " + other.sectorBytes() + " bytes"
                    + "; give --sectors when both are of one drive.");
        }
        return blocks().intersect(other.blocks());
    }
}
