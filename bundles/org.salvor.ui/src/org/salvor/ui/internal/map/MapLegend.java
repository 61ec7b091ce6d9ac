package org.salvor.ui.internal.map;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.salvor.sectormap.Stage;
import org.salvor.station.JobView;
import org.salvor.ui.Labels;

/** What the colours of the map mean, with how many sectors there are of each just now. */
final class MapLegend extends Composite {
    private static final int SWATCH_PIXELS = 12;
    private static final int COUNT_WIDTH_PIXELS = 96;
    private static final int SHARE_WIDTH_PIXELS = 72;

    private record Line(Label label, Label count, Label share) {
    }

    private final List<Line> lines = new ArrayList<>();

    MapLegend(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).margins(8, 0).spacing(8, 5).applyTo(this);
        LegendRow.empty().forEach(this::add);
    }

    private void add(LegendRow row) {
        Canvas swatch = new Canvas(this, SWT.NONE);
        GridDataFactory.swtDefaults().hint(SWATCH_PIXELS, SWATCH_PIXELS).applyTo(swatch);
        swatch.addListener(SWT.Paint, event -> paintSwatch(swatch, row.stage(), event));
        Label label = new Label(this, SWT.NONE);
        label.setText(row.label());
        lines.add(new Line(label, number(COUNT_WIDTH_PIXELS), number(SHARE_WIDTH_PIXELS)));
    }

    private Label number(int width) {
        Label label = new Label(this, SWT.RIGHT);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).hint(width, SWT.DEFAULT).applyTo(label);
        return label;
    }

    private void paintSwatch(Canvas swatch, Stage stage, Event event) {
        event.gc.setBackground(new MapColours(getBackground(), getForeground()).of(stage));
        event.gc.fillRectangle(0, 0, swatch.getSize().x, swatch.getSize().y);
        event.gc.setForeground(getForeground());
        event.gc.setAlpha(90);
        event.gc.drawRectangle(0, 0, swatch.getSize().x - 1, swatch.getSize().y - 1);
    }

    /** Shows the counts of this job, none when it is null. */
    void show(JobView job) {
        List<LegendRow> rows = job == null ? LegendRow.empty() : LegendRow.of(job);
        for (int i = 0; i < rows.size(); i++) {
            Labels.set(lines.get(i).count(), rows.get(i).count());
            Labels.set(lines.get(i).share(), rows.get(i).share());
            lines.get(i).label().setEnabled(job == null || !rows.get(i).count().isEmpty());
        }
    }
}
