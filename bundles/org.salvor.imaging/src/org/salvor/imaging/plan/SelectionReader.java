package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.Stage;

/** Reads what a pass selects. For one text; one thread. */
final class SelectionReader {
    static final Selection NOTHING = new Selection(Set.of(), Set.of(), List.of(), Set.of());

    private static final int MOST_HEADS = 64;
    private static final Map<String, Stage> STAGES = Fields.wordsOf(Stage.values());
    private static final Map<String, Cause> CAUSES = Fields.wordsOf(Cause.values());

    private final List<Finding> findings;
    private final int sectorBytes;

    SelectionReader(List<Finding> findings, int sectorBytes) {
        this.findings = findings;
        this.sectorBytes = sectorBytes;
    }

    Selection selection(YamlNode node, boolean confirm) {
        Fields fields = new Fields("a selection", node, findings, "stages", "causes", "ranges", "heads");
        Set<Stage> stages = stages(fields, confirm);
        Set<Cause> causes = fields.says("causes", "any") ? Set.of() : causes(fields);
        List<LbaRange> ranges = fields.says("ranges", "all") ? List.of() : ranges(fields);
        Set<Integer> heads = fields.says("heads", "all") ? Set.of() : new TreeSet<>(fields.each("heads", SelectionReader::head));
        notEmpty(fields, "causes", "any");
        notEmpty(fields, "ranges", "all");
        notEmpty(fields, "heads", "all");
        return new Selection(Set.copyOf(stages), Set.copyOf(causes), List.copyOf(ranges), Set.copyOf(heads));
    }

    private Set<Stage> stages(Fields fields, boolean confirm) {
        if (fields.needed("stages") == null) {
            return Set.of();
        }
        List<Stage> list = fields.words("stages", STAGES);
        if (fields.items("stages").isEmpty()) {
            fields.addAt("stages", "A pass without stages reads nothing; name one at least, such as untried.");
        }
        for (YamlNode item : fields.items("stages")) {
            Stage stage = item instanceof YamlNode.Scalar scalar ? STAGES.get(scalar.text()) : null;
            if (stage == Stage.READ || stage == Stage.EXCLUDED) {
                fields.add(item, "Sectors that are " + Words.word(stage) + " are never read; leave \"" + Words.word(stage) + "\" out.");
            } else if (confirm && stage != null && stage != Stage.SUSPECT && stage != Stage.IMPORTED) {
                fields.add(item, "A pass with \"confirm: yes\" compares with what the destination holds, and for " + Words.word(stage)
                        + " sectors it holds nothing; it selects suspect or imported ones.");
            }
        }
        return list.isEmpty() ? Set.of() : EnumSet.copyOf(list);
    }

    private static Set<Cause> causes(Fields fields) {
        List<Cause> list = fields.words("causes", CAUSES);
        return list.isEmpty() ? Set.of() : EnumSet.copyOf(list);
    }

    private List<LbaRange> ranges(Fields fields) {
        List<LbaRange> ranges = new ArrayList<>();
        for (YamlNode item : fields.items("ranges")) {
            Fields range = new Fields("a range", item, findings, "first", "end");
            long first = range.neededValue("first", 0L, text -> Units.sectors(text, sectorBytes));
            long end = range.neededValue("end", Long.MAX_VALUE, text -> Units.sectors(text, sectorBytes));
            if (end <= first) {
                range.addAt("end", "The range ends before or where it begins; \"end\" is the first sector behind it.");
            } else if (!ranges.isEmpty() && first < ranges.getLast().endLba()) {
                range.addAt("first", "The range begins before the one above it ends; ranges rise and do not overlap.");
            } else {
                ranges.add(new LbaRange(first, end));
            }
        }
        return ranges;
    }

    static Integer head(String text) {
        long head = Units.count(text);
        if (head >= MOST_HEADS) {
            throw new IllegalArgumentException("No drive has a head " + head + "; heads count from 0.");
        }
        return (int) head;
    }

    private static void notEmpty(Fields fields, String key, String word) {
        if (fields.has(key) && fields.items(key).isEmpty()) {
            fields.addAt(key, "\"" + key + "\" is empty; write \"" + word + "\" or leave it out.");
        }
    }
}
