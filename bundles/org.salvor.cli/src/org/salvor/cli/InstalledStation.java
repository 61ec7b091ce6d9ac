package org.salvor.cli;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;
import org.salvor.station.Station;
import org.salvor.station.StationException;

/** The station that is installed as a service. It may come a moment after the program, so that the first call waits for it. */
final class InstalledStation implements StationSource, AutoCloseable {
    private static final long WAIT_MILLIS = 30_000;

    private ServiceTracker<Station, Station> tracker;

    @Override
    public synchronized Station station() throws StationException {
        Bundle bundle = FrameworkUtil.getBundle(Salvor.class);
        if (tracker == null && bundle != null) {
            tracker = new ServiceTracker<>(bundle.getBundleContext(), Station.class, null);
            tracker.open();
        }
        Station station = tracker == null ? null : waitFor(tracker);
        if (station == null) {
            throw new StationException(StationException.Kind.OWN_SIDE,
                    "The part of Salvor that runs drives and jobs did not start; run the command again with --debug to see why.");
        }
        return station;
    }

    @Override
    public synchronized void close() {
        if (tracker != null) {
            tracker.close();
            tracker = null;
        }
    }

    private static Station waitFor(ServiceTracker<Station, Station> tracker) {
        try {
            return tracker.waitForService(WAIT_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
