package org.salvor.ui.internal.help;

import org.eclipse.jface.dialogs.DialogTray;
import org.eclipse.jface.dialogs.TrayDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.salvor.ui.Background;

/** A help page beside a dialog, which cannot let a person go to the help view behind it. */
public final class HelpTray extends DialogTray {
    private static final int WIDTH_PIXELS = 380;

    private final Background background;
    private final HelpPage page;

    private HelpTray(Background background, HelpPage page) {
        this.background = background;
        this.page = page;
    }

    /**
     * Has the help key show a page beside a dialog, and hide it again.
     *
     * @param dialog created already
     * @param page bundle and path, such as {@code org.salvor.doc/pages/start.md}
     */
    public static void offer(TrayDialog dialog, Background background, String page) {
        Shell shell = dialog.getShell();
        shell.addListener(SWT.Help, event -> toggle(dialog, background, HelpPage.of(page)));
        if (SWT.getPlatform().equals("gtk")) { // where the help key is a key like any other
            Listener key = event -> {
                if (event.keyCode == SWT.F1 && event.widget instanceof Control control && control.getShell() == shell) {
                    toggle(dialog, background, HelpPage.of(page));
                }
            };
            Display display = shell.getDisplay();
            display.addFilter(SWT.KeyDown, key);
            shell.addDisposeListener(event -> display.removeFilter(SWT.KeyDown, key));
        }
    }

    /** Shows a page beside a dialog, or hides it when one is there. */
    public static void toggle(TrayDialog dialog, Background background, String page) {
        toggle(dialog, background, HelpPage.of(page));
    }

    private static void toggle(TrayDialog dialog, Background background, HelpPage page) {
        if (dialog.getTray() == null) {
            dialog.openTray(new HelpTray(background, page));
            keepOnScreen(dialog.getShell());
        } else {
            dialog.closeTray();
        }
    }

    private static void keepOnScreen(Shell shell) {
        Rectangle screen = shell.getMonitor().getClientArea();
        Rectangle now = shell.getBounds();
        shell.setLocation(Math.max(screen.x, Math.min(now.x, screen.x + screen.width - now.width)), now.y);
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(area);
        HelpReader reader = new HelpReader(area, background, shown -> {
        });
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH_PIXELS, SWT.DEFAULT).applyTo(reader.control());
        reader.open(page);
        return area;
    }
}
