package org.salvor.cli;

import java.util.List;
import org.salvor.station.JobView;
import org.salvor.station.Progress;
import org.salvor.station.StationException;

/** A block of lines that is drawn again in its place, for a person at a terminal. */
final class ProgressBlock implements ProgressOutput {
    private static final long PERIOD_MILLIS = 200;
    /** The terminal is asked for its width every so many drawings. */
    private static final int WIDTH_EVERY = 10;

    private static final int LINES_ABOVE = 4;

    private final Shell shell;
    private final MapStrip strip = new MapStrip();
    private int columns;
    private int drawings;
    private int linesOnScreen;
    private boolean hiddenTold;

    ProgressBlock(Shell shell) {
        this.shell = shell;
    }

    @Override
    public long periodMillis() {
        return PERIOD_MILLIS;
    }

    @Override
    public void show(JobView job, Cells cells) throws StationException {
        if (!hiddenTold && !job.hidden().isEmpty()) {
            hiddenTold = true;
            note(job.hidden());
        }
        if (drawings++ % WIDTH_EVERY == 0) {
            columns = shell.columns().getAsInt();
        }
        int width = columns - 1;
        strip.update(width, cells);
        Terminal.Colours colours = shell.terminal().colours();
        StringBuilder screen = new StringBuilder(Ansi.up(linesOnScreen));
        line(screen, cut(JobText.title(job), width));
        line(screen, cut(JobText.destination(job), width));
        line(screen, strip.line(colours));
        line(screen, strip.legend(colours, width));
        List<String> words = List.of(JobText.share(job), JobText.pass(job), JobText.speed(job), JobText.errors(job), JobText.doing(job));
        words.forEach(word -> line(screen, cut(word, width)));
        linesOnScreen = LINES_ABOVE + words.size();
        shell.out().print(screen);
        shell.out().flush();
    }

    @Override
    public void moving(Progress progress) {
        StringBuilder screen = new StringBuilder(Ansi.up(linesOnScreen));
        line(screen, cut(JobText.moving(progress), shell.columns().getAsInt() - 1));
        linesOnScreen = 1;
        shell.out().print(screen);
        shell.out().flush();
    }

    @Override
    public void note(String sentence) {
        StringBuilder screen = new StringBuilder(Ansi.up(linesOnScreen));
        line(screen, sentence);
        // The old block below is drawn over at the next drawing; what it leaves is cleared here.
        for (int i = 1; i < linesOnScreen; i++) {
            line(screen, "");
        }
        screen.append(Ansi.up(Math.max(0, linesOnScreen - 1)));
        linesOnScreen = 0;
        shell.out().print(screen);
        shell.out().flush();
    }

    @Override
    public void end(JobView job, Cells cells, int exitCode) throws StationException {
        show(job, cells);
        if (!JobText.endsInComplaint(job)) {
            shell.out().println(JobText.end(job));
        }
    }

    private static void line(StringBuilder screen, String text) {
        screen.append('\r').append(text).append(Ansi.CLEAR_TO_END_OF_LINE).append('\n');
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
    }
}
