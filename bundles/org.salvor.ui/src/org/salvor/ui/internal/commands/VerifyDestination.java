package org.salvor.ui.internal.commands;

import java.util.stream.Collectors;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.salvor.station.JobView;
import org.salvor.station.Progress;
import org.salvor.station.StationException;
import org.salvor.station.VerifyView;
import org.salvor.ui.Amounts;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/** Reads the selected job's destination back and compares it with the hashes, with its progress in the Progress view. */
public final class VerifyDestination {
    private static final int STEPS = 1000;
    private static final int FAULTS_SHOWN = 10;

    @CanExecute
    boolean canExecute(JobOrders orders) {
        return orders.selected(JobChoices::canVerify);
    }

    @Execute
    void execute(Shell shell, JobOrders orders, StationLink link) {
        JobView job = orders.selected();
        if (job == null) {
            return;
        }
        OnDisplay display = new OnDisplay(shell);
        IJobFunction verify = monitor -> verify(job.folder(), link, monitor, shell, display);
        Job work = Job.create("Verifying " + Amounts.shortPath(job.folder()), verify);
        work.setUser(true);
        work.schedule();
    }

    private static IStatus verify(String folder, StationLink link, IProgressMonitor monitor, Shell shell, OnDisplay display) {
        monitor.beginTask("Reading the destination back", STEPS);
        int[] shown = { 0 };
        try {
            VerifyView result = link.answer(station -> station.verify(folder, progress -> show(progress, monitor, shown)));
            display.execute(() -> tell(shell, folder, result));
        } catch (StationException refusal) {
            display.execute(() -> MessageDialog.openError(shell, "Verify", refusal.getMessage()));
        } catch (OperationCanceledException stopped) {
            return Status.CANCEL_STATUS;
        }
        monitor.done();
        return Status.OK_STATUS;
    }

    /** Called by the station on the verifying thread; throwing is the way to end it early. */
    private static void show(Progress progress, IProgressMonitor monitor, int[] shown) {
        if (monitor.isCanceled()) {
            throw new OperationCanceledException();
        }
        int now = progress.totalBytes() == 0 ? 0 : (int) ((double) progress.doneBytes() / progress.totalBytes() * STEPS);
        monitor.worked(now - shown[0]);
        shown[0] = now;
        monitor.subTask(progress.what() + ": " + Amounts.bytes(progress.doneBytes()) + " of " + Amounts.bytes(progress.totalBytes()));
    }

    private static void tell(Shell shell, String folder, VerifyView result) {
        if (result.intact()) {
            MessageDialog.openInformation(shell, "Verify", "The destination of " + folder + " holds what was imaged. Segments compared: "
                    + Amounts.count(result.segments()) + ".");
        } else {
            MessageDialog.openWarning(shell, "Verify", sentence(result));
        }
    }

    static String sentence(VerifyView result) {
        String faults = result.faults().stream().limit(FAULTS_SHOWN).map(VerifyView.Fault::sentence).collect(Collectors.joining("\n"));
        int more = result.faults().size() - FAULTS_SHOWN;
        return Amounts.count(result.matching()) + " of " + Amounts.count(result.segments()) + " segments are as they were imaged, "
                + Amounts.count(result.withoutHash()) + " have no hash yet.\n\n" + faults + (more > 0 ? "\nand " + more + " more" : "");
    }
}
