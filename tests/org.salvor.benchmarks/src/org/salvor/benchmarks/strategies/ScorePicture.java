package org.salvor.benchmarks.strategies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.salvor.testkit.rig.MeteredDrive;

/** Salvor's drive time over ddrescue's as a picture: a dot for each drive, a bar at the median, a mark at the goal. */
final class ScorePicture {
    private static final double LEAST = 0.05;
    private static final double MOST = 20;
    private static final double[] TICKS = { 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20 };
    private static final int LEFT = 190;
    private static final int WIDTH = 760;
    private static final int ROW = 15;
    private static final int TOP = 56;
    private final String title;
    private final List<String> shapes = new ArrayList<>();
    private int rows;

    ScorePicture(String title) {
        this.title = title;
    }

    /** Adds a row for each share of the data. */
    ScorePicture add(Contest contest, List<Entry> entries) {
        text(8, rowMiddle() + 4, "start", contest.name(), true);
        for (int percent : MeteredDrive.SHARES) {
            int y = rowMiddle();
            text(LEFT - 10, y + 4, "end", percent + " %", false);
            for (Entry entry : entries) {
                shape("<circle cx='%.1f' cy='%d' r='2.5' fill='#0072b2' fill-opacity='0.45'/>", x(entry.ratio(percent)), y);
            }
            double median = x(Spread.of(entries, entry -> entry.ratio(percent)).median());
            shape("<rect x='%.1f' y='%d' width='3' height='11' fill='#003d66'/>", median - 1.5, y - 5);
            double goal = x(contest.goal(percent));
            shape("<path d='M%.1f %d v12 m-3 -6 h3' stroke='#d55e00' stroke-width='1.5' fill='none'/>", goal, y - 6);
            rows++;
        }
        rows++;
        return this;
    }

    /** The picture as SVG. */
    String svg() {
        int height = TOP + rows * ROW + 30;
        int whole = LEFT + WIDTH + 30;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' "
                + "font-family='sans-serif' font-size='11'>%n<rect width='100%%' height='100%%' fill='white'/>%n", whole, height, whole,
                height));
        svg.append("<text x='8' y='18' font-size='13' font-weight='bold'>").append(title).append("</text>\n");
        svg.append(
                "<text x='8' y='34' fill='#444'>Drive time, Salvor ÷ ddrescue, until a share of the readable data had come: left of 1 Salvor "
                        + "is faster. Dot: one drive. Bar: median. Orange: goal.</text>\n");
        for (double tick : TICKS) {
            svg.append(
                    String.format(Locale.ROOT, "<path d='M%.1f %d V%d' stroke='%s'/><text x='%.1f' y='%d' text-anchor='middle'>%s</text>%n",
                            x(tick), TOP - 6, height - 24, tick == 1 ? "#000" : "#ccc", x(tick), height - 8,
                            tick < 1 ? Double.toString(tick) : Integer.toString((int) tick)));
        }
        shapes.forEach(shape -> svg.append(shape).append('\n'));
        return svg.append("</svg>\n").toString();
    }

    private int rowMiddle() {
        return TOP + rows * ROW + ROW / 2;
    }

    private static double x(double ratio) {
        double within = Math.clamp(ratio, LEAST, MOST);
        return LEFT + WIDTH * Math.log(within / LEAST) / Math.log(MOST / LEAST);
    }

    private void shape(String form, Object... values) {
        shapes.add(String.format(Locale.ROOT, form, values));
    }

    private void text(int x, int y, String anchor, String words, boolean bold) {
        shape("<text x='%d' y='%d' text-anchor='%s'%s>%s</text>", x, y, anchor, bold ? " font-weight='bold'" : "", words);
    }
}
