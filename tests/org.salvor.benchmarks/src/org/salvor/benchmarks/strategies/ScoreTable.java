package org.salvor.benchmarks.strategies;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.salvor.testkit.rig.MeteredDrive;
import org.salvor.testkit.rig.MeteredDrive.Mark;
import org.salvor.testkit.rig.MeteredDrive.Score;

/** Scores as a table in Markdown: medians over seeds, behind them the least and the most. */
final class ScoreTable {
    private static final String HEAD = """
            | drives | by | ddrescue | Salvor | Salvor ÷ ddrescue | goal | | failed reads | commands | travel | power cycles |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;
    private final StringBuilder text = new StringBuilder(HEAD);

    /** Adds the rows of one kind of drive. */
    ScoreTable add(Contest contest, List<Entry> entries, long sectors) {
        for (int percent : MeteredDrive.SHARES) {
            Spread ratio = Spread.of(entries, entry -> entry.ratio(percent));
            double goal = contest.goal(percent);
            row(contest.name(), percent + " %",
                    time(entries, percent, Entry::ddrescue), time(entries, percent, Entry::salvor), ratio.text(ScoreTable::ratio),
                    "≤ " + ratio(goal), ratio.median() <= goal ? "met" : "missed",
                    both(entries, percent, Mark::failedReads, "%,.0f"), both(entries, percent, Mark::commands, "%,.0f"),
                    both(entries, percent, mark -> (double) mark.travelSectors() / sectors, "%,.1f"),
                    both(entries, percent, Mark::powerCycles, "%,.0f"));
        }
        row(contest.name(), "the end", Spread.of(entries, entry -> entry.ddrescue().end().driveNanos()).text(ScoreTable::seconds),
                Spread.of(entries, entry -> entry.salvor().end().driveNanos()).text(ScoreTable::seconds),
                Spread.of(entries, entry -> (double) entry.salvor().end().driveNanos() / entry.ddrescue().end().driveNanos())
                        .text(ScoreTable::ratio),
                "", "", end(entries, Mark::failedReads, "%,.0f"), end(entries, Mark::commands, "%,.0f"),
                end(entries, mark -> (double) mark.travelSectors() / sectors, "%,.1f"), end(entries, Mark::powerCycles, "%,.0f"));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String time(List<Entry> entries, int percent, Function<Entry, Score> whose) {
        return Spread.of(entries, entry -> value(whose.apply(entry), percent, Mark::driveNanos)).text(ScoreTable::seconds);
    }

    /** Medians of both, ddrescue's first. */
    private static String both(List<Entry> entries, int percent, ToDoubleFunction<Mark> what, String form) {
        return pair(Spread.of(entries, entry -> value(entry.ddrescue(), percent, what)).median(),
                Spread.of(entries, entry -> value(entry.salvor(), percent, what)).median(), form);
    }

    private static String end(List<Entry> entries, ToDoubleFunction<Mark> what, String form) {
        return pair(Spread.of(entries, entry -> what.applyAsDouble(entry.ddrescue().end())).median(),
                Spread.of(entries, entry -> what.applyAsDouble(entry.salvor().end())).median(), form);
    }

    private static String pair(double theirs, double mine, String form) {
        return number(theirs, form) + " : " + number(mine, form);
    }

    private static double value(Score score, int percent, ToDoubleFunction<Mark> what) {
        return Entry.mark(score, percent).map(what::applyAsDouble).orElse(Double.POSITIVE_INFINITY);
    }

    private static String number(double number, String form) {
        return Double.isInfinite(number) ? "never" : String.format(Locale.ROOT, form, number);
    }

    private static String seconds(double nanos) {
        double seconds = nanos / 1e9;
        return seconds < 100 ? number(seconds, "%.1f s") : seconds < 36_000 ? number(seconds, "%,.0f s")
                : number(seconds / 3600, "%,.1f h");
    }

    static String ratio(double ratio) {
        return number(ratio, ratio < 0.995 ? "%.2f" : ratio < 10 ? "%.3g" : "%,.0f");
    }
}
