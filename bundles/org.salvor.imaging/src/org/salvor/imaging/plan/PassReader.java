package org.salvor.imaging.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.salvor.ata.TransferMode;
import org.salvor.drive.ReadMethod;
import org.salvor.sectormap.Stage;

/** Reads passes. For one text; one thread. */
final class PassReader {
    /** What the count register of a 48-bit command can ask for. */
    private static final long MOST_BLOCK_SECTORS = 65_536;
    private static final long LONGEST_TIMEOUT_MILLIS = 3_600_000;
    private static final int MOST_ROUNDS = 10_000;
    private static final Map<String, ReadMethod> METHODS = Fields.wordsOf(ReadMethod.values());
    private static final Map<String, Direction> DIRECTIONS = Fields.wordsOf(Direction.values());
    private static final Map<String, AfterError> AFTER_ERROR = afterErrorWords();
    private static final Map<String, Stage> UNREAD = stages(stage -> switch (stage) {
    case SKIPPED, NON_TRIMMED, NON_SCRAPED, BAD -> true;
    case UNTRIED, READ, READ_IGNORING_ECC, SUSPECT, IMPORTED, EXCLUDED -> false;
    });

    private final List<Finding> findings;
    private final LadderReader ladders;
    private final SelectionReader selections;
    private final int sectorBytes;

    PassReader(List<Finding> findings, LadderReader ladders, int sectorBytes) {
        this.findings = findings;
        this.ladders = ladders;
        this.selections = new SelectionReader(findings, sectorBytes);
        this.sectorBytes = sectorBytes;
    }

    static Map<String, Stage> stages(Predicate<Stage> wanted) {
        Map<String, Stage> words = Fields.wordsOf(Stage.values());
        words.values().removeIf(wanted.negate());
        return words;
    }

    static Map<String, AfterError> afterErrorWords() {
        Map<String, AfterError> words = new LinkedHashMap<>();
        words.put("continue", AfterError.CONTINUE);
        words.put("next area", AfterError.NEXT_AREA);
        return words;
    }

    Pass pass(YamlNode item) {
        Fields fields = new Fields("a pass", item, findings, "name", "enabled", "select", "direction", "block", "method", "transfer-mode",
                "timeout", "skip",
                "slow", "after-error", "failed-block", "rest-of-area", "rounds", "confirm", "ladder", "prepare", "rest", "stop");
        String name = fields.neededValue("name", "", PlanReader::name);
        boolean confirm = fields.value("confirm", false, Units::truth);
        YamlNode select = fields.needed("select");
        Selection selection = select == null ? SelectionReader.NOTHING : selections.selection(select, confirm);
        ReadMethod method = fields.word("method", ReadMethod.AUTO, METHODS);
        int block = block(fields, method);
        long timeout = timeout(fields);
        AfterError afterError = fields.word("after-error", AfterError.CONTINUE, AFTER_ERROR);
        Stage failedBlock = fields.word("failed-block", Stage.NON_TRIMMED, UNREAD);
        if (afterError == AfterError.NEXT_AREA && !fields.has("rest-of-area")) {
            fields.addAt("after-error",
                    "A pass that leaves an area after an error must say with \"rest-of-area\" what becomes of its rest.");
        }
        Stage restOfArea = fields.word("rest-of-area", failedBlock, UNREAD);
        List<Rung> ladder = fields.says("ladder", "as the plan") ? List.of() : ladder(fields);
        List<Preparation> prepare = fields.says("prepare", "none") ? List.of() : fields.each("prepare", PreparationText::parse);
        return new Pass(name, selection, fields.word("direction", Direction.FORWARD, DIRECTIONS), block, method,
                fields.value("transfer-mode", "", PassReader::transferMode), timeout, skip(fields), slow(fields), afterError, failedBlock,
                restOfArea,
                rounds(fields), confirm, ladder, List.copyOf(prepare), rest(fields), stop(fields),
                fields.value("enabled", true, Units::truth));
    }

    private List<Rung> ladder(Fields fields) {
        if (fields.has("ladder") && (fields.says("ladder", "none") || fields.items("ladder").isEmpty())) {
            fields.addAt("ladder",
                    "A pass has the plan's ladder (\"as the plan\") or steps of its own; the whole plan can do without one.");
            return List.of();
        }
        return ladders.ladder(fields, "ladder");
    }

    private int block(Fields fields, ReadMethod method) {
        long block = fields.neededValue("block", 1L, text -> Units.sectors(text, sectorBytes));
        if (block < 1) {
            fields.addAt("block", "A block has one sector at least.");
        } else if (block > MOST_BLOCK_SECTORS) {
            fields.addAt("block", "No command asks for more than 65,536 sectors, and this block has " + block + ".");
        } else if (method == ReadMethod.LONG && block > 1) {
            fields.addAt("block", "READ LONG reads one sector at a time; the block must be 1 sector.");
        }
        return (int) Math.clamp(block, 1L, MOST_BLOCK_SECTORS);
    }

