package org.salvor.ui.internal.shell;

import java.io.IOException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** The workbench as an Equinox application; restarts itself after software was installed. */
public final class WorkbenchApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        describeVersions();
        Display.setAppName("Salvor");
        Display display = PlatformUI.createDisplay();
        try {
            if (!isAlone(display)) {
                return EXIT_OK;
            }
            int code = PlatformUI.createAndRunWorkbench(display, new SalvorWorkbenchAdvisor());
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    /** Whether no other Salvor has its windows remembered in the same folder; says so when one does. */
    private static boolean isAlone(Display display) {
        Location folder = Platform.getInstanceLocation();
        try {
            if (folder == null || folder.getURL() == null || folder.lock()) { // asking for the URL settles on the usual folder
                return true;
            }
            say(display, "Salvor is already open: another one keeps its windows in " + folder.getURL().getPath()
                    + ". Go on there, or start with -data and another folder.");
        } catch (IOException refusal) {
            say(display, "Salvor cannot keep its windows in " + folder.getURL().getPath() + ": " + refusal.getMessage()
                    + ". Start with -data and a folder that can be written to.");
        }
        return false;
    }

    private static void say(Display display, String sentence) {
        Shell shell = new Shell(display);
        MessageDialog.openError(shell, "Salvor", sentence);
        shell.dispose();
    }

    /** The About dialog fills its text from these. */
    private static void describeVersions() {
        System.setProperty("salvor.version", FrameworkUtil.getBundle(WorkbenchApplication.class).getVersion().toString());
        System.setProperty("salvor.platform",
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            Display display = PlatformUI.getWorkbench().getDisplay();
            display.syncExec(() -> PlatformUI.getWorkbench().close());
        }
    }
}
