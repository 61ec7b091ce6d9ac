package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.Steer;

/** Has the selected job go on with another destination, brought up to date from the old one where that still reads. */
public final class ReplaceDestination {
    private static final String TITLE = "Replace the destination";

    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canReplaceDestination);
    }

    @Execute
    void execute(Shell shell, JobOrders orders) {
        InputDialog dialog = new InputDialog(shell, TITLE,
                "File or drive that the job shall write to from now on. What the old one holds is copied to it where it still reads.", "",
                text -> text.isBlank() ? "Name a file such as /images/second.dd, or a drive such as block:/dev/sdc." : null);
        if (dialog.open() == Window.OK) {
            String address = dialog.getValue().strip();
            orders.goOn(shell, TITLE, new Steer.ReplaceDestination(address), job -> order(job, address));
        }
    }

    private static JobOrder order(JobView job, String address) {
        JobOrder resume = JobOrder.resume(job.folder());
        return new JobOrder(resume.folder(), resume.source(), address, resume.plan(), resume.ranges(), resume.domainMap(),
                resume.importMap(),
                resume.options());
    }
}
