package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;
import org.salvor.testkit.rig.SmallFileSystem;

class ImageErrorTest {
    private static final int SECTORS = 32_768;
    private static final NamedSectors CONTENT = new NamedSectors(11, 512);

    @TempDir
    Path folder;

    private Path source;

    @BeforeEach
    void makeSource() throws IOException {
        source = CONTENT.write(folder.resolve("source.img"), SECTORS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "none.img | There is no", "empty.img | ", "folder | " })
    void aSourceThatIsNoneEndsBeforeAnythingIsMade(String name, String named) throws Exception {
        Files.createFile(folder.resolve("empty.img"));
        Files.createDirectory(folder.resolve("folder"));
        Typed typed = image(path(name));
        refused(typed, ExitCode.WRONG_INPUT, name);
        assertThat(typed.err()).contains(named == null ? "" : named);
        assertThat(folder.resolve("job")).doesNotExist();
        assertThat(folder.resolve("copy.img")).doesNotExist();
    }

    @Test
    void theSourceIsNeverItsOwnDestinationWhateverItIsCalled() throws Exception {
        Files.createSymbolicLink(folder.resolve("soft.img"), source);
        Files.createLink(folder.resolve("hard.img"), source);
        for (String name : List.of("source.img", "soft.img", "hard.img", "./source.img")) {
            Typed typed = Workplace.type("image", source.toString(), path(name), "--job", job(), "--yes");
            refused(typed, ExitCode.WRONG_INPUT, "source");
        }
        sourceIsUntouched();
        assertThat(folder.resolve("job")).doesNotExist();
    }

