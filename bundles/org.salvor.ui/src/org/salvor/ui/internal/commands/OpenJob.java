package org.salvor.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.swt.widgets.Shell;
import org.salvor.ui.JobFeed;
import org.salvor.ui.StationLink;

/** Opens the folder of a job that was begun before. */
public final class OpenJob {
    @Execute
    void execute(Shell shell, StationLink link, JobFeed feed) {
        new OpenJobDialog(shell, link, feed::welcome).open();
    }
}
