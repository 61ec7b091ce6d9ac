package org.salvor.ui.internal.image;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardPage;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.StationException;
import org.salvor.ui.Background;
import org.salvor.ui.StationLink;

/** Leads from a source over a destination and a plan to a running job. */
final class ImagingWizard extends Wizard {
    private final StationLink link;
    private final Background background;
    private final Consumer<JobView> started;
    private final ImagingRequest request = new ImagingRequest(Path.of(System.getProperty("user.home"), "salvor-jobs"));

    /**
     * A wizard at its first page.
     *
     * @param source address to begin with, may be empty
     * @param started takes the job once it runs
     */
    ImagingWizard(StationLink link, Background background, String source, Consumer<JobView> started) {
        this.link = link;
        this.background = background;
        this.started = started;
        request.source(source);
        setWindowTitle("Image a drive");
        setNeedsProgressMonitor(true);
        setHelpAvailable(true);
    }

    @Override
    public void addPages() {
        addPage(new SourcePage(request, link, background));
        addPage(new DestinationPage(request, link, background));
        addPage(new PlanPage(request, link));
    }

    @Override
    public boolean canFinish() {
        return request.complete() && getContainer().getCurrentPage() instanceof PlanPage;
    }

    @Override
    public boolean performFinish() {
        JobOrder order = request.order();
        JobView[] job = new JobView[1];
        try {
            getContainer().run(true, false, monitor -> job[0] = start(order, monitor));
        } catch (InvocationTargetException refusal) {
            String sentence = link.sentence((Exception) refusal.getCause());
            ((WizardPage) getContainer().getCurrentPage()).setMessage(sentence, IMessageProvider.ERROR);
            return false;
        } catch (InterruptedException stopped) {
            return false;
        }
        started.accept(job[0]);
        return true;
    }

    private JobView start(JobOrder order, IProgressMonitor monitor) throws InvocationTargetException {
        monitor.beginTask("Opening the drives and the job folder", IProgressMonitor.UNKNOWN);
        try {
            return link.answer(station -> station.start(order));
        } catch (StationException | RuntimeException refusal) {
            throw new InvocationTargetException(refusal);
        } finally {
            monitor.done();
        }
    }
}
