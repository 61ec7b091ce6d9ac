package org.salvor.ui.internal.shell;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.FrameworkUtil;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.ui.Background;
import org.salvor.ui.JobFeed;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/**
 * Shows the workbench at work: with the argument {@code -demo FOLDER}, or the system property {@code salvor.demo}, a simulated failing drive is imaged into
 * that folder as soon as there is a station. A folder in which the demonstration was begun before goes on. {@code -demoSource ADDRESS}, or {@code
 * salvor.demo.source}, takes another source.
 */
public final class Demo {
    private static final String FOLDER = "demo";
    private static final String SOURCE = "demoSource";
    private static final String USUAL_SOURCE = "sim:clustered?clock=real&size=4GiB";
    private static final Duration WAIT_FOR_STATION = Duration.ofMillis(200);

    private final StationLink link;
    private final Background background;
    private final JobFeed feed;
    private final OnDisplay display = new OnDisplay(Display.getCurrent());

    @Inject
    Demo(StationLink link, Background background, JobFeed feed) {
        this.link = link;
        this.background = background;
        this.feed = feed;
    }

    @PostConstruct
    void begin() {
        List<String> arguments = List.of(Platform.getApplicationArgs());
        String folder = value(arguments, FOLDER, System.getProperty("salvor.demo", ""));
        if (!folder.isEmpty()) {
            JobOrder order = order(Path.of(folder), value(arguments, SOURCE, System.getProperty("salvor.demo.source", USUAL_SOURCE)));
            background.run(() -> startWhenReady(order));
        }
    }

    /** What follows {@code -name} among the arguments, or else the usual value. */
    static String value(List<String> arguments, String name, String usual) {
        int index = arguments.indexOf("-" + name);
        return index >= 0 && index + 1 < arguments.size() ? arguments.get(index + 1) : usual;
    }

    /** The order for a demonstration in this folder: a new job, or the one that was begun there. */
    static JobOrder order(Path folder, String source) {
        Path job = folder.resolve("job");
        if (Files.exists(job.resolve("job.yaml"))) {
            return JobOrder.resume(job.toString());
        }
        return new JobOrder(job.toString(), source, "file:" + folder.resolve("image.dd"), "standard", List.of(), "", "",
                JobOrder.Options.DEFAULT);
    }

    private void startWhenReady(JobOrder order) {
        if (!link.isAttached()) {
            background.after(WAIT_FOR_STATION, () -> startWhenReady(order));
            return;
        }
        link.ask(station -> station.start(order), display, (JobView job) -> feed.welcome(job),
                sentence -> ILog.of(FrameworkUtil.getBundle(Demo.class)).error("The demonstration did not start. " + sentence));
    }
}
