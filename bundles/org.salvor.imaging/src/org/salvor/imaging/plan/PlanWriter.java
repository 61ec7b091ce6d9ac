package org.salvor.imaging.plan;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.salvor.sectormap.LbaRange;

/** Writes a plan as YAML with every parameter, each explained where it first occurs. For one text; one thread. */
final class PlanWriter {
    private static final int COMMENT_COLUMNS = 110;

    private final StringBuilder text = new StringBuilder();
    private final Set<String> explained = new HashSet<>();
    private final int sectorBytes;

    /** @param sectorBytes bytes of a sector, 0 = write lengths in sectors */
    PlanWriter(int sectorBytes) {
        this.sectorBytes = sectorBytes;
    }

    String write(PassPlan plan) {
        line(0, "format", PlanYaml.FORMAT);
        line(0, "name", scalar(plan.name()));
        line(0, "sentence", scalar(plan.sentence()));
        group(0, "checks", "");
        PassPlan.Checks checks = plan.checks();
        line(2, "identity-after-errors", never(checks.identityAfterErrors()));
        line(2, "known-sector-after-errors", never(checks.knownSectorAfterErrors()));
        line(2, "distrust-after-reset", yes(checks.distrustAfterReset()));
        ladder(0, plan.ladder(), "none");
        group(0, "passes", "");
        for (Pass pass : plan.passes()) {
            pass(pass);
        }
        return text.toString();
    }

    private void pass(Pass pass) {
        explain(2, "pass.name");
        text.append("  - name: ").append(scalar(pass.name())).append('\n');
        line(4, "enabled", yes(pass.enabled()));
        select(pass.select());
        line(4, "direction", Words.word(pass.direction()));
        line(4, "block", length(pass.blockSectors()));
        line(4, "method", Words.word(pass.method()));
        line(4, "transfer-mode", pass.transferMode().isEmpty() ? "as is" : scalar(pass.transferMode()));
        line(4, "timeout", Units.ofMillis(pass.timeoutMillis()));
        skips(pass);
        line(4, "after-error", pass.afterError() == AfterError.CONTINUE ? "continue" : "next area");
        line(4, "failed-block", Words.word(pass.failedBlock()));
        line(4, "rest-of-area", Words.word(pass.restOfArea()));
        line(4, "rounds", pass.rounds());
        line(4, "confirm", yes(pass.confirm()));
        ladder(4, pass.ladder(), "as the plan");
        list(4, "prepare", pass.prepare().stream().map(Preparation::text).toList(), "none");
        ends(pass);
    }

    private void select(Selection select) {
        group(4, "select", "");
        list(6, "stages", select.stages().stream().sorted().map(Words::word).toList(), "[]");
        list(6, "causes", select.causes().stream().sorted().map(Words::word).toList(), "any");
        ranges(select.ranges());
        list(6, "heads", select.heads().stream().sorted().map(String::valueOf).toList(), "all");
    }

    private void ranges(List<LbaRange> ranges) {
        if (ranges.isEmpty()) {
            line(6, "ranges", "all");
            return;
        }
        group(6, "ranges", "");
        for (LbaRange range : ranges) {
            text.append("        - {first: ").append(Units.ofSectors(range.firstLba(), 0)).append(", end: ")
                    .append(Units.ofSectors(range.endLba(), 0))
                    .append("}\n");
        }
    }

    private void skips(Pass pass) {
        if (pass.skip().equals(Skip.NONE)) {
            line(4, "skip", "none");
        } else {
            group(4, "skip", "");
            line(6, "first", length(pass.skip().firstSectors()));
            line(6, "growth", factor(pass.skip().growth()));
            line(6, "limit", length(pass.skip().limitSectors()));
        }
        if (pass.slow().equals(SlowSkip.NONE)) {
            line(4, "slow", "none");
        } else {
            group(4, "slow", "");
            line(6, "from", Units.ofMillis(pass.slow().millis()));
            line(6, "blocks", pass.slow().blocks());
            line(6, "jump", length(pass.slow().sectors()));
        }
    }

