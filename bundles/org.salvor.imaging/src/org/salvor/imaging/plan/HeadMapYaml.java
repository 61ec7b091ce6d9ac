package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.salvor.sectormap.LbaRange;

/**
 * Which sectors lie under which head of a drive, as YAML: a list of heads, each with its number and its ranges. The ranges of all heads together need not
 * cover the drive. Pure, any thread.
 */
public final class HeadMapYaml {
    /** Version of the text, and the newest that is read. */
    public static final int FORMAT = 1;

    /** Longest text that is read, in characters: a drive of many bands has some hundred thousand ranges. */
    public static final int MOST_CHARACTERS = 16 << 20;

    private final List<Finding> findings;
    private final long sectorCount;
    private final int sectorBytes;
    private final TreeMap<Integer, Integer> lineOfHead = new TreeMap<>();
    private final List<Placed> placed = new ArrayList<>();

    private HeadMapYaml(List<Finding> findings, long sectorCount, int sectorBytes) {
        this.findings = findings;
        this.sectorCount = sectorCount;
        this.sectorBytes = sectorBytes;
    }

    /** A range where it stands in the text. */
    private record Placed(int head, LbaRange range, YamlNode node) {
    }

    /**
     * Reads a head map for a drive.
     *
     * @param sectorCount sectors of the drive; {@link Long#MAX_VALUE} when no drive is known
     * @param sectorBytes bytes of a logical sector of the drive, ≥ 1; lengths in bytes are rounded up to whole sectors
     * @return the head map, or everything that is wrong with the text
     */
    public static HeadMapReading parse(String yaml, long sectorCount, int sectorBytes) {
        YamlText text = YamlText.read(yaml, MOST_CHARACTERS);
        HeadMapYaml reader = new HeadMapYaml(new ArrayList<>(text.findings()), sectorCount, sectorBytes);
        if (text.root().isPresent()) {
            reader.read(text.root().get());
        } else if (reader.findings.isEmpty()) {
            reader.findings.add(new Finding(1, 1, "The head map is empty; it has a list of heads."));
        }
        if (!reader.findings.isEmpty()) {
            reader.findings.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
            return new HeadMapReading.Faulty(List.copyOf(reader.findings));
        }
        return new HeadMapReading.Sound(reader.heads());
    }

    private void read(YamlNode root) {
        Fields fields = new Fields("a head map", root, findings, "format", "heads");
        if (fields.value("format", FORMAT, PlanReader::smallCount) != FORMAT) {
            fields.addAt("format", "The head map is of another format than " + FORMAT + ", the only one that this Salvor knows.");
        }
        if (fields.needed("heads") == null) {
            return;
        }
        if (fields.items("heads").isEmpty()) {
            fields.addAt("heads", "A head map without heads says nothing; name one head at least.");
        }
        fields.items("heads").forEach(this::head);
        placed.sort(Comparator.comparingLong(each -> each.range().firstLba()));
        for (int i = 1; i < placed.size(); i++) {
            refuseOverlap(placed.get(i - 1), placed.get(i));
        }
    }

    private void head(YamlNode node) {
        Fields fields = new Fields("a head", node, findings, "head", "ranges");
        int head = fields.neededValue("head", -1, SelectionReader::head);
        Integer before = head < 0 ? null : lineOfHead.putIfAbsent(head, node.line());
        if (before != null) {
            fields.addAt("head", "Head " + head + " stands in line " + before + " already; give all its ranges there.");
        }
        if (fields.needed("ranges") != null && fields.items("ranges").isEmpty()) {
            fields.addAt("ranges", "A head without ranges says nothing; leave the head out, or give its ranges.");
        }
        for (YamlNode item : fields.items("ranges")) {
            range(head, item);
        }
    }

    private void range(int head, YamlNode node) {
        Fields fields = new Fields("a range", node, findings, "first", "end", "count");
        int findingsBefore = findings.size();
        long first = fields.neededValue("first", 0L, text -> Units.sectors(text, sectorBytes));
        if (fields.has("end") == fields.has("count")) {
            fields.add(node, "A range has \"first\" and either \"end\", the first sector behind it, or \"count\".");
            return;
        }
        long end = fields.has("end") ? fields.value("end", 0L, text -> Units.sectors(text, sectorBytes))
                : first + Math.min(fields.value("count", 0L, text -> Units.sectors(text, sectorBytes)), Long.MAX_VALUE - first);
        String last = fields.has("end") ? "end" : "count";
        if (findings.size() > findingsBefore) {
            return;
        }
        if (end <= first) {
            fields.addAt(last, "The range holds no sector; \"end\" lies behind \"first\", and \"count\" is 1 sector at least.");
        } else if (end > sectorCount) {
            fields.addAt(last, "The range ends before sector " + end + ", and the drive has " + sectorCount + " sectors.");
        } else {
            placed.add(new Placed(head, new LbaRange(first, end), node));
        }
    }

    private void refuseOverlap(Placed one, Placed next) {
        if (next.range().firstLba() < one.range().endLba()) {
            boolean later = next.node().line() > one.node().line()
                    || next.node().line() == one.node().line() && next.node().column() > one.node().column();
            Placed at = later ? next : one;
            Placed other = later ? one : next;
            findings.add(new Finding(at.node().line(), at.node().column(), "Sector " + next.range().firstLba() + " belongs to head "
                    + other.head() + " in line " + other.node().line() + " already; a sector lies under one head."));
        }
    }

    private List<List<LbaRange>> heads() {
        List<List<LbaRange>> heads = new ArrayList<>();
        for (int head = 0; head <= lineOfHead.lastKey(); head++) {
            heads.add(new ArrayList<>());
        }
        placed.forEach(each -> heads.get(each.head()).add(each.range()));
        return heads.stream().map(List::copyOf).toList();
    }
}
