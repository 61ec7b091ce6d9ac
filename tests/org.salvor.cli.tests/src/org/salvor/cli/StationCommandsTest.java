package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;

class StationCommandsTest {
    @TempDir
    Path folder;

    @Test
    void drivesListsWhatIsThereAndEndsWell() {
        Typed words = Workplace.type("drives");
        assertThat(words.exitCode()).as(words.err()).isZero();
        assertThat(words.out()).isNotBlank();
        Typed json = Workplace.type("drives", "--json");
        assertThat(Workplace.objects(json)).allSatisfy(drive -> {
            assertThat(drive.get("type").getAsString()).isEqualTo("drive");
            assertThat(drive.keySet()).contains("address", "model", "serial", "sectorCount", "sectorBytes", "physicalSectorBytes",
                    "hiddenSectors", "health", "remark");
        });
        assertThat(Workplace.objects(Workplace.type("drives", "--json", "--quick")))
                .allSatisfy(drive -> assertThat(drive.keySet()).contains("address").doesNotContain("hiddenSectors"));
    }

    @Test
    void jobsListsWhatIsKnownWithItsState() {
        assertThat(Workplace.type("jobs").out()).contains("No job is known yet");
        String job = folder.resolve("job").toString();
        for (int run = 0; run < 2; run++) {
            try (LocalStation station = new LocalStation(
                    new Providers().add(new SimulatedDriveProvider()).add(new FileDestinationProvider()),
                    Optional.of(folder.resolve("state")))) {
                if (run == 0) {
                    Typed.type(() -> station, Terminal.NONE, "", "image", "sim:healthy?size=8MiB", folder.resolve("copy.img").toString(),
                            "--job", job);
                } else {
                    assertThat(Typed.type(() -> station, Terminal.NONE, "", "jobs").out()).contains("at rest", "100 %", job);
                    Typed json = Typed.type(() -> station, Terminal.NONE, "", "jobs", "--json");
                    assertThat(Workplace.objects(json).getFirst().get("state").getAsString()).isEqualTo("at-rest");
                }
            }
        }
    }

    @Test
    void identifyTellsWhoADriveIs() {
        Typed words = Workplace.type("identify", "sim:healthy?size=64MiB&sector=4kn");
        assertThat(words.exitCode()).as(words.err()).isZero();
        assertThat(words.out()).contains("Model ").contains("Serial ").contains("16,384 sectors of 4096 bytes").contains("Resets ");
        JsonObject json = Workplace.objects(Workplace.type("identify", "sim:healthy?size=64MiB", "--json")).getFirst();
        assertThat(json.get("sectorCount").getAsLong()).isEqualTo(131_072);
        assertThat(json.get("sectorBytes").getAsInt()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "sim:nobody | nobody", "/nowhere/at/all.img | /nowhere/at/all.img", "warp:drive | warp", "sim: | sim:",
                    "/dev/no-such-drive | /dev/no-such-drive", "sim:healthy?size=big | size" })
    void aSourceThatIsNotThereIsSaidInOneSentence(String source, String named) {
        Typed typed = Workplace.type("identify", source);
        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).startsWith("salvor: ").contains(named).doesNotContain("Exception");
    }

    @Test
    void plansAreListedShownAndCheckedAgain() throws IOException {
        Typed list = Workplace.type("plan", "list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out().lines().skip(1).map(line -> line.split(" ")[0])).containsExactlyInAnyOrder("gentle", "standard", "thorough",
                "ddrescue-like");
        for (JsonObject plan : Workplace.objects(Workplace.type("plan", "list", "--json"))) {
            Typed shown = Workplace.type("plan", "show", plan.get("name").getAsString());
            Path file = Files.writeString(folder.resolve("plan.yaml"), shown.out());
            Typed checked = Workplace.type("plan", "check", file.toString());
            assertThat(checked.exitCode()).as(checked.out()).isZero();
            assertThat(checked.out()).contains("can be used");
            assertThat(Workplace.type("plan", "show", file.toString()).out()).isEqualTo(shown.out());
        }
    }

    @Test
    void aWrongPlanIsNamedWithLineAndColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.yaml"),
                "name: mine\npasses:\n  - name: copy\n    timeout: -5 ms\n    warp: 9\n");
        Typed checked = Workplace.type("plan", "check", file.toString());
        assertThat(checked.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(checked.out().lines()).allMatch(line -> line.matches("(?s)" + Pattern.quote(file.toString()) + ":\\d+:\\d+: .+"));
        assertThat(checked.out()).contains("warp");
        JsonObject json = Workplace.objects(Workplace.type("plan", "check", file.toString(), "--json")).getFirst();
        assertThat(json.getAsJsonArray("findings")).isNotEmpty();
        assertThat(Workplace.type("plan", "check", folder.resolve("none.yaml").toString()).err()).contains("none.yaml does not exist");
        assertThat(Workplace.type("plan", "show", "no-such-plan").exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void everySimulatedDriveIsDescribed() {
        List<JsonObject> profiles = Workplace.objects(Workplace.type("sim", "list", "--json"));
        assertThat(profiles).extracting(profile -> profile.get("name").getAsString()).contains("healthy", "clustered", "scratch",
                "weak-head", "dead-head",
                "weak-sectors", "slow-firmware", "hangs", "wearing", "liar", "flash-freezes");
        for (JsonObject profile : profiles) {
            Typed described = Workplace.type("sim", "describe", "sim:" + profile.get("name").getAsString());
            assertThat(described.exitCode()).isZero();
            assertThat(described.out()).contains(profile.get("sentence").getAsString());
        }
        Typed unknown = Workplace.type("sim", "describe", "nobody");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(unknown.err()).contains("\"nobody\"").contains("clustered");
    }

    @Test
    void bashCompletesPlansAndProfiles() {
        String script = Workplace.type("completion", "bash").out();
        assertThat(script).contains("ddrescue-like").contains("weak-head");
    }
}
