package org.salvor.imaging;

import java.io.IOException;
import java.util.List;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;

/** The durable map. */
public interface EpochStore {

    /**
     * Makes one epoch durable: all of it or nothing. Flusher thread.
     *
     * @param changes changes of the map in order, may be empty
     * @param latencies slowest reads noted since the last epoch, may be empty
     * @param attachment the engine's memory after these changes, comes back when the map is opened again
     * @throws IOException when it is not durable; the engine then stops
     */
    void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) throws IOException;

    /** Sectors that are {@code read} in the durable map. Any thread. */
    long readSectors();
}
