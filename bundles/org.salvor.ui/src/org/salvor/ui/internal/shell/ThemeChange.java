package org.salvor.ui.internal.shell;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.eclipse.e4.ui.css.core.engine.CSSEngine;
import org.eclipse.e4.ui.css.swt.dom.WidgetElement;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.salvor.ui.OnDisplay;

/**
 * Has every widget take the colours of the theme that was switched to. The theme engine gives widgets back the system's colours before the system has
 * changed them, so that what was dark would stay dark until the next start; this has it do so once more when they have changed. Display thread.
 */
public final class ThemeChange {
    private final Listener settings = this::settings;
    private Display display;
    private Color ground;

    @PostConstruct
    void create() {
        display = Display.getCurrent();
        ground = display.getSystemColor(SWT.COLOR_LIST_BACKGROUND);
        display.addListener(SWT.Settings, settings);
    }

    private void settings(Event event) {
        Color now = display.getSystemColor(SWT.COLOR_LIST_BACKGROUND);
        if (!now.equals(ground)) {
            ground = now;
            new OnDisplay(display).execute(this::restyle);
        }
    }

    private void restyle() {
        CSSEngine engine = WidgetElement.getEngine(display);
        if (engine != null) {
            for (Shell shell : display.getShells()) {
                giveBack(engine, shell);
            }
            engine.reapply();
        }
    }

    private void giveBack(CSSEngine engine, Control control) {
        if (engine.getElement(control) instanceof WidgetElement element) {
            control.setBackground(ground); // a widget that has no colours of its own believes that there is nothing to give back
            control.setForeground(ground);
            element.reset();
        }
        if (control instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                giveBack(engine, child);
            }
        }
    }

    @PreDestroy
    void destroy() {
        if (!display.isDisposed()) {
            display.removeListener(SWT.Settings, settings);
        }
    }
}
