package org.salvor.ui.internal.shell;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.core.runtime.ILog;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.FrameworkUtil;
import org.salvor.station.JobView;
import org.salvor.ui.Background;
import org.salvor.ui.EventFeed;
import org.salvor.ui.JobFeed;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/** Owns what all views share, puts it into the application's context for them, and closes it at the end. */
public final class UiServices {

    /** What of the selected job decides which orders make sense. */
    private record Shown(String id, JobView.State state, int passIndex, boolean complete) {
    }

    private Background background;
    private StationLink link;
    private StationTracker tracker;
    private JobFeed jobs;
    private EventFeed events;
    private IEventBroker broker;
    private Shown shown;

    @PostConstruct
    void create(IEclipseContext context, IEventBroker eventBroker) {
        broker = eventBroker;
        Display display = Display.getCurrent();
        ILog log = ILog.of(FrameworkUtil.getBundle(UiServices.class));
        Consumer<Throwable> mishaps = mishap -> log.error("Salvor's window came upon a mistake of its own: " + mishap, mishap);
        background = new Background(mishaps);
        link = new StationLink(background, () -> Display.getCurrent() != null, mishaps);
        jobs = new JobFeed(link, background, new OnDisplay(display));
        events = new EventFeed(link, background, new OnDisplay(display));
        context.set(Background.class, background);
        context.set(StationLink.class, link);
        context.set(JobFeed.class, jobs);
        context.set(EventFeed.class, events);
        jobs.onChange(this::refreshCommands);
        jobs.start();
        tracker = new StationTracker(FrameworkUtil.getBundle(UiServices.class).getBundleContext(), link);
        background.run(tracker::open); // looking for a station may start one
    }

    /** Has the commands look anew whether they make sense, when the selected job does something else now. */
    private void refreshCommands() {
        Shown now = jobs.selected().map(job -> new Shown(job.id(), job.state(), job.passIndex(), job.complete())).orElse(null);
        if (!Objects.equals(now, shown)) {
            shown = now;
            broker.post(UIEvents.REQUEST_ENABLEMENT_UPDATE_TOPIC, UIEvents.ALL_ELEMENT_ID);
        }
    }

    @PreDestroy
    void destroy() {
        jobs.close();
        events.close();
        tracker.close();
        link.close();
        background.close();
    }
}
