package org.salvor.ui.internal.image;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;
import org.salvor.ui.Background;
import org.salvor.ui.JobFeed;
import org.salvor.ui.StationLink;
import org.salvor.ui.internal.drives.DrivesPart;
import org.salvor.ui.internal.help.HelpTray;

/** Opens the wizard that images a drive; with the drive that is selected, when the drives are being looked at. */
public final class ImageDrive {
    private static final String HELP = "org.salvor.doc/pages/image-a-drive.md";
    private static final int WIDTH_PIXELS = 820;
    private static final int HEIGHT_PIXELS = 620;

    @Execute
    void execute(Shell shell, StationLink link, Background background, JobFeed feed,
            @Optional @Named(IServiceConstants.ACTIVE_PART) MPart active) {
        String source = active != null && active.getObject() instanceof DrivesPart drives ? drives.selectedAddress() : "";
        WizardDialog dialog = new WizardDialog(shell, new ImagingWizard(link, background, source, feed::welcome)) {
            @Override
            protected void helpPressed() {
                HelpTray.toggle(this, background, HELP);
            }
        };
        dialog.setMinimumPageSize(WIDTH_PIXELS - 60, HEIGHT_PIXELS - 220);
        dialog.create();
        dialog.getShell().setSize(WIDTH_PIXELS, HEIGHT_PIXELS);
        HelpTray.offer(dialog, background, HELP);
        dialog.open();
    }
}