    @Test
    void aDriveIsNotOverwrittenWithoutAWord() throws Exception {
        Path disk = Files.write(folder.resolve("disk"), new byte[SECTORS * 512]);
        try (LoopDevice device = LoopDevice.writable(disk, 512)) {
            String node = device.node().toString();
            Typed nobody = Workplace.type("image", source.toString(), node, "--job", job());
            refused(nobody, ExitCode.WRONG_INPUT, node);
            assertThat(nobody.err()).contains("--yes");
            Typed refused = Workplace.type(Workplace.AT_A_TERMINAL, "no\n", new StopRequest(), "image", source.toString(), node, "--job",
                    job());
            assertThat(refused.exitCode()).isEqualTo(ExitCode.STOPPED);
            assertThat(refused.err()).contains("will be overwritten").contains("32,768 sectors")
                    .contains("not confirmed; nothing was written");
            assertThat(Files.readAllBytes(disk)).containsOnly(0);
            assertThat(folder.resolve("job")).doesNotExist();
            Typed done = Workplace.type(Workplace.AT_A_TERMINAL, node + "\n", new StopRequest(), "image", source.toString(), node, "--job",
                    job());
            assertThat(done.exitCode()).as(done.toString()).isZero();
        }
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(Files.readAllBytes(disk)), 0, SECTORS)).isEqualTo(-1);
    }

    @Test
    void aDriveThatReplacesAFileNeedsAWordToo() throws Exception {
        assertThat(image(source.toString(), "--ranges", "0-99").exitCode()).isZero();
        Path disk = Files.write(folder.resolve("disk"), new byte[SECTORS * 512]);
        try (LoopDevice device = LoopDevice.writable(disk, 512)) {
            String node = device.node().toString();
            refused(Workplace.type("image", source.toString(), node, "--job", job()), ExitCode.WRONG_INPUT, "--yes");
            assertThat(Files.readAllBytes(disk)).containsOnly(0);
            Typed moved = Workplace.type("image", source.toString(), node, "--job", job(), "--yes");
            assertThat(moved.exitCode()).as(moved.toString()).isZero();
        }
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(Files.readAllBytes(disk)), 0, 100)).isEqualTo(-1);
    }

    @Test
    void aDriveThatIsTooSmallOrMountedIsLeftAlone() throws Exception {
        Path small = Files.write(folder.resolve("small"), new byte[8 << 20]);
        try (LoopDevice device = LoopDevice.writable(small, 512)) {
            refused(Workplace.type("image", source.toString(), device.node().toString(), "--job", job(), "--yes"), ExitCode.WRONG_INPUT,
                    device.node().toString());
        }
        assertThat(Files.readAllBytes(small)).containsOnly(0);
        Path disk = Files.write(folder.resolve("disk"), new byte[32 << 20]);
        try (LoopDevice device = LoopDevice.writable(disk, 512); SmallFileSystem mounted = SmallFileSystem.on(device.node())) {
            Typed typed = Workplace.type("image", source.toString(), device.node().toString(), "--job", job(), "--yes");
            refused(typed, ExitCode.WRONG_INPUT, "mounted");
            Files.writeString(mounted.folder().resolve("still-here"), "yes");
        }
    }

    @Test
    void aDestinationThatFillsUpEndsWithFourAndAnotherOneTakesOver() throws Exception {
        try (SmallFileSystem small = SmallFileSystem.inMemory(6 << 20)) {
            String copy = small.folder().resolve("copy.img").toString();
            Typed full = Workplace.type("image", source.toString(), copy, "--job", job());
            refused(full, ExitCode.OWN_SIDE, copy);
            assertThat(full.err()).contains("full").contains("go on with \"salvor image --job " + job() + "\"");
            refused(Workplace.type("image", "--job", job()), ExitCode.OWN_SIDE, "full");
            Typed moved = Workplace.type("image", source.toString(), path("copy.img"), "--job", job());
            assertThat(moved.exitCode()).as(moved.toString()).isZero();
        }
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(Files.readAllBytes(folder.resolve("copy.img"))), 0, SECTORS)).isEqualTo(-1);
        assertThat(Workplace.type("verify", job()).exitCode()).isZero();
        sourceIsUntouched();
    }

    @Test
    void aDriveThatAnswersNoMoreEndsWithThreeAndSaysWhatToDo() throws Exception {
        Path plan = Files.writeString(folder.resolve("careless.yaml"), """
                format: 1
                name: careless
                sentence: Asks for help at once.
                ladder: []
                passes:
                  - name: copy
                    select: {stages: [untried]}
                    block: 64 KiB
                    timeout: 1500 ms
                    failed-block: bad
                """);
        Typed typed = image("sim:hangs?size=64MiB&hang=1", "--plan", plan.toString(), "--json");
        refused(typed, ExitCode.STOPPED, "does not answer");
        assertThat(typed.err()).contains("Check its cable and power").contains("go on with \"salvor image --job " + job() + "\"");
        JsonObject result = Workplace.objects(typed).getLast();
        assertThat(result.get("state").getAsString()).isEqualTo("needs-operator");
        assertThat(result.get("exitCode").getAsInt()).isEqualTo(3);
    }

    @Test
    void theFolderOfAnotherDriveIsNotUsed() throws Exception {
        assertThat(image(source.toString()).exitCode()).isZero();
        Path other = new NamedSectors(12, 512).write(folder.resolve("other.img"), SECTORS);
        Typed typed = image(other.toString());
        assertThat(typed.exitCode()).as(typed.toString()).isIn(ExitCode.WRONG_INPUT, ExitCode.STOPPED);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(Files.readAllBytes(folder.resolve("copy.img"))), 0, SECTORS)).isEqualTo(-1);
    }

    @Test
    void aSourceThatShrankIsNotTakenForTheSame() throws Exception {
        Typed half = image(source.toString(), "--ranges", "0-99");
        assertThat(half.exitCode()).isZero();
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(512L * 1000);
        }
        Typed typed = image(source.toString());
        assertThat(typed.exitCode()).as(typed.toString()).isIn(ExitCode.WRONG_INPUT, ExitCode.STOPPED);
        assertThat(typed.err().lines()).hasSize(1);
    }

    @Test
    void aFolderOfANewerVersionOrWithHalfAJobIsLeftAsItIs() throws Exception {
        assertThat(image(source.toString()).exitCode()).isZero();
        Path job = folder.resolve("job/job.yaml");
        String text = Files.readString(job);
        for (String wrong : List.of(text.replaceFirst("(?m)^(version|format):.*$", "$1: 999"), text.substring(0, text.length() / 3), "",
                "{")) {
            assertThat(wrong).isNotEqualTo(text);
            Files.writeString(job, wrong);
            for (String[] words : List.of(new String[] { "image", "--job", job() }, new String[] { "verify", job() },
                    new String[] { "map", "show", job() })) {
                Typed typed = Workplace.type(words);
                assertThat(typed.exitCode()).as(typed.toString()).isNotZero();
                assertThat(typed.err().lines()).as(typed.toString()).hasSize(1);
                assertThat(typed.err()).contains("job").doesNotContain("Exception");
            }
            assertThat(job).hasContent(wrong);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "--plan FILE | name: x;passes: warp", "--plan FILE | ''", "--domain FILE | 0 ? 1;0 512 +;1024 512 -",
                    "--domain FILE | hello", "--map FILE | 0 ? 1;0 99999999999 +", "--map FILE | 0 ? 1;-5 512 +" })
    void aWrongPlanOrMapEndsBeforeAnythingIsMade(String option, String text) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong"), text.replace(";", "\n") + "\n");
        Typed typed = image(source.toString(), option.replace("FILE", file.toString()).split(" "));
        refused(typed, ExitCode.WRONG_INPUT, "");
        assertThat(folder.resolve("job/job.yaml")).doesNotExist();
        assertThat(folder.resolve("copy.img")).doesNotExist();
    }

    @Test
    void aHugeLineInAMapDoesNotNeedHugeMemory() throws Exception {
        Path map = folder.resolve("huge.map");
        try (RandomAccessFile file = new RandomAccessFile(map.toFile(), "rw")) {
            file.writeBytes("0 ? 1\n0 512 ");
            file.setLength(1L << 30);
        }
        refused(Typed.type("map", "show", map.toString()), ExitCode.WRONG_INPUT, "huge.map");
    }

    @Test
    void sectorsOf520BytesAreKeptOrStripped() throws Exception {
        String drive = "sim:healthy?size=20000sectors&sector=520";
        assertThat(image(drive).exitCode()).isZero();
        assertThat(Files.size(folder.resolve("copy.img"))).isEqualTo(20_000 * 520);
        Typed stripped = Workplace.type("image", drive, path("stripped.img"), "--job", path("stripped"), "--strip", "512");
        assertThat(stripped.exitCode()).as(stripped.toString()).isZero();
        assertThat(Files.size(folder.resolve("stripped.img"))).isEqualTo(20_000 * 512);
    }

    private void refused(Typed typed, int exitCode, String named) {
        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(exitCode);
        assertThat(typed.err().lines()).as(typed.toString()).hasSize(1);
        assertThat(typed.err()).startsWith("salvor: ").contains(named).doesNotContain("Exception");
    }

    private void sourceIsUntouched() throws IOException {
        assertThat(CONTENT.firstWrong(MemorySegment.ofArray(Files.readAllBytes(source)), 0, SECTORS)).isEqualTo(-1);
    }

    private Typed image(String from, String... options) {
        List<String> words = new ArrayList<>(List.of("image", from, path("copy.img"), "--job", job()));
        words.addAll(List.of(options));
        return Workplace.type(words.toArray(String[]::new));
    }

    private String job() {
        return path("job");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
