package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SimulatedDrive;

/** Plans that select heads, and the maps that say where those are. */
class HeadMapTest {
    /** Its heads take turns in bands of different lengths. */
    private static final String DRIVE = "sim:healthy?size=256MiB&seed=5&heads=3";
    private static final String PLAN = """
            name: one head
            passes:
              - name: head 1
                select: {stages: [untried], heads: [1]}
                block: 64 KiB
                timeout: 10 s
            """;

    @TempDir
    Path folder;
    private final List<String> runsOfHeadOne = new ArrayList<>();
    private long sectorsOfHeadOne;
    private String heads;
    private String plan;

    @BeforeEach
    void writeTexts() throws Exception {
        heads = path("heads.yaml");
        plan = Files.writeString(folder.resolve("plan.yaml"), PLAN).toString();
        Map<Integer, List<String>> ranges = new LinkedHashMap<>();
        Map<Integer, Long> sectors = new LinkedHashMap<>();
        try (SimulatedDrive drive = SimulatedDrive.open(DRIVE)) {
            DriveTruth truth = drive.truth();
            for (long lba = 0; lba < truth.sectorCount(); lba = truth.bandEnd(lba)) {
                int head = truth.head(lba);
                long count = Math.min(truth.bandEnd(lba), truth.sectorCount()) - lba;
                ranges.computeIfAbsent(head, _ -> new ArrayList<>()).add("{first: " + lba + " sectors, count: " + count + " sectors}");
                sectors.merge(head, count, Long::sum);
                if (head == 1) {
                    runsOfHeadOne.add(lba + "-" + (lba + count - 1));
                }
            }
        }
        sectorsOfHeadOne = sectors.get(1);
        assertThat(sectors.values()).as("heads of the drive").hasSize(3).doesNotHaveDuplicates();
        StringBuilder text = new StringBuilder("heads:\n");
        ranges.forEach((head, list) -> text.append("  - head: ").append(head).append("\n    ranges:\n      - ")
                .append(String.join("\n      - ", list)).append('\n'));
        Files.writeString(folder.resolve("heads.yaml"), text);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Typed image(String... more) {
        List<String> words = new ArrayList<>(List.of("image", DRIVE, path("copy.img"), "--job", path("job")));
        words.addAll(List.of(more));
        return Workplace.type(words.toArray(String[]::new));
    }

    private List<String> readRuns() {
        return Workplace.type("map", "show", path("job"), "--runs").out().lines().filter(line -> line.endsWith("  finished"))
                .map(line -> line.split(" ")[0]).toList();
    }

    @Test
    void aPassThatSelectsAHeadReadsExactlyItsSectors() {
        assertThat(runsOfHeadOne).hasSizeGreaterThan(2);
        Typed typed = image("--plan", plan, "--heads", heads);
        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(ExitCode.UNREAD);
        assertThat(readRuns()).isEqualTo(runsOfHeadOne);
        assertThat(folder.resolve("job/heads.yaml")).hasSameTextualContentAs(Path.of(heads));
        assertThat(Workplace.type("journal", "show", path("job")).out()).contains("head map of this job knows heads 0-2, SHA-256");
        Typed rest = Workplace.type("image", "--job", path("job"), "--plan", "standard");
        assertThat(rest.exitCode()).as(rest.toString()).isZero();
    }

    @Test
    void aHeadMapMayComeLater() throws Exception {
        Files.writeString(folder.resolve("none.yaml"), PLAN.replace("heads: [1]", "ranges: [{first: 0 sectors, end: 1 sector}]"));
        assertThat(image("--plan", path("none.yaml")).exitCode()).isEqualTo(ExitCode.UNREAD);
        Typed without = Workplace.type("image", "--job", path("job"), "--plan", plan);
        assertThat(without.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(without.err()).contains("The plan one head selects heads; give a head map with --heads.");
        assertThat(Workplace.type("image", "--job", path("job"), "--plan", plan, "--heads", heads, "--json").exitCode())
                .isEqualTo(ExitCode.UNREAD);
        JsonObject stages = Workplace.objects(Workplace.type("map", "show", path("job"), "--json")).getFirst()
                .getAsJsonObject("sectorsByStage");
        assertThat(stages.get("read").getAsLong()).isEqualTo(sectorsOfHeadOne + 1);
        assertThat(folder.resolve("job/job.yaml")).content().contains("what: heads").contains("before: \"none\"");
    }

    @Test
    void anotherHeadMapBeginsThePassAnew() throws Exception {
        Files.writeString(folder.resolve("short.yaml"), "heads: [{head: 1, ranges: [{first: 0 sectors, count: 8 sectors}]}]");
        assertThat(image("--plan", plan, "--heads", path("short.yaml")).exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(readRuns()).containsExactly("0-7");
        assertThat(Workplace.type("image", "--job", path("job"), "--heads", heads).exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(readRuns()).contains(runsOfHeadOne.getFirst(), runsOfHeadOne.getLast());
        assertThat(folder.resolve("job/heads.1.yaml")).hasSameTextualContentAs(folder.resolve("short.yaml"));
    }

    @Test
    void headsThatTheMapDoesNotKnowAreNamed() throws Exception {
        Files.writeString(folder.resolve("plan.yaml"), PLAN.replace("[1]", "[0, 3]"));
        String named = "selects head 3, but the head map knows heads 0-2";
        Typed image = image("--plan", plan, "--heads", heads);
        assertThat(image.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(image.err()).contains(named);
        assertThat(folder.resolve("job")).doesNotExist();
        Typed check = Workplace.type("plan", "check", plan, "--heads", heads);
        assertThat(check.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(check.out()).startsWith(plan + ":1:1: ").contains(named);
    }

    @Test
    void planCheckSaysThatHeadsNeedAMapAndTakesOne() {
        assertThat(Workplace.type("plan", "check", plan).out()).contains("it selects heads, so give a head map with --heads.");
        Typed together = Workplace.type("plan", "check", plan, "--heads", heads);
        assertThat(together.exitCode()).as(together.toString()).isZero();
        assertThat(together.out()).contains("can be used with the head map in " + heads);
    }

    @Test
    void aFaultyHeadMapIsNamedWithLineAndColumn() throws Exception {
        Path faulty = Files.writeString(folder.resolve("faulty.yaml"),
                "heads:\n  - head: 1\n    ranges:\n      - {first: 0 sectors, end: 9 TiB}\n    platter: 2\n");
        Typed image = image("--plan", plan, "--heads", faulty.toString());
        assertThat(image.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(image.err()).contains("line 4, column 33: ").contains("the drive has 524288 sectors")
                .contains("line 5, column 5: \"platter\" is not a key of a head.");
        Typed check = Workplace.type("plan", "check", plan, "--heads", faulty.toString());
        assertThat(check.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(check.out()).startsWith(faulty + ":5:5: \"platter\"");
        assertThat(image("--plan", plan, "--heads", path("nowhere.yaml")).err()).contains("nowhere.yaml");
        assertThat(folder.resolve("job")).doesNotExist();
    }
}