    private void ends(Pass pass) {
        if (pass.rest().equals(Rest.NONE)) {
            line(4, "rest", "none");
        } else {
            group(4, "rest", "");
            line(6, "after-errors", never(pass.rest().afterErrors()));
            line(6, "for", Units.ofMillis(pass.rest().millis()));
            line(6, "above", pass.rest().aboveCelsius() == 0 ? "never" : pass.rest().aboveCelsius() + " °C");
        }
        StopConditions stop = pass.stop();
        if (stop.equals(StopConditions.NONE)) {
            line(4, "stop", "never");
        } else {
            group(4, "stop", "");
            line(6, "errors", never(stop.errors()));
            line(6, "time", stop.millis() == 0 ? "never" : Units.ofMillis(stop.millis()));
            line(6, "below", stop.bytesPerSecond() == 0 ? "never" : Units.ofBytesPerSecond(stop.bytesPerSecond()));
            line(6, "power-cycles", never(stop.powerCycles()));
        }
    }

    private void ladder(int indent, List<Rung> ladder, String none) {
        String key = indent == 0 ? "ladder" : "pass.ladder";
        if (ladder.isEmpty()) {
            line(indent, key, none);
            return;
        }
        group(indent, key, "");
        for (Rung rung : ladder) {
            explain(indent + 2, "step");
            text.append(" ".repeat(indent + 2)).append("- step: ").append(LadderReader.word(rung.step())).append('\n');
            line(indent + 4, "wait", Units.ofMillis(rung.waitMillis()));
            line(indent + 4, "ready", Units.ofMillis(rung.readyMillis()));
            line(indent + 4, "per-hour", budget(rung.perHour()));
            line(indent + 4, "per-job", budget(rung.perJob()));
        }
    }

    private void list(int indent, String key, Collection<String> items, String none) {
        line(indent, key, items.isEmpty() ? none : items.stream().map(PlanWriter::item).collect(Collectors.joining(", ", "[", "]")));
    }

    private void group(int indent, String key, String value) {
        explain(indent, key);
        text.append(" ".repeat(indent)).append(bare(key)).append(':').append(value).append('\n');
    }

    private void line(int indent, String key, Object value) {
        explain(indent, key);
        text.append(" ".repeat(indent)).append(bare(key)).append(": ").append(value).append('\n');
    }

    /** The sentences about a key, once a text. */
    private void explain(int indent, String key) {
        if (!explained.add(key)) {
            return;
        }
        String start = " ".repeat(indent) + "#";
        int column = 0;
        for (String word : PlanKeys.sentence(key).split(" ")) {
            if (column == 0 || column + 1 + word.length() > COMMENT_COLUMNS) {
                text.append(column == 0 ? "" : "\n").append(start);
                column = start.length();
            }
            text.append(' ').append(word);
            column += 1 + word.length();
        }
        text.append('\n');
    }

    /** Keys of passes that the plan has too are told apart by a prefix. */
    private static String bare(String key) {
        return key.substring(key.indexOf('.') + 1);
    }

    private String length(long sectors) {
        return Units.ofSectors(sectors, sectorBytes);
    }

    private static String never(long count) {
        return count == 0 ? "never" : Long.toString(count);
    }

    private static String budget(int budget) {
        return budget == Integer.MAX_VALUE ? "unlimited" : Integer.toString(budget);
    }

    private static String yes(boolean truth) {
        return truth ? "yes" : "no";
    }

    private static String factor(double factor) {
        return factor == Math.rint(factor) ? String.format(Locale.ROOT, "%.0f", factor) : BigDecimal.valueOf(factor).toPlainString();
    }

    private static String scalar(String value) {
        return value.matches("[A-Za-z0-9][A-Za-z0-9 .,;()'/-]*(?<! )") ? value : YamlText.quoted(value);
    }

    private static String item(String value) {
        return value.matches("[A-Za-z0-9][A-Za-z0-9 .=-]*(?<! )") ? value : YamlText.quoted(value);
    }
}
