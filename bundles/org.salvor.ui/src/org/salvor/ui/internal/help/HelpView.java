package org.salvor.ui.internal.help;

import java.util.function.Consumer;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.salvor.ui.Tones;
import org.salvor.ui.internal.help.HelpText.Kind;
import org.salvor.ui.internal.help.HelpText.Mark;

/** One page of help. Links are followed by a click. */
final class HelpView {
    private static final int MARGIN_PIXELS = 16;
    private static final int INDENT_PIXELS = 18;
    private static final int LINE_SPACING_PIXELS = 3;

    private final StyledText text;
    private final Consumer<String> followed;
    private final Font title;
    private final Font heading;
    private HelpText shown = HelpTextMaker.make("");

    /**
     * A page with nothing on it.
     *
     * @param followed takes the target of a link that was clicked
     */
    HelpView(Composite parent, Consumer<String> followed) {
        this.followed = followed;
        text = new StyledText(parent, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(MARGIN_PIXELS, MARGIN_PIXELS, MARGIN_PIXELS, MARGIN_PIXELS);
        text.setLineSpacing(LINE_SPACING_PIXELS);
        text.setCaret(null);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), text);
        FontDescriptor usual = FontDescriptor.createFrom(JFaceResources.getDefaultFont());
        title = resources.create(usual.increaseHeight(6).setStyle(SWT.BOLD));
        heading = resources.create(usual.increaseHeight(2).setStyle(SWT.BOLD));
        text.addListener(SWT.MouseUp, this::clicked);
    }

    Control control() {
        return text;
    }

    /** Shows this page from its beginning. */
    void show(HelpText page) {
        shown = page;
        text.setText(page.text());
        page.indents().forEach(indent -> {
            int line = text.getLineAtOffset(Math.min(indent.offset(), page.text().length()));
            text.setLineIndent(line, 1, indent.depth() * INDENT_PIXELS);
            text.setLineWrapIndent(line, 1, indent.depth() * INDENT_PIXELS + INDENT_PIXELS);
        });
        page.marks().stream().sorted((one, other) -> other.length() - one.length()).forEach(this::style);
        text.setTopPixel(0);
    }

    private void style(Mark mark) {
        int length = Math.min(mark.length(), shown.text().length() - mark.start());
        if (length <= 0) {
            return;
        }
        StyleRange range = new StyleRange(mark.start(), length, null, null);
        switch (mark.kind()) {
        case TITLE -> range.font = title;
        case HEADING -> range.font = heading;
        case STRONG -> range.fontStyle = SWT.BOLD;
        case EMPHASIS -> range.fontStyle = SWT.ITALIC;
        case CODE -> {
            range.font = JFaceResources.getTextFont();
            range.background = Tones.between(text.getBackground(), text.getForeground(), 0.07);
        }
        case LINK -> {
            range.underline = true;
            range.underlineStyle = SWT.UNDERLINE_LINK;
        }
        }
        text.setStyleRange(range);
    }

    private void clicked(Event event) {
        int offset = text.getOffsetAtPoint(new Point(event.x, event.y));
        if (offset >= 0 && text.getSelectionCount() == 0) {
            shown.marks().stream()
                    .filter(mark -> mark.kind() == Kind.LINK && offset >= mark.start() && offset < mark.start() + mark.length()).findFirst()
                    .ifPresent(mark -> followed.accept(mark.target()));
        }
    }
}
