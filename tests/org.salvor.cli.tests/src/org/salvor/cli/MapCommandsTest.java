package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.salvor.testkit.rig.LoopDevice;

class MapCommandsTest {
    private static final long SEED = 20_251;
    private static final int BLOCKS = 200;

    @TempDir
    Path folder;

    private String first;
    private String second;

    @BeforeEach
    void makeMaps() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        first = map("first.map", random);
        second = map("second.map", random);
    }

    @ParameterizedTest
    @CsvSource({ "and, -y", "or, -z", "xor, -x" })
    @EnabledOnOs(OS.LINUX)
    void combinesMapsAsDdrescuelogDoes(String command, String option) throws Exception {
        String ours = path("ours.map");
        assertThat(Typed.type("map", command, first, second, ours)).isEqualTo(new Typed(0, "", ""));
        String theirs = path("theirs.map");
        Files.writeString(Path.of(theirs), ddrescuelog(0, option, second, first));
        ddrescuelog(0, "-p", ours, theirs);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aMapIsNeverWrittenOverADrive() throws Exception {
        Path disk = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        try (LoopDevice loop = LoopDevice.writable(disk, 512)) {
            Typed typed = Typed.type("map", "invert", first, loop.node().toString());
            assertThat(typed.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(typed.err()).contains(loop.node() + " is a drive");
        }
        assertThat(disk).hasBinaryContent(new byte[1 << 20]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void invertsAsDdrescuelogDoes() throws Exception {
        Typed ours = Typed.type("map", "invert", first);
        assertThat(ours.exitCode()).isZero();
        String theirs = path("theirs.map");
        Files.writeString(Path.of(theirs), ddrescuelog(0, "-n", first));
        ddrescuelog(0, "-p", Files.writeString(folder.resolve("ours.map"), ours.out()).toString(), theirs);
    }

    @Test
    void theDifferenceOfTwoMapsIsWhatOnlyTheFirstHas() {
        Typed.type("map", "minus", first, second, path("minus.map"));
        Typed.type("map", "and", first, second, path("and.map"));
        assertThat(finished(path("minus.map"))).isEqualTo(finished(first) - finished(path("and.map"))).isPositive();
    }

    @Test
    void shiftsForthAndBack() {
        Typed.type("map", "shift", first, "2048", path("forth.map"));
        Typed.type("map", "shift", path("forth.map"), "-2048", path("back.map"));
        assertThat(Typed.type("map", "diff", first, path("back.map")).exitCode()).isZero();
        assertThat(Typed.type("map", "show", path("forth.map")).out()).contains(String.format("%,d sectors", sectors(first) + 2048));
        assertThat(Typed.type("map", "shift", first, "-99999999999", path("nothing.map")).exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void selectsSectorsByStageAndRange() {
        Typed.type("map", "select", first, "--stage", "bad,non-scraped", path("all.map"));
        assertThat(finished(path("all.map"))).isEqualTo(stage(first, "bad") + stage(first, "non-scraped")).isPositive();
        Typed.type("map", "select", first, "--ranges", "0-99", path("few.map"));
        assertThat(finished(path("few.map"))).isEqualTo(100);
        assertThat(Typed.type("map", "select", first, "--stage", "worse").err()).contains("\"worse\" is no stage; there are untried, ");
    }

    @Test
    void namesTheSectorsInWhichTwoMapsDiffer() throws Exception {
        Path one = Files.writeString(folder.resolve("one.map"), "0 ? 1\n0 5120 +\n5120 5120 ?\n");
        Path other = Files.writeString(folder.resolve("other.map"), "0 ? 1\n0 4096 +\n4096 6144 -\n");
        Typed typed = Typed.type("map", "diff", one.toString(), other.toString());
        assertThat(typed.exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(typed.out().lines()).containsExactly("sectors 8 to 9 (2): imported -> bad", "sectors 10 to 19 (10): not tried -> bad",
                "12 sectors of 20 differ.");
        JsonObject json = object(
                Typed.type("map", "diff", one.toString(), other.toString(), "--json").out().lines().findFirst().orElseThrow());
        assertThat(json.get("firstLba").getAsLong()).isEqualTo(8);
        assertThat(json.getAsJsonObject("second").get("stage").getAsString()).isEqualTo("bad");
        assertThat(Typed.type("map", "diff", first, first)).isEqualTo(new Typed(0, "No difference." + System.lineSeparator(), ""));
    }

    @Test
    void showsEachRunAndAllTogether() throws Exception {
        Path map = Files.writeString(folder.resolve("small.map"), "0 ? 1\n0 5120 +\n5120 5120 -\n");
        Typed typed = Typed.type("map", "show", map.toString(), "--runs");
        assertThat(typed.out()).contains("0-9  finished").contains("10-19  bad").contains("20 sectors of 512 bytes in 2 runs")
                .contains("50.00 %");
    }

    @Test
    void importsLooseMapsAndOpenSuperCloneProjects() throws Exception {
        Path loose = Files.writeString(folder.resolve("loose.map"), "0 ?\n10240 5120 -\n0 5120 +\n");
        assertThat(Typed.type("map", "import", loose.toString()).exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        Typed tidy = Typed.type("map", "import", "--loose", loose.toString());
        assertThat(tidy.out().lines().filter(line -> !line.startsWith("#"))).endsWith("0x00000000  0x00001400  +",
                "0x00001400  0x00001400  ?",
                "0x00002800  0x00001400  -");
        Path project = Files.writeString(folder.resolve("drive.log"), """
                # OpenSuperClone project
                0x0 0x2
                0x0 0xa 0x7f 0x0 0x0
                0xa 0x5 0x40 0x0 0x5140
                0xf 0x1 0x0 0x0 0x0
                """);
        JsonObject shown = object(Typed.type("map", "show", project.toString(), "--json").out());
        assertThat(shown.get("sectorCount").getAsLong()).isEqualTo(16);
        assertThat(shown.getAsJsonObject("sectorsByStage").get("bad").getAsLong()).isEqualTo(5);
        assertThat(shown.getAsJsonObject("sectorsByCause").get("uncorrectable").getAsLong()).isEqualTo(5);
        Typed.type("map", "import", project.toString(), path("project.map"));
        assertThat(stage(path("project.map"), "imported")).isEqualTo(10);
    }

    @Test
    void saysAtTheTopOfAResultWhatWasTyped() throws Exception {
        Path named = Files.copy(Path.of(first), folder.resolve("\u4E0A\u6D77 1.map"));
        for (List<String> typed : List.of(List.of("map", "invert", named.toString()), List.of("map", "and", first, named.toString()),
                List.of("map", "import", "--loose", named.toString()), List.of("map", "select", "--stage=bad", named.toString()),
                List.of("map", "shift", named.toString(), "7"))) {
            String out = Typed.type(typed.toArray(String[]::new)).out();
            assertThat(out.lines()).startsWith("# Mapfile. Created by Salvor", "# Command line: salvor " + String.join(" ", typed));
            assertThat(Typed.type("map", "show", Files.writeString(folder.resolve("again.map"), out).toString()).exitCode()).isZero();
        }
        assertThat(Typed.type("map", "export", named.toString()).out()).isEqualTo(Typed.type("map", "export", first).out());
    }

    @Test
    void takesMapsOfTwoDrivesForAMistake() throws Exception {
        Path other = Files.writeString(folder.resolve("other.map"), "0 ? 1\n0 5120 +\n");
        Typed typed = Typed.type("map", "and", first, other.toString());
        assertThat(typed.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err()).contains("10 sectors of 512 bytes").contains("--sectors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "0 ? 1;0 512 +;1024 512 + | Line 3", "0 ? 1;0 1024 +;512 512 - | Line 3", "0 ? 1;-512 512 + | Line 2",
                    "0 ? 1;0 18446744073709551616 + | Line 2", "0 ? 1;9223372036854775807 512 + | Line 2", "0 ? 1;0 512 z | Line 2",
                    "hello | Line 1", "'' | Line",
                    "0 ? 1 | no block", "0 ? 0;0 512 + | Line 1" })
    void refusesWrongMapsWithTheLineInOneSentence(String text, String named) throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.map"), text.replace(";", "\n") + "\n");
        Typed typed = Typed.type("map", "show", wrong.toString());
        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains("wrong.map: ").contains(named);
    }

    @Test
    void takesNoMoreSectorsThanAnyDriveHas() throws Exception {
        Path project = Files.writeString(folder.resolve("big.log"), "0x0 0x2\n0x0 0xfffffffffffffff 0x7f 0x0 0x0\n");
        for (List<String> typed : List.of(List.of("map", "show", project.toString()),
                List.of("map", "show", first, "--sectors", "9223372036854775807"),
                List.of("map", "show", first, "--loose", "--sectors", "1152921504606846977"),
                List.of("map", "show", project.toString(), "--sectors", "9223372036854775807"))) {
            Typed refused = Typed.type(typed.toArray(String[]::new));
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(refused.err()).contains("more than any drive has");
        }
    }

    @Test
    void saysSoWhenAMapIsNotThereOrNotReadableOrAFolderIsMissing() throws Exception {
        assertThat(Typed.type("map", "show", path("none.map")).err()).contains("none.map does not exist");
        Typed typed = Typed.type("map", "invert", first, path("none/out.map"));
        assertThat(typed.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err()).contains("its folder does not exist");
    }

    @Test
    void leavesTheOldResultWhereTheNewOneCannotBeMade() throws Exception {
        Path old = Files.writeString(folder.resolve("old.map"), "precious");
        assertThat(Typed.type("map", "and", first, path("none.map"), old.toString()).exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(old).hasContent("precious");
        assertThat(Typed.type("map", "and", first, second, old.toString()).exitCode()).isZero();
        assertThat(old).content().startsWith("# Mapfile. Created by Salvor");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("first.map", "second.map", "old.map");
        }
    }

    private String map(String name, SplittableRandom random) throws IOException {
        StringBuilder text = new StringBuilder("0x00000000     ?               1\n");
        long at = 0;
        for (int i = 0; i < BLOCKS; i++) {
            long size = i == BLOCKS - 1 ? 512 * 10_000_000L - at : 512 * random.nextLong(1, 40_000);
            text.append(String.format("0x%08X  0x%08X  %c%n", at, size, "?*/-++".charAt(random.nextInt(6))));
            at += size;
        }
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static long finished(String map) {
        return stage(map, "imported");
    }

    private static long sectors(String map) {
        return object(Typed.type("map", "show", map, "--json").out()).get("sectorCount").getAsLong();
    }

    private static long stage(String map, String stage) {
        return object(Typed.type("map", "show", map, "--json").out()).getAsJsonObject("sectorsByStage").get(stage).getAsLong();
    }

    private static JsonObject object(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    private static String ddrescuelog(int exitCode, String... arguments) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(List.of("ddrescuelog"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(answer).isEqualTo(exitCode);
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
