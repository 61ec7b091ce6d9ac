package org.salvor.ui.internal.log;

import org.eclipse.e4.core.di.annotations.Execute;
import org.salvor.ui.EventFeed;

/** Empties the view; the case journals keep every entry. */
public final class ClearLog {
    @Execute
    void execute(EventFeed feed) {
        feed.clear();
    }
}
