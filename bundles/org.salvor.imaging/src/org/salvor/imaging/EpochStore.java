package org.salvor.imaging;

import java.io.IOException;
import java.util.List;
import org.salvor.sectormap.MapChange;

/** The durable map. Flusher thread only. */
public interface EpochStore {

    /**
     * Makes one epoch durable: all of it or nothing.
     *
     * @param changes changes of the map in order, may be empty
     * @param attachment the engine's memory after these changes, comes back when the map is opened again
     * @throws IOException when it is not durable; the engine then stops
     */
    void commit(List<MapChange> changes, byte[] attachment) throws IOException;
}
