package org.salvor.ui.internal.shell;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.salvor.station.JobView;
import org.salvor.ui.JobFeed;

/** The window: its size, its bars, and the question before it closes on running jobs. */
final class SalvorWindow extends WorkbenchWindowAdvisor {
    private static final Point INITIAL_SIZE = new Point(1400, 900);

    SalvorWindow(IWorkbenchWindowConfigurer configurer) {
        super(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        window.setInitialSize(INITIAL_SIZE);
        window.setShowCoolBar(true);
        window.setShowStatusLine(true);
        window.setShowProgressIndicator(true);
        window.setTitle("Salvor");
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer bars) {
        return new MenuBar(bars);
    }

    @Override
    public boolean preWindowShellClose() {
        JobFeed feed = getWindowConfigurer().getWindow().getService(IEclipseContext.class).get(JobFeed.class);
        long running = feed == null ? 0 : feed.jobs().stream().filter(JobView::live).count();
        String jobs = running == 1 ? "A job is running." : running + " jobs are running.";
        return running == 0 || MessageDialog.openConfirm(getWindowConfigurer().getWindow().getShell(), "Close Salvor",
                jobs + " Closing stops and saves what runs; it can be resumed from its folder.");
    }
}
