package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.Steer;
import org.salvor.ui.internal.drives.DriveText;

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
        if (dialog.open() != Window.OK) {
            return;
        }
        String address = dialog.getValue().strip();
        if (JobChoices.namesADrive(address)) {
            orders.identify(shell, TITLE, address, drive -> confirm(shell, orders, address, drive));
        } else {
            go(shell, orders, address, false);
        }
    }

    private static void confirm(Shell shell, JobOrders orders, String address, DriveView drive) {
        String word = drive.serial().isBlank() ? address : drive.serial().strip();
        InputDialog dialog = new InputDialog(shell, TITLE,
                DriveText.sentence(drive) + "\n\nEverything on this drive will be overwritten. Type " + word + " to confirm:", "",
                text -> text.strip().equals(word) ? null : "");
        if (dialog.open() == Window.OK) {
            go(shell, orders, address, true);
        }
    }

    private static void go(Shell shell, JobOrders orders, String address, boolean confirmed) {
        orders.goOn(shell, TITLE, new Steer.ReplaceDestination(address, confirmed), job -> order(job, address, confirmed));
    }

    private static JobOrder order(JobView job, String address, boolean confirmed) {
        JobOrder resume = JobOrder.resume(job.folder());
        return new JobOrder(resume.folder(), resume.source(), address, resume.plan(), resume.ranges(), resume.domainMap(),
                resume.importMap(),
                resume.options().confirmed(confirmed));
    }
}
