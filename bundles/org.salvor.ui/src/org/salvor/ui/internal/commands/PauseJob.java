package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.Steer;

/** Pauses the selected job and keeps its drives. */
public final class PauseJob {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canPause);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        orders.steer(shell, "Pause", new Steer.Pause());
    }
}
