package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.Steer;

/** Lets the selected job go on: after a pause, or from its folder. */
public final class ResumeJob {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canResume);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        JobView job = orders.selected();
        Steer order = job != null && JobChoices.failed(job) ? new Steer.RetryDestination() : new Steer.Continue();
        orders.goOn(shell, "Resume", order, selected -> JobOrder.resume(selected.folder()));
    }
}
