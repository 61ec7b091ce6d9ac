package org.salvor.station.internal;

import org.salvor.casework.JobSpec;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.DestinationProvider;
import org.salvor.imaging.DestinationRequest;

/** The destination of a running job, which can be closed and opened anew. Any thread. */
final class DestinationSlot implements AutoCloseable {
    private final DestinationProvider provider;
    private final String address;
    private final DestinationRequest request;
    private final DestinationIdentity identity;
    private Destination open;

    DestinationSlot(DestinationProvider provider, String address, DestinationRequest request, Destination open) {
        this.provider = provider;
        this.address = address;
        this.request = request;
        this.open = open;
        identity = open.identity();
    }

    synchronized Destination open() {
        return open;
    }

    /** Opens it anew after a failure; the same one must be there. */
    synchronized Destination reopen() throws DestinationException {
        open.close();
        try (Destination there = provider.openForReading(address)) { // a file that is gone must not be made anew
            require(there);
        }
        // what it holds by now is the job's own
        Destination again = provider.open(address,
                new DestinationRequest(request.sizeBytes(), request.sourcePath(), request.preallocate()));
        try {
            require(again);
        } catch (DestinationException e) {
            again.close();
            throw e;
        }
        open = again;
        return again;
    }

    private void require(Destination there) throws DestinationException {
        if (!there.identity().same(identity)) {
            throw new DestinationException(DestinationException.Kind.GONE,
                    "At " + address + " there is now another destination than the job's ("
                            + JobSpec.words(there.identity()) + "); connect the right one, then retry.");
        }
    }

    @Override
    public synchronized void close() {
        open.close();
    }
}
