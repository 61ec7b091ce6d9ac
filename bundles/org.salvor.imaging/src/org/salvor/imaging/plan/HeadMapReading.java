package org.salvor.imaging.plan;

import java.util.List;
import org.salvor.sectormap.LbaRange;

/** What reading a head map's text came to. */
public sealed interface HeadMapReading {

    /**
     * The head map can be used.
     *
     * @param heads sectors of each head, by its number; ascending, half-open, empty for a head that the text does not name
     */
    record Sound(List<List<LbaRange>> heads) implements HeadMapReading {
    }

    /** It cannot; all findings, in the order of the text, at least one. */
    record Faulty(List<Finding> findings) implements HeadMapReading {
    }
}
