package org.salvor.cli;

import org.salvor.station.Station;
import org.salvor.station.StationException;

/** Where commands get the station from, once they need it; many do not. */
@FunctionalInterface
interface StationSource {
    /** The station; the same at every call. */
    Station station() throws StationException;
}
