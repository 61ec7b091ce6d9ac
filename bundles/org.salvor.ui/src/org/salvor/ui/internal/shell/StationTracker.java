package org.salvor.ui.internal.shell;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.salvor.station.Station;
import org.salvor.ui.StationLink;

/** Attaches the best station service that there is to the window's link, as services come and go. Works on the threads on which they do. */
final class StationTracker extends ServiceTracker<Station, Station> {
    private final StationLink link;
    private final Map<ServiceReference<Station>, Station> stations = new HashMap<>();

    StationTracker(BundleContext context, StationLink link) {
        super(context, Station.class, null);
        this.link = link;
    }

    @Override
    public Station addingService(ServiceReference<Station> reference) {
        Station station = super.addingService(reference);
        if (station != null) {
            synchronized (stations) {
                stations.put(reference, station);
            }
            attachBest();
        }
        return station;
    }

    @Override
    public void modifiedService(ServiceReference<Station> reference, Station station) {
        attachBest();
    }

    @Override
    public void removedService(ServiceReference<Station> reference, Station station) {
        synchronized (stations) {
            stations.remove(reference);
        }
        attachBest();
        super.removedService(reference, station);
    }

    private void attachBest() {
        synchronized (stations) {
            link.attach(
                    stations.entrySet().stream().max(Comparator.comparing(entry -> entry.getKey())).map(Map.Entry::getValue).orElse(null));
        }
    }
}
