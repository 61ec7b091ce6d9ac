package org.salvor.ui.internal.shell;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.ui.Background;
import org.salvor.ui.JobFeed;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/** Offers, once the window is open, to resume the jobs that ran when the workbench ended last, and keeps in mind which run now. Display thread. */
final class ResumeOffer {
    private static final String TITLE = "Resume jobs";
    private static final int MOST_NAMED = 8;

    private final StationLink link;
    private final Background background;
    private final JobFeed feed;
    private final Set<String> starting = new HashSet<>();
    private volatile Set<String> kept = Set.of();
    private JobsThatRan ran;

    @Inject
    ResumeOffer(StationLink link, Background background, JobFeed feed) {
        this.link = link;
        this.background = background;
        this.feed = feed;
    }

    /** Looks in the background for jobs that ran, and asks about them over this window. */
    void make(Shell shell) {
        OnDisplay display = new OnDisplay(shell);
        Bundle bundle = FrameworkUtil.getBundle(ResumeOffer.class);
        background.run(() -> {
            ran = new JobsThatRan(Platform.getStateLocation(bundle).append("jobs-that-ran").toPath());
            List<String> folders = found();
            display.execute(() -> offer(shell, folders));
        });
    }

    private List<String> found() {
        try {
            return ran.folders();
        } catch (IOException refusal) {
            warn("The jobs that ran cannot be told: ", refusal);
            return List.of();
        }
    }

    private static void warn(String what, IOException refusal) {
        ILog.of(FrameworkUtil.getBundle(ResumeOffer.class)).warn(what + refusal.getMessage());
    }

    private void offer(Shell shell, List<String> folders) {
        Set<String> running = feed.jobs().stream().filter(JobView::live).map(JobView::folder).collect(Collectors.toSet());
        List<String> left = folders.stream().filter(folder -> !running.contains(folder)).toList();
        if (!left.isEmpty()) {
            boolean resume = MessageDialog.open(MessageDialog.QUESTION, shell, TITLE, question(left), 0, "Resume", "Not Now") == 0;
            left.forEach(folder -> goOn(shell, folder, resume));
        }
        feed.onChange(this::keep);
        keep();
    }

    /** What is asked about these folders. */
    static String question(List<String> folders) {
        String names = folders.stream().limit(MOST_NAMED).collect(Collectors.joining("\n"));
        int more = folders.size() - MOST_NAMED;
        String jobs = folders.size() == 1 ? "This job was" : "These jobs were";
        return jobs + " running when Salvor ended:\n\n" + names + (more > 0 ? "\nand " + more + " more" : "")
                + "\n\nGoing on reads the source again where the job left off. What you do not resume now stays in the list of jobs.";
    }

    private void goOn(Shell shell, String folder, boolean resume) {
        if (resume) {
            starting.add(folder);
        }
        link.ask(station -> resume ? station.start(JobOrder.resume(folder)) : station.open(folder), new OnDisplay(shell), job -> {
            feed.welcome(job);
            starting.remove(folder);
        }, sentence -> {
            starting.remove(folder);
            MessageDialog.openError(shell, TITLE, sentence);
        });
    }

    private void keep() {
        Set<String> live = feed.jobs().stream().filter(JobView::live).map(JobView::folder).collect(Collectors.toCollection(TreeSet::new));
        live.addAll(starting);
        if (!live.equals(kept)) {
            kept = live;
            background.run(() -> {
                try {
                    ran.keep(kept); // the newest, in whatever order these come
                } catch (IOException refusal) {
                    warn("The jobs that run cannot be kept in mind: ", refusal);
                }
            });
        }
    }
}