    private static long timeout(Fields fields) {
        long timeout = fields.neededValue("timeout", 1L, Units::millis);
        if (timeout < 1) {
            fields.addAt("timeout", "A timeout of 0 lets no read end; give the drive some milliseconds.");
        } else if (timeout > LONGEST_TIMEOUT_MILLIS) {
            fields.addAt("timeout", "A timeout is an hour at most.");
        }
        return timeout;
    }

    private static int rounds(Fields fields) {
        int rounds = fields.value("rounds", 1, PlanReader::smallCount);
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            fields.addAt("rounds", "A pass is walked from 1 to " + MOST_ROUNDS + " times; use \"enabled: no\" to leave it out.");
        }
        return rounds;
    }

    /** {@code UDMA 2}, {@code MWDMA 1}, {@code PIO 4}, or {@code as is}. */
    private static String transferMode(String text) {
        if (text.equals("as is")) {
            return "";
        }
        TransferMode mode = PreparationText.transferMode(text);
        return PreparationText.text(mode);
    }

    private Skip skip(Fields parent) {
        if (!parent.has("skip") || parent.says("skip", "none")) {
            return Skip.NONE;
        }
        Fields fields = new Fields("a skip", parent.node("skip"), findings, "first", "growth", "limit");
        long first = fields.neededValue("first", 1L, text -> Units.sectors(text, sectorBytes));
        double growth = fields.value("growth", 2.0, Units::factor);
        long limit = fields.neededValue("limit", Long.MAX_VALUE, text -> Units.sectors(text, sectorBytes));
        if (first < 1) {
            fields.addAt("first", "A skip of 0 skips nothing; write \"skip: none\" for that.");
        }
        if (growth < 1) {
            fields.addAt("growth", "A skip does not shrink; its growth is 1 or more.");
        }
        if (limit < first) {
            fields.addAt("limit", "The longest skip is shorter than the first.");
        }
        return new Skip(first, growth, limit);
    }

    private SlowSkip slow(Fields parent) {
        if (!parent.has("slow") || parent.says("slow", "none")) {
            return SlowSkip.NONE;
        }
        Fields fields = new Fields("a slow skip", parent.node("slow"), findings, "from", "blocks", "jump");
        long from = fields.neededValue("from", 1L, Units::millis);
        int blocks = fields.value("blocks", 1, PlanReader::smallCount);
        long jump = fields.neededValue("jump", 1L, text -> Units.sectors(text, sectorBytes));
        if (from < 1) {
            fields.addAt("from", "Every read takes longer than nothing; write \"slow: none\" to never skip.");
        }
        if (blocks < 1) {
            fields.addAt("blocks", "One slow block at least comes before a skip.");
        }
        if (jump < 1) {
            fields.addAt("jump", "A skip of 0 skips nothing; write \"slow: none\" for that.");
        }
        return new SlowSkip(from, blocks, jump);
    }

    private Rest rest(Fields parent) {
        if (!parent.has("rest") || parent.says("rest", "none")) {
            return Rest.NONE;
        }
        Fields fields = new Fields("a rest", parent.node("rest"), findings, "after-errors", "for", "above");
        int afterErrors = fields.value("after-errors", 0, text -> never(text) ? 0 : PlanReader.smallCount(text));
        long millis = fields.neededValue("for", 1L, Units::millis);
        int above = fields.value("above", 0, text -> never(text) ? 0 : Units.celsius(text));
        if (millis < 1) {
            fields.addAt("for", "A rest of no time is none; write \"rest: none\" for that.");
        }
        if (afterErrors == 0 && above == 0) {
            fields.add(parent.node("rest"), "The rest needs a reason: \"after-errors\", \"above\" or both.");
        }
        return new Rest(afterErrors, millis, above);
    }

    private StopConditions stop(Fields parent) {
        if (!parent.has("stop") || parent.says("stop", "never")) {
            return StopConditions.NONE;
        }
        Fields fields = new Fields("stop conditions", parent.node("stop"), findings, "errors", "time", "below", "power-cycles");
        return new StopConditions(fields.value("errors", 0L, text -> never(text) ? 0L : Units.count(text)),
                fields.value("time", 0L, text -> never(text) ? 0L : Units.millis(text)),
                fields.value("below", 0L, text -> never(text) ? 0L : Units.bytesPerSecond(text)),
                fields.value("power-cycles", 0, text -> never(text) ? 0 : PlanReader.smallCount(text)));
    }

    private static boolean never(String text) {
        return Arrays.asList("never", "none").contains(text);
    }
}
