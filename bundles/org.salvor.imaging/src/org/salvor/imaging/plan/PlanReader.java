package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a plan from its YAML tree and finds everything that is wrong with it. For one text; one thread. */
final class PlanReader {
    /** The map keeps the number of a pass in eight bits. */
    private static final int MOST_PASSES = 255;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_SENTENCE = 1_000;
    private static final PassPlan.Checks USUAL_CHECKS = new PassPlan.Checks(1, 16, false);

    private final List<Finding> findings;
    private final LadderReader ladders;
    private final PassReader passes;

    PlanReader(List<Finding> findings, int sectorBytes) {
        this.findings = findings;
        this.ladders = new LadderReader(findings);
        this.passes = new PassReader(findings, ladders, sectorBytes);
    }

    /** The plan, which means something only when there are no findings. */
    PassPlan plan(YamlNode root) {
        Fields fields = new Fields("a plan", root, findings, "format", "name", "sentence", "checks", "ladder", "passes");
        int format = fields.value("format", PlanYaml.FORMAT, PlanReader::smallCount);
        if (format > PlanYaml.FORMAT) {
            fields.addAt("format",
                    "The plan is of format " + format + ", and this Salvor knows formats up to " + PlanYaml.FORMAT + "; use a newer one.");
        } else if (format < 1) {
            fields.addAt("format", "There is no format " + format + "; write " + PlanYaml.FORMAT + ".");
        }
        String name = fields.neededValue("name", "", PlanReader::name);
        String sentence = fields.value("sentence", "", PlanReader::sentence);
        PassPlan.Checks checks = fields.has("checks") ? checks(fields.node("checks")) : USUAL_CHECKS;
        List<Rung> ladder = fields.says("ladder", "none") ? List.of() : ladders.ladder(fields, "ladder");
        return new PassPlan(name, sentence, passes(fields), ladder, checks);
    }

    private PassPlan.Checks checks(YamlNode node) {
        Fields fields = new Fields("the checks", node, findings, "identity-after-errors", "known-sector-after-errors",
                "distrust-after-reset");
        return new PassPlan.Checks(fields.value("identity-after-errors", USUAL_CHECKS.identityAfterErrors(), PlanReader::errors),
                fields.value("known-sector-after-errors", USUAL_CHECKS.knownSectorAfterErrors(), PlanReader::errors),
                fields.value("distrust-after-reset", USUAL_CHECKS.distrustAfterReset(), Units::truth));
    }

    /** A number of errors, or {@code never}. */
    private static int errors(String text) {
        return text.equals("never") ? 0 : smallCount(text);
    }

    private List<Pass> passes(Fields fields) {
        if (fields.needed("passes") == null) {
            return List.of();
        }
        List<YamlNode> items = fields.items("passes");
        if (items.isEmpty()) {
            fields.addAt("passes", "A plan without passes does nothing; give it one at least.");
        } else if (items.size() > MOST_PASSES) {
            fields.addAt("passes", "A plan has " + MOST_PASSES + " passes at most, not " + items.size() + ".");
        }
        List<Pass> read = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlNode item : items) {
            Pass pass = passes.pass(item);
            read.add(pass);
            Integer before = pass.name().isEmpty() ? null : lines.putIfAbsent(pass.name(), item.line());
            if (before != null) {
                YamlNode at = item instanceof YamlNode.Mapping mapping ? mapping.get("name") : item;
                findings.add(new Finding(at.line(), at.column(),
                        "The pass in line " + before + " is called \"" + pass.name() + "\" too; names differ."));
            }
        }
        if (!read.isEmpty() && read.stream().noneMatch(Pass::enabled)) {
            fields.addAt("passes", "No pass of the plan is enabled, so it does nothing.");
        }
        return List.copyOf(read);
    }

    static String name(String text) {
        if (text.length() > LONGEST_NAME || !Words.oneLine(text).equals(text)) {
            throw new IllegalArgumentException("A name is one line of " + LONGEST_NAME + " characters at most.");
        }
        return text;
    }

    private static String sentence(String text) {
        if (text.length() > LONGEST_SENTENCE) {
            throw new IllegalArgumentException("The sentence has more than " + LONGEST_SENTENCE + " characters.");
        }
        return Words.oneLine(text);
    }

    /** A count that fits an int. */
    static int smallCount(String text) {
        long count = Units.count(text);
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The number " + Words.shortened(text) + " is too large.");
        }
        return (int) count;
    }
}
