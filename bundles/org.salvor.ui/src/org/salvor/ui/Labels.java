package org.salvor.ui;

import org.eclipse.swt.widgets.Label;

/** Puts text that comes from elsewhere into labels. Display thread. */
public final class Labels {
    private Labels() {
    }

    /** Shows a text as it is, an ampersand included; touches the label only when it shows another. */
    public static void set(Label label, String text) {
        String escaped = text.replace("&", "&&");
        if (!label.getText().equals(escaped)) {
            label.setText(escaped);
        }
    }
}
