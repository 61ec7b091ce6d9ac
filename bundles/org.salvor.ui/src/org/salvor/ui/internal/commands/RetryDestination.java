package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.JobOrder;
import org.salvor.station.Steer;

/** Has the selected job try its failed destination again. */
public final class RetryDestination {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::failed);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        orders.goOn(shell, "Retry the destination", new Steer.RetryDestination(), job -> JobOrder.resume(job.folder()));
    }
}
