package org.salvor.ui.internal.drives;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;

/** Looks for drives now. */
public final class RefreshDrives {
    @Execute
    void execute(MPart part) {
        if (part.getObject() instanceof DrivesPart drives) {
            drives.refresh();
        }
    }
}
