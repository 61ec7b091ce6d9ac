package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.Steer;

/** Has the selected job go on with another destination, brought up to date from the old one where that still reads. */
public final class ReplaceDestination {
    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canChangeDestination);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        InputDialog dialog = new InputDialog(shell, "Replace the destination",
                "File or drive that the job shall write to from now on. What the old one holds is copied to it where it still reads.", "",
                text -> text.isBlank() ? "Name a file such as /images/second.dd, or a drive such as block:/dev/sdc." : null);
        if (dialog.open() == Window.OK) {
            orders.steer(shell, "Replace the destination", new Steer.ReplaceDestination(dialog.getValue().strip()));
        }
    }
}
