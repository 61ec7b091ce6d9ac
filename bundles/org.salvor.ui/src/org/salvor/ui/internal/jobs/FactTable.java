package org.salvor.ui.internal.jobs;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.salvor.ui.Labels;
import org.salvor.ui.internal.jobs.JobFacts.Fact;

/** Names and values under one another, under a heading. */
final class FactTable extends Composite {

    private static final int NUMBER_WIDTH_PIXELS = 76;
    private static final int TEXT_WIDTH_PIXELS = 150;

    private record Line(Label name, Label value) {
    }

    private final List<Line> lines = new ArrayList<>();
    private final int valueStyle;

    /**
     * An empty table.
     *
     * @param valueStyle {@link SWT#LEFT} or {@link SWT#RIGHT}: how the values stand
     */
    FactTable(Composite parent, String heading, int valueStyle) {
        super(parent, SWT.NONE);
        this.valueStyle = valueStyle;
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 3).applyTo(this);
        Label title = new Label(this, SWT.NONE);
        title.setText(heading);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(title);
    }

    /** Shows these; answers whether the table takes another height than before. */
    boolean show(List<Fact> facts) {
        boolean otherHeight = facts.size() != lines.size();
        while (lines.size() > facts.size()) {
            Line last = lines.removeLast();
            last.name().dispose();
            last.value().dispose();
        }
        for (int i = 0; i < facts.size(); i++) {
            if (i == lines.size()) {
                lines.add(add());
            }
            Labels.set(lines.get(i).name(), facts.get(i).name());
            Labels.set(lines.get(i).value(), facts.get(i).value());
        }
        return otherHeight;
    }

    private Line add() {
        Label name = new Label(this, SWT.NONE);
        Label value = new Label(this, valueStyle);
        GridDataFactory.fillDefaults().grab(true, false)
                .hint(valueStyle == SWT.RIGHT ? NUMBER_WIDTH_PIXELS : TEXT_WIDTH_PIXELS, SWT.DEFAULT)
                .applyTo(value);
        return new Line(name, value);
    }
}
