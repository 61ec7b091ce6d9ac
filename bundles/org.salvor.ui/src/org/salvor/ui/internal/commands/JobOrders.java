package org.salvor.ui.internal.commands;

import jakarta.inject.Inject;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.e4.core.di.annotations.Creatable;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import org.salvor.station.Steer;
import org.salvor.ui.JobFeed;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/** Gives orders for the selected job to the station, in the background, and shows its sentence when it refuses. */
@Creatable
final class JobOrders {
    private final StationLink link;
    private final JobFeed feed;

    @Inject
    JobOrders(StationLink link, JobFeed feed) {
        this.link = link;
        this.feed = feed;
    }

    /** Whether a job is selected for which this holds. */
    boolean selected(Predicate<JobView> choice) {
        return feed.selected().filter(choice).isPresent();
    }

    /** The selected job, null when none is. */
    JobView selected() {
        return feed.selected().orElse(null);
    }

    /** Gives the selected job an order. */
    void steer(Shell shell, String what, Steer order) {
        JobView job = selected();
        if (job != null) {
            ask(shell, what, station -> {
                station.steer(job.id(), order);
                return job;
            });
        }
    }

    /**
     * Has the selected job go on: by an order where it still holds its drives, by a start from its folder where it does not.
     *
     * @param start the start, for the job that is selected
     */
    void goOn(Shell shell, String what, Steer order, Function<JobView, JobOrder> start) {
        JobView job = selected();
        if (job != null) {
            start(shell, what, station -> goOn(station, job, order, start.apply(job)));
        }
    }

    private static JobView goOn(Station station, JobView job, Steer order, JobOrder start) throws StationException {
        if (JobChoices.canStartAgain(job)) {
            return station.start(start);
        }
        try {
            station.steer(job.id(), order);
            return station.job(job.id());
        } catch (StationException refusal) {
            if (JobChoices.failed(job) && refusal.kind() == StationException.Kind.OPERATOR) {
                return station.start(start); // it failed so badly that it gave its drives back
            }
            throw refusal;
        }
    }

    /** Asks who a drive is, and hands the answer over on the display thread. */
    void identify(Shell shell, String what, String address, Consumer<DriveView> then) {
        link.ask(station -> station.identify(address), new OnDisplay(shell), then, sentence -> refuse(shell, what, sentence));
    }

    /** Asks the station for something that ends with a job to look at. */
    private void start(Shell shell, String what, StationLink.Question<JobView> question) {
        link.ask(question, new OnDisplay(shell), feed::welcome, sentence -> refuse(shell, what, sentence));
    }

    /** Asks the station for something after which the jobs look different. */
    void ask(Shell shell, String what, StationLink.Question<JobView> question) {
        link.ask(question, new OnDisplay(shell), job -> feed.soon(), sentence -> refuse(shell, what, sentence));
    }

    private static void refuse(Shell shell, String what, String sentence) {
        MessageDialog.openError(shell, what, sentence);
    }
}
