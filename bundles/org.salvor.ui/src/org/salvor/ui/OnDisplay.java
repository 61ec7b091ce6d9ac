package org.salvor.ui;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/** Runs what it is given on the display thread as long as there is somebody to see it, and drops it afterwards. Any thread may use it. */
public final class OnDisplay implements Executor {
    private final Display display;
    private final BooleanSupplier gone;

    /** Serves this widget as long as it is there; to be made on the display thread. */
    public OnDisplay(Widget widget) {
        this.display = widget.getDisplay();
        this.gone = widget::isDisposed;
    }

    /** Serves this display as long as it is there. */
    public OnDisplay(Display display) {
        this.display = display;
        this.gone = display::isDisposed;
    }

    @Override
    public void execute(Runnable work) {
        try {
            display.asyncExec(() -> {
                if (!gone.getAsBoolean()) {
                    work.run();
                }
            });
        } catch (SWTException refusal) {
            if (!display.isDisposed()) {
                throw refusal;
            }
        }
    }
}
