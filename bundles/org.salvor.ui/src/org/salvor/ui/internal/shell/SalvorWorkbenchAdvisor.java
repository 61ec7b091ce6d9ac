package org.salvor.ui.internal.shell;

import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.salvor.station.JobView;
import org.salvor.ui.JobFeed;

/**
 * What the workbench starts with, and the question before it ends while jobs run. Where windows and views stood is remembered from one start to the next.
 */
final class SalvorWorkbenchAdvisor extends WorkbenchAdvisor {

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return "org.salvor.ui.imaging";
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new SalvorWindow(configurer);
    }

    @Override
    public void postStartup() {
        IWorkbench workbench = getWorkbenchConfigurer().getWorkbench();
        IEclipseContext context = workbench.getService(IEclipseContext.class);
        if (workbench.getWorkbenchWindowCount() > 0 && context.get(JobFeed.class) != null) {
            ContextInjectionFactory.make(ResumeOffer.class, context).make(workbench.getWorkbenchWindows()[0].getShell());
        }
    }

    @Override
    public boolean preShutdown() {
        IWorkbench workbench = getWorkbenchConfigurer().getWorkbench();
        JobFeed feed = workbench.getService(IEclipseContext.class).get(JobFeed.class);
        long running = feed == null ? 0 : feed.jobs().stream().filter(JobView::live).count();
        String jobs = running == 1 ? "A job is running." : running + " jobs are running.";
        return running == 0 || MessageDialog.openConfirm(workbench.getModalDialogShellProvider().getShell(), "Close Salvor",
                jobs + " Closing stops and saves what runs; it can be resumed from its folder.");
    }
}
