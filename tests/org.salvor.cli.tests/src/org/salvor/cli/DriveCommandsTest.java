package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands about one drive. */
class DriveCommandsTest {
    private static final String HEALTHY = "sim:healthy?size=64MiB";

    @TempDir
    Path folder;

    private static JsonObject json(String... args) {
        Typed typed = Workplace.type(args);
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        return Workplace.objects(typed).getFirst();
    }

    @Test
    void identifyTellsWhatADriveCan() {
        Typed typed = Workplace.type("identify", HEALTHY);
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("Features ").contains("smart").contains("Modes ").contains("Security ");
        JsonObject drive = json("identify", HEALTHY, "--json");
        assertThat(drive.get("type").getAsString()).isEqualTo("drive");
        assertThat(drive.get("page").getAsString()).hasSize(1024);
        assertThat(drive.getAsJsonArray("features")).isNotEmpty();
    }

    @Test
    void smartShowsAttributesAndAVerdict() {
        Typed typed = Workplace.type("smart", HEALTHY);
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("reallocated sectors").contains("Nothing in its SMART data speaks against the drive.");
        JsonObject smart = json("smart", HEALTHY, "--json");
        assertThat(smart.get("verdict").getAsString()).isEqualTo("good");
        assertThat(smart.getAsJsonArray("attributes")).isNotEmpty();
    }

    @Test
    void headsPrintsAHeadMapThatAPlanCanUse() throws Exception {
        String drive = "sim:healthy?size=64MiB&heads=3&bands=12";
        Typed typed = Workplace.type("heads", drive);
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("The drive has 3 heads in ").contains(" commands)");
        Path map = Files.writeString(folder.resolve("heads.yaml"), typed.out());
        Path plan = Files.writeString(folder.resolve("plan.yaml"), Workplace.type("plan", "show", "standard").out());
        assertThat(Workplace.type("plan", "check", plan.toString(), "--heads", map.toString()).exitCode()).isZero();
        JsonObject heads = json("heads", drive, "--json");
        assertThat(heads.get("complete").getAsBoolean()).isTrue();
        assertThat(heads.getAsJsonArray("bands")).hasSizeGreaterThan(6);
    }

    @Test
    void headsSaysWhyADriveTellsNone() {
        Typed typed = Workplace.type("heads", "sim:healthy?size=64MiB&lba=28");
        assertThat(typed.exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("The drive has no log of rebuild assist.");
    }

    @Test
    void hiddenShowsAndOpensAProtectedArea() {
        assertThat(Workplace.type("hidden", HEALTHY + "&hpa=16MiB").out()).contains("98,304 sectors").contains("hides 32768 sectors");
        JsonObject opened = json("hidden", HEALTHY + "&hpa=16MiB", "--open", "--json");
        assertThat(opened.get("visibleSectors").getAsLong()).isEqualTo(131_072);
        assertThat(opened.get("visibleBefore").getAsLong()).isEqualTo(98_304);
        assertThat(opened.get("hiddenByHostSectors").getAsLong()).isZero();
    }

    @Test
    void securityUnlocksWithAPasswordFromAFileOrAPerson() throws Exception {
        String locked = HEALTHY + "&password=sesame";
        Path file = Files.writeString(folder.resolve("secret"), "sesame\n");
        assertThat(Workplace.type("security", locked).out()).contains("locked");
        Typed byFile = Workplace.type("security", locked, "--unlock", "--password-file", file.toString());
        assertThat(byFile.exitCode()).as(byFile.err()).isZero();
        assertThat(byFile.out()).contains("unlocked").doesNotContain("sesame");
        Typed byPerson = Workplace.type(Workplace.AT_A_TERMINAL, "sesame", new StopRequest(), "security", locked, "--unlock", "--json");
        assertThat(Workplace.objects(byPerson).getFirst().get("locked").getAsBoolean()).isFalse();
    }

    @Test
    void aWrongPasswordIsNeverShown() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "hush-hush");
        Typed wrong = Workplace.type("security", HEALTHY + "&password=a", "--unlock", "--password-file", file.toString(), "--debug");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(wrong.out() + wrong.err()).contains("ABRT").doesNotContain("hush");
    }

    @Test
    void prepareSaysOfEachCommandWhetherItWasDone() {
        Typed typed = Workplace.type("prepare", HEALTHY, "look-ahead off", "apm off");
        assertThat(typed.out()).contains("look-ahead off: done");
        Typed refused = Workplace.type("prepare", HEALTHY, "raw 28 command=0xE7", "look-ahead off");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(refused.out()).contains("is not let out").contains("look-ahead off: done");
        assertThat(Workplace.objects(Workplace.type("prepare", HEALTHY, "look-ahead off", "smart on", "--json"))).hasSize(2);
    }

    @Test
    void resetWaitsUntilTheDriveIsReady() {
        assertThat(Workplace.type("reset", HEALTHY, "soft").out()).contains("ready").contains(" ms)");
        assertThat(json("reset", HEALTHY, "hard", "--json").get("ready").getAsBoolean()).isTrue();
        assertThat(Workplace.type("reset", HEALTHY, "controller").exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void commandShowsRegistersAndAHexDump() {
        Typed typed = Workplace.type("command", HEALTHY, "24h", "--48", "--lba", "0x10", "--count", "1");
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("READ SECTORS EXT ended with status 50h (DRDY DSC)").contains("status 50  error 00")
                .contains("000000  ")
                .contains("|");
        JsonObject view = json("command", HEALTHY, "0xEC", "--json");
        assertThat(view.get("data").getAsString()).hasSize(1024);
        assertThat(view.get("status").getAsInt()).isEqualTo(0x50);
    }

    @Test
    void aCommandThatTheDriveFailsEndsWithItsCode() {
        Typed typed = Workplace.type("command", HEALTHY, "24h", "--48", "--lba", "131072", "--count", "1");
        assertThat(typed.exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(typed.out()).contains("IDNF");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "command SIM 35h --48 --data 00 | it writes", "command SIM 80h | unknown", "command SIM 25 | 0xEC",
                    "command SIM 0x1EC | 0xEC",
                    "command SIM ECh --data 0 | hex", "command SIM ECh --lba x | 0x1F", "command SIM ECh --feature 65536 | 16 bits",
                    "prepare SIM warp | warp", "hidden SIM --open | no host protected area", "security SIM --master | --unlock",
                    "reset SIM kick | kick", "security SIM --unlock --password-file /nowhere/at/all | /nowhere/at/all" })
    void refusesInOneSentence(String line, String named) {
        Typed typed = Workplace.type(line.replace("SIM", HEALTHY).split(" "));
        assertThat(typed.exitCode()).as(typed.out() + typed.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains(named);
    }
}
