package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.Steer;

/** Stops the selected job; it can go on later. */
public final class StopJob {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canStop);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        orders.steer(shell, "Stop", new Steer.Stop());
    }
}
