package org.salvor.station.internal;

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
    private Destination open;

    DestinationSlot(DestinationProvider provider, String address, DestinationRequest request, Destination open) {
        this.provider = provider;
        this.address = address;
        this.request = request;
        this.open = open;
    }

    synchronized Destination open() {
        return open;
    }

    /** Opens it anew after a failure; the same one must be there. */
    synchronized Destination reopen() throws DestinationException {
        DestinationIdentity before = open.identity();
        open.close();
        Destination again = provider.open(address, request);
        open = again;
        if (!again.identity().same(before)) {
            again.close();
            throw new DestinationException(DestinationException.Kind.GONE, "At " + address + " there is now another destination than the job's ("
                    + again.identity().model() + " " + again.identity().serial() + "); connect the right one, then retry.");
        }
        return again;
    }

    @Override
    public synchronized void close() {
        open.close();
    }
}
