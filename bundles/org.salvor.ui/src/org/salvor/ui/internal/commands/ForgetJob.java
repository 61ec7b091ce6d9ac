package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.JobView;

/** Takes the selected job off the list; its folder stays. */
public final class ForgetJob {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(job -> true);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        JobView job = orders.selected();
        if (job == null || job.live() && !MessageDialog.openConfirm(shell, "Remove from the list",
                "The job in " + job.folder() + " is running. It will be stopped first; its folder stays and can be opened again.")) {
            return;
        }
        orders.ask(shell, "Remove from the list", station -> {
            station.forget(job.id());
            return job;
        });
    }
}
