package org.salvor.ui.internal.jobs;

import java.util.Arrays;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;
import org.salvor.ui.RateHistory;
import org.salvor.ui.Tones;

/** How fast a job reads, over drive time. */
final class RateChart {
    private static final double MEGABYTE = 1e6;
    private static final double HOUR_SECONDS = 3600;

    private static final int RATE_STEP_PIXELS = 24;

    private final Chart chart;
    private final ILineSeries<?> series;
    private Color ground;
    private int shownPoints = -1;
    private double lastShownSeconds = -1;

    RateChart(Composite parent) {
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        IAxis time = chart.getAxisSet().getXAxis(0);
        IAxis rate = chart.getAxisSet().getYAxis(0);
        time.getTitle().setText("Drive time, min");
        rate.getTitle().setText("MB/s");
        for (IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTitle().setFont(chart.getFont());
            axis.getTick().setFont(chart.getFont());
            axis.getGrid().setStyle(LineStyle.SOLID);
        }
        rate.getTick().setTickMarkStepHint(RATE_STEP_PIXELS);
        series = (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, "rate");
        series.setSymbolType(ILineSeries.PlotSymbolType.NONE);
        series.setLineColor(Tones.of(Tones.BUSY));
        series.enableArea(true);
        series.setAntialias(SWT.ON);
        adoptTheme();
    }

    /** The widget. */
    Chart control() {
        return chart;
    }

    /** Takes over the colours that the theme gave the widget around it. */
    private void adoptTheme() {
        Color now = chart.getParent().getBackground();
        if (now.equals(ground)) {
            return;
        }
        ground = now;
        Color text = chart.getParent().getForeground();
        chart.setBackground(ground);
        chart.getPlotArea().setBackground(ground);
        Color faint = Tones.between(ground, text, 0.12);
        for (IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTitle().setForeground(text);
            axis.getTick().setForeground(text);
            axis.getGrid().setForeground(faint);
        }
        series.setLineColor(Tones.of(Tones.isDark(ground.getRGB()) ? 0x56B4E9 : Tones.BUSY));
    }

    /** Shows this history; null for none. */
    void show(RateHistory history) {
        adoptTheme();
        double[] seconds = history == null ? new double[0] : history.seconds();
        double last = seconds.length == 0 ? -1 : seconds[seconds.length - 1];
        if (seconds.length == shownPoints && last == lastShownSeconds) {
            return;
        }
        shownPoints = seconds.length;
        lastShownSeconds = last;
        chart.suspendUpdate(true);
        boolean hours = last > 2 * HOUR_SECONDS;
        chart.getAxisSet().getXAxis(0).getTitle().setText(hours ? "Drive time, h" : "Drive time, min");
        double unitSeconds = hours ? HOUR_SECONDS : 60;
        double[] rates = history == null ? new double[0] : history.bytesPerSecond();
        series.setXSeries(Arrays.stream(seconds).map(value -> value / unitSeconds).toArray());
        series.setYSeries(Arrays.stream(rates).map(value -> value / MEGABYTE).toArray());
        double top = Arrays.stream(rates).max().orElse(0) / MEGABYTE;
        chart.getAxisSet().getYAxis(0).setRange(new Range(0, top > 0 ? top * 1.1 : 1));
        double first = seconds.length == 0 ? 0 : seconds[0] / unitSeconds;
        chart.getAxisSet().getXAxis(0).setRange(new Range(first, Math.max(first + 1 / unitSeconds, last / unitSeconds)));
        chart.suspendUpdate(false);
        chart.redraw();
    }
}
