package org.salvor.imaging.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.drive.ReadMethod;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.Stage;
import org.salvor.testkit.Counts;

class PlanYamlTest {
    private static final String SMALLEST = """
            name: smallest
            passes:
              - name: copy
                select: {stages: [untried]}
                block: 64 KiB
                timeout: 500 ms
            """;

    private static PassPlan sound(String yaml, int sectorBytes) {
        return switch (PlanYaml.parse(yaml, sectorBytes)) {
        case PlanReading.Sound(PassPlan plan) -> plan;
        case PlanReading.Faulty(List<Finding> findings) -> throw new AssertionError(findings + " in\n" + yaml);
        };
    }

    private static List<Finding> findings(String yaml) {
        return switch (PlanYaml.parse(yaml)) {
        case PlanReading.Sound(PassPlan plan) -> List.of();
        case PlanReading.Faulty(List<Finding> findings) -> findings;
        };
    }

    /** The finding of the smallest plan with a line more in its pass. */
    private static Finding inPass(String line) {
        List<Finding> findings = findings(SMALLEST + line.indent(4));
        assertThat(findings).as(line).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void whatIsNotSaidHasItsUsualValue() {
        Pass pass = sound(SMALLEST, 512).passes().getFirst();
        assertThat(pass).isEqualTo(
                new Pass("copy", new Selection(java.util.Set.of(Stage.UNTRIED), java.util.Set.of(), List.of(), java.util.Set.of()),
                        Direction.FORWARD, 128, ReadMethod.AUTO, "", 500, Skip.NONE, SlowSkip.NONE, AfterError.CONTINUE, Stage.NON_TRIMMED,
                        Stage.NON_TRIMMED, 1,
                        false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true));
        assertThat(sound(SMALLEST, 512).ladder()).isEmpty();
        assertThat(sound(SMALLEST, 512).checks()).isEqualTo(new PassPlan.Checks(1, 16, false));
    }

    @Test
    void lengthsInBytesBecomeSectorsOfTheDrive() {
        assertThat(sound(SMALLEST, 4096).passes().getFirst().blockSectors()).isEqualTo(16);
        assertThat(sound(SMALLEST, 520).passes().getFirst().blockSectors()).isEqualTo(127);
    }

    @Test
    void everyParameterCanBeSet() {
        Pass pass = sound("""
                name: all
                ladder: none
                checks: {identity-after-errors: never, known-sector-after-errors: 3, distrust-after-reset: yes}
                passes:
                  - name: everything
                    enabled: yes
                    select:
                      stages: [bad, non-scraped]
                      causes: timed-out
                      ranges:
                        - {first: 0 sectors, end: 1 MiB}
                        - {first: 4096 sectors, end: 1 GiB}
                      heads: [1, 2]
                    direction: backward
                    block: 1,024 sectors
                    method: pio
                    transfer-mode: udma2
                    timeout: 1.5 s
                    skip: {first: 8 sectors, growth: 1.5, limit: 1 GB}
                    slow: {from: 0.3 s, blocks: 2, jump: 1 MiB}
                    after-error: next area
                    failed-block: bad
                    rest-of-area: skipped
                    rounds: 7
                    confirm: no
                    ladder:
                      - {step: hard reset, wait: 1 s, ready: 8 s, per-hour: 5, per-job: unlimited}
                    prepare: [look-ahead off, sct-erc read 100 ms]
                    rest: {after-errors: 5, for: 2 min, above: 55 °C}
                    stop: {errors: 1000, time: 2 h, below: 10 KiB/s, power-cycles: 3}
                """, 512).passes().getFirst();
        assertThat(pass.select().causes()).containsExactly(Cause.TIMED_OUT);
        assertThat(pass.select().ranges()).containsExactly(new LbaRange(0, 2048), new LbaRange(4096, 2097152));
        assertThat(pass.select().heads()).containsExactlyInAnyOrder(1, 2);
        assertThat(pass.direction()).isEqualTo(Direction.BACKWARD);
        assertThat(pass.blockSectors()).isEqualTo(1024);
        assertThat(pass.transferMode()).isEqualTo("UDMA 2");
        assertThat(pass.timeoutMillis()).isEqualTo(1500);
        assertThat(pass.skip()).isEqualTo(new Skip(8, 1.5, 1953125));
        assertThat(pass.slow()).isEqualTo(new SlowSkip(300, 2, 2048));
        assertThat(pass.restOfArea()).isEqualTo(Stage.SKIPPED);
        assertThat(pass.ladder()).containsExactly(new Rung(Rung.Step.HARD_RESET, 1000, 8000, 5, Integer.MAX_VALUE));
        assertThat(pass.prepare()).hasSize(2);
        assertThat(pass.rest()).isEqualTo(new Rest(5, 120_000, 55));
        assertThat(pass.stop()).isEqualTo(new StopConditions(1000, 7_200_000, 10_240, 3));
    }

    @Test
    void whatIsWrittenReadsAsAnEqualPlan() {
        for (long seed : Counts.seeds("random plans", 150, 10_000).toArray()) {
            PassPlan plan = new PlanSamples(seed).plan();
            assertThat(sound(PlanYaml.write(plan), 512)).as("seed %d", seed).isEqualTo(plan);
            for (int sectorBytes : new int[] { 512, 520, 4096 }) {
                assertThat(sound(PlanYaml.write(plan, sectorBytes), sectorBytes)).as("seed %d, sectors of %d", seed, sectorBytes)
                        .isEqualTo(plan);
            }
        }
    }

    @Test
    void whatIsWrittenExplainsEveryParameterWhereItFirstOccurs() {
        String yaml = PlanYaml.write(BuiltInPlans.plan("gentle", 512).orElseThrow(), 512);
        assertThat(yaml).contains("# How long a command may take before the ladder begins.", "    timeout: 500 ms\n",
                "    block: 128 KiB\n", "    block: 1 sector\n");
        assertThat(yaml.split("# How long a command may take")).hasSize(2);
        String[] lines = yaml.split("\n");
        java.util.Set<String> seen = new java.util.HashSet<>();
        for (int i = 0; i < lines.length; i++) {
            String key = lines[i].strip().replaceFirst("^- ", "").replaceFirst(":.*", "");
            if (!lines[i].strip().startsWith("#") && seen.add(key)) {
                assertThat(lines[i - 1].strip()).as("before " + lines[i]).startsWith("# ");
            }
        }
        assertThat(seen).hasSizeGreaterThan(40);
    }

    @Test
    void allErrorsAreFoundInOneRunWithTheirPlaces() {
        List<Finding> findings = findings("""
                name: bad
                colour: red
                ladder:
                  - {step: hard reset, wait: 1 s, ready: 8 s}
                  - {step: soft reset, wait: -1 s, ready: 0 ms, per-hour: 0}
                passes:
                  - name: one
                    select: {stages: [untreid, read]}
                    block: 65537 sectors
                    timeout: 0 ms
                    timout: 3
                  - name: one
                    select: {stages: []}
                    block: 64
                    timeout: 5 parsecs
                    after-error: next area
                    rounds: 0
                """);
        assertThat(findings).extracting(finding -> finding.line() + ":" + finding.column()).containsExactly("2:1", "5:5", "5:30", "5:43",
                "5:59", "8:23", "8:32",
                "9:12", "10:14", "11:5", "12:11", "13:22", "14:12", "15:14", "16:18", "17:13");
        assertThat(findings).allSatisfy(finding -> assertThat(finding.sentence()).matches("(?s)[\"A-Z5].*[.?]"));
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheNearestKnownOne() {
        assertThat(inPass("dirction: forward").sentence()).isEqualTo("\"dirction\" is not a key of a pass. Did you mean \"direction\"?");
        assertThat(inPass("failedBlock: bad").sentence()).contains("Did you mean \"failed-block\"?");
        assertThat(inPass("stop: {errors: 5,000}").sentence()).contains("write large numbers without commas there");
        assertThat(inPass("zzz: 1").sentence()).contains("Known are name, enabled, select");
    }

    @Test
    void impossibleValuesAreSaidWithWhatWouldBeRight() {
        assertThat(inPass("skip: {first: 0 sectors, limit: 1 MiB}").sentence()).contains("skip: none");
        assertThat(inPass("skip: {first: 1 MiB, limit: 1 KiB}").sentence()).contains("shorter than the first");
        assertThat(inPass("skip: {first: 1 MiB, growth: 0.5, limit: 1 GiB}").sentence()).contains("1 or more");
        assertThat(inPass("skip: {first: -1 MiB, limit: 1 GiB}").sentence()).contains("must not be negative");
        assertThat(inPass("slow: {from: 0 ms, jump: 1 MiB}").sentence()).contains("slow: none");
        assertThat(inPass("rest: {for: 1 s}").sentence()).contains("needs a reason");
        assertThat(inPass("rest: {after-errors: 3}").sentence()).contains("\"for\" is missing");
        assertThat(inPass("stop: {errors: many}").sentence()).contains("plain whole number");
        assertThat(inPass("stop: {time: 3 hours}").sentence()).contains("\"hours\" is not a unit of a duration");
        assertThat(inPass("direction: sideways").sentence()).contains("Known are forward, backward");
        assertThat(inPass("method: dam").sentence()).contains("Did you mean \"dma\"?");
        assertThat(inPass("method: long").sentence()).contains("must be 1 sector");
        assertThat(inPass("transfer-mode: UDMA 9").sentence()).contains("UDMA 0 to 6");
        assertThat(inPass("failed-block: read").sentence()).contains("Known are skipped, non-trimmed, non-scraped, bad");
        assertThat(inPass("confirm: yes").sentence()).contains("selects suspect or imported ones");
        assertThat(inPass("confirm: perhaps").sentence()).contains("neither yes nor no");
        assertThat(inPass("prepare: [look-ahaed off]").sentence()).contains("Did you mean \"look-ahead\"?");
        assertThat(inPass("ladder: none").sentence()).contains("as the plan");
        assertThat(inPass("ladder: [{step: re-power, wait: 10 ms, ready: 8 s}]").sentence()).contains("Power must stay off for 1 s");
        assertThat(inPass("rounds: 99999999999").sentence()).contains("too large");
        assertThat(inPass("enabled: no").sentence()).contains("No pass of the plan is enabled");
        assertThat(inPass("skip: [1, 2]").sentence()).contains("the keys of a skip, not a list");
        assertThat(inPass("direction: {a: b}").sentence()).contains("not a group of keys");
        assertThat(inPass("direction:").sentence()).contains("needs a value, not nothing");
    }

    @Test
    void rangesRiseAndDoNotOverlap() {
        String yaml = SMALLEST.replace("{stages: [untried]}",
                "{stages: [untried], ranges: [{first: 9 sectors, end: 5 sectors}, {first: 0 B, end: 1 MiB}, "
                        + "{first: 100 sectors, end: 1 GiB}], heads: [99]}");
        assertThat(findings(yaml)).extracting(Finding::sentence).satisfiesExactly(
                end -> assertThat(end).contains("ends before or where it begins"),
                overlap -> assertThat(overlap).contains("do not overlap"), head -> assertThat(head).contains("No drive has a head 99"));
    }

    @Test
    void whatIsNotAPlanAtAllIsSaidWithOneFinding() {
        for (String text : List.of("", "# nothing", "just a word", "[1, 2]", "{", "a: b: c", "name: x\n\tpasses: []", "--- a\n--- b\n",
                "\u0000", "!!java/x y",
                "&a [*a]", "x: &a {y: *a}", "?", "- - -", "[".repeat(100_000), "{a: ".repeat(50_000),
                "a: &x [1]\nb: [" + "*x, ".repeat(1000) + "]",
                "x".repeat(2_000_000))) {
            assertThat(findings(text)).as(Words.shortened(text)).isNotEmpty();
        }
        assertThat(findings("").getFirst().sentence()).isEqualTo("The plan is empty; a plan has a name and passes.");
    }

    @Test
    void aNewerFormatIsRefused() {
        assertThat(findings("format: 2\n" + SMALLEST)).extracting(Finding::sentence)
                .containsExactly("The plan is of format 2, and this Salvor knows formats up to 1; use a newer one.");
    }

    @Test
    void doubledKeysAndAliasesAreFound() {
        assertThat(inPass("block: 1 sector").sentence()).contains("second time", "line 5");
        assertThat(findings("name: &n x\nsentence: *n\n" + SMALLEST.replace("name: smallest\n", ""))).extracting(Finding::sentence)
                .anySatisfy(
                        sentence -> assertThat(sentence).contains("Aliases (*n) are not taken"));
    }

    @Test
    void noTextMakesTheReaderThrow() {
        String text = BuiltInPlans.text("standard").orElseThrow();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = Counts.of("damaged plans", 3_000, 300_000); i > 0; i--) {
            StringBuilder damaged = new StringBuilder(text);
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(128));
                case 1 -> damaged.deleteCharAt(at);
                case 2 -> damaged.insert(at, ":{}[],&*#|>-\"'\n\t %@`".charAt(random.nextInt(20)));
                default -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(200)));
                }
            }
            switch (PlanYaml.parse(damaged.toString())) {
            case PlanReading.Sound(PassPlan plan) -> assertThat(plan.passes()).isNotEmpty();
            case PlanReading.Faulty(List<Finding> findings) -> assertThat(findings).isNotEmpty();
            }
        }
    }
}
