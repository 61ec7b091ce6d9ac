package org.salvor.ui.internal.shell;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Where views stand when the workbench is opened for the first time: drives and jobs above, the selected job beside its map below. */
public final class ImagingPerspective implements IPerspectiveFactory {
    static final String DRIVES = "org.salvor.ui.drives";
    static final String JOBS = "org.salvor.ui.jobs";
    static final String JOB = "org.salvor.ui.job";
    static final String MAP = "org.salvor.ui.map";
    static final String LOG = "org.salvor.ui.log";
    static final String HELP = "org.salvor.ui.help";
    private static final String ERROR_LOG = "org.eclipse.pde.runtime.LogView";
    private static final String PROGRESS = "org.eclipse.ui.views.ProgressView";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(DRIVES, IPageLayout.TOP, 0.19f, layout.getEditorArea());
        layout.addView(JOBS, IPageLayout.RIGHT, 0.45f, DRIVES);
        layout.addView(JOB, IPageLayout.LEFT, 0.36f, layout.getEditorArea());
        IFolderLayout below = layout.createFolder("org.salvor.ui.below", IPageLayout.BOTTOM, 0.72f, layout.getEditorArea());
        below.addView(LOG);
        below.addView(ERROR_LOG);
        below.addPlaceholder(PROGRESS);
        IFolderLayout middle = layout.createFolder("org.salvor.ui.middle", IPageLayout.TOP, 0.95f, layout.getEditorArea());
        middle.addView(MAP);
        middle.addPlaceholder(HELP);
        for (String view : new String[] { DRIVES, JOBS, JOB, MAP, LOG, ERROR_LOG, PROGRESS, HELP }) {
            layout.addShowViewShortcut(view);
        }
    }
}
