package org.salvor.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.salvor.station.PlanView;
import org.salvor.station.ProfileView;
import org.salvor.station.Station;
import org.salvor.station.StationException;

/** Names that the station knows, for a shell that completes words. None when there is no station. */
abstract class KnownNames implements Iterable<String> {
    private final Shell shell;
    private final Function<Station, List<String>> names;

    private KnownNames(Shell shell, Function<Station, List<String>> names) {
        this.shell = shell;
        this.names = names;
    }

    @Override
    public Iterator<String> iterator() {
        try {
            return names.apply(shell.stations().station()).iterator();
        } catch (StationException noStation) {
            return List.<String>of().iterator();
        }
    }

    /** Built-in plans. */
    static final class Plans extends KnownNames {
        Plans(Shell shell) {
            super(shell, station -> station.plans().stream().map(PlanView::name).toList());
        }
    }

    /** Profiles of simulated drives. */
    static final class Profiles extends KnownNames {
        Profiles(Shell shell) {
            super(shell, station -> station.profiles().stream().map(ProfileView::name).toList());
        }
    }
}
