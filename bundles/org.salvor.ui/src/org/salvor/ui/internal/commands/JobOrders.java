package org.salvor.ui.internal.commands;

import jakarta.inject.Inject;
import java.util.function.Predicate;
import org.eclipse.e4.core.di.annotations.Creatable;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.JobView;
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

    /** Asks the station for something that ends with a job to look at. */
    void start(Shell shell, String what, StationLink.Question<JobView> question) {
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
