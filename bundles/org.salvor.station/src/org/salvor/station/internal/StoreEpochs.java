package org.salvor.station.internal;

import java.io.IOException;
import java.util.List;
import org.salvor.imaging.EpochStore;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.store.Epoch;
import org.salvor.sectormap.store.MapStore;

/** The durable map of a job folder as the engine sees it. */
record StoreEpochs(MapStore store) implements EpochStore {

    @Override
    public void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) throws IOException {
        store.mend(); // after a failure the engine commits once more what was not durable
        store.append(new Epoch(changes, latencies, attachment));
    }

    @Override
    public long readSectors() {
        return store.durable().totals().of(Stage.READ);
    }
}
