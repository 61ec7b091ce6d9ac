package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.Steer;

/** Ends the running pass of the selected job early. */
public final class SkipPass {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canSkipPass);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        orders.steer(shell, "Next pass", new Steer.SkipPass());
    }
}
