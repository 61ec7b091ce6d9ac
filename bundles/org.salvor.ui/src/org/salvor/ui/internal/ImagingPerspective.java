package org.salvor.ui.internal;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Where views stand when the workbench is opened for the first time. */
public final class ImagingPerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView("org.eclipse.pde.runtime.LogView", IPageLayout.BOTTOM, 0.7f, layout.getEditorArea());
    }
}
