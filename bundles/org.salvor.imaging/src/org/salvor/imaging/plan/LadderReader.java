package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads recovery ladders. For one text; one thread. */
final class LadderReader {
    private static final long LONGEST_WAIT_MILLIS = 3_600_000;
    /** Shorter than this a drive may not even notice that power was gone. */
    private static final long SHORTEST_OFF_MILLIS = 1_000;
    private static final Map<String, Rung.Step> STEPS = Map.of("soft reset", Rung.Step.SOFT_RESET, "hard reset", Rung.Step.HARD_RESET,
            "re-power",
            Rung.Step.RE_POWER);

    private final List<Finding> findings;

    LadderReader(List<Finding> findings) {
        this.findings = findings;
    }

    /** The words for the steps, by rising severity. */
    static Map<String, Rung.Step> steps() {
        Map<String, Rung.Step> ordered = new LinkedHashMap<>();
        STEPS.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /** A list of rungs; empty when the key is not there. */
    List<Rung> ladder(Fields fields, String key) {
        List<Rung> rungs = new ArrayList<>();
        Rung.Step before = null;
        for (YamlNode item : fields.items(key)) {
            Rung rung = rung(item);
            if (rung.step() != null && before != null && rung.step().compareTo(before) <= 0) {
                findings.add(
                        new Finding(item.line(), item.column(), "A ladder only climbs, each step once: soft reset, hard reset, re-power. \""
                                + word(rung.step()) + "\" cannot come after \"" + word(before) + "\"."));
            }
            before = rung.step() == null ? before : rung.step();
            rungs.add(rung);
        }
        return List.copyOf(rungs);
    }

    private Rung rung(YamlNode item) {
        Fields fields = new Fields("a step of a ladder", item, findings, "step", "wait", "ready", "per-hour", "per-job");
        fields.needed("step");
        Rung.Step step = fields.word("step", null, steps());
        long wait = fields.neededValue("wait", 0L, Units::millis);
        if (wait > LONGEST_WAIT_MILLIS) {
            fields.addAt("wait", "Nobody waits longer than an hour for one step.");
        }
        if (step == Rung.Step.RE_POWER && fields.has("wait") && wait < SHORTEST_OFF_MILLIS) {
            fields.addAt("wait",
                    "Power must stay off for " + Units.ofMillis(SHORTEST_OFF_MILLIS) + " at least, or the drive does not restart.");
        }
        long ready = fields.neededValue("ready", 1L, Units::millis);
        if (ready < 1) {
            fields.addAt("ready", "A drive needs some time to become ready; 8 s are usual after a reset, 30 s after re-powering.");
        } else if (ready > LONGEST_WAIT_MILLIS) {
            fields.addAt("ready", "Nobody waits longer than an hour for one step.");
        }
        return new Rung(step, wait, ready, budget(fields, "per-hour"), budget(fields, "per-job"));
    }

    private static int budget(Fields fields, String key) {
        int budget = fields.value(key, Integer.MAX_VALUE,
                text -> text.equals("unlimited") ? Integer.MAX_VALUE : PlanReader.smallCount(text));
        if (budget == 0) {
            fields.addAt(key, "A step with a budget of 0 can never be taken; leave it out of the ladder.");
        }
        return budget;
    }

    static String word(Rung.Step step) {
        return steps().entrySet().stream().filter(entry -> entry.getValue() == step).findFirst().orElseThrow().getKey();
    }
}
