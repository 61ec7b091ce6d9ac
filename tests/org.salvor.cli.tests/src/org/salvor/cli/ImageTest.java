package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.station.LocalStation;
import org.salvor.testkit.rig.NamedSectors;

class ImageTest {
    private static final String CLUSTERED = "sim:clustered?size=16MiB&seed=7";
    private static final String HEALTHY = "sim:healthy?size=16MiB&seed=3";

    @TempDir
    Path folder;

    @Test
    void whatAHostProtectedAreaHidesIsReadWhenItIsOpenedAndNamedWhenItIsNot() throws Exception {
        String hiding = "sim:healthy?size=16MiB&hpa=4MiB&seed=3";
        Typed plain = image(hiding);
        assertThat(plain.exitCode()).as(plain.toString()).isZero();
        assertThat(plain.out().lines()).filteredOn(line -> line.contains("8192 sectors behind a host protected area")).hasSize(1);
        Typed open = Workplace.type("image", hiding, path("whole.img"), "--job", path("second"), "--open-hidden", "--ranges",
                "20000-32767");
        assertThat(open.exitCode()).as(open.toString()).isZero();
        assertThat(open.out().lines()).filteredOn(line -> line.contains("Sectors 24576 to 32767")).hasSize(1);
        byte[] held = Files.readAllBytes(Path.of(path("whole.img")));
        assertThat(truth(hiding).firstWrong(20_000, 12_768, MemorySegment.ofArray(held).asSlice(20_000 * 512))).isEqualTo(-1);
        assertThat(Workplace.type("image", "--job", job(), "--open-hidden").exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void aHealthyDriveIsReadWholeAndTheDestinationVerifies() throws Exception {
        Typed typed = image(HEALTHY);
        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out()).contains("Finished: every sector that was asked for is read. Read 100 %");
        assertThat(typed.err()).isEmpty();
        assertThat(truth(HEALTHY).firstWrong(0, 32_768, copy())).isEqualTo(-1);
        Typed verified = Workplace.type("verify", job());
        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("changed or unreadable: 0; read, and without a hash yet: 0.");
    }

    @Test
    void aFailingDriveEndsWithUnreadSectorsThatTheMapNames() throws Exception {
        Typed typed = image(CLUSTERED, "--plan", "thorough");
        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(ExitCode.UNREAD);
        DriveTruth truth = truth(CLUSTERED);
        long damaged = truth.sectorCount() - truth.count(SectorFate.READABLE);
        assertThat(damaged).isPositive();
        JsonObject map = Workplace.objects(Workplace.type("map", "show", job(), "--json")).getFirst();
        JsonObject stages = map.getAsJsonObject("sectorsByStage");
        assertThat(stages.get("read").getAsLong()).isGreaterThanOrEqualTo(truth.count(SectorFate.READABLE));
        assertThat(stages.get("read").getAsLong() + stages.get("bad").getAsLong()).isEqualTo(truth.sectorCount());
        MemorySegment copy = copy();
        Workplace.type("map", "export", job(), path("case.map"));
        for (String run : Typed.type("map", "show", path("case.map"), "--runs").out().lines().filter(line -> line.endsWith("  finished"))
                .toList()) {
            long first = Long.parseLong(run.split("-")[0]);
            long end = Long.parseLong(run.split("[- ]")[1]) + 1;
            assertThat(truth.firstWrong(first, end - first, copy.asSlice(first * 512))).isEqualTo(-1);
        }
    }

    @Test
    void aStoppedJobEndsWithThreeAndTheSameCommandGoesOn() throws Exception {
        StopRequest stop = new StopRequest();
        Thread.ofPlatform().daemon().start(() -> stopOnceSomethingIsRead(stop));
        String slow = "sim:healthy?size=256MiB&seed=3&clock=real&speed=0.5";
        Typed stopped = Workplace.type(Terminal.NONE, "", stop, "image", slow, path("copy.img"), "--job", job());
        assertThat(stopped.exitCode()).as(stopped.toString()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.out()).contains("Stopped. Read ").contains("Go on with \"salvor image --job " + job() + "\"");
        JsonObject map = Workplace.objects(Workplace.type("map", "show", job(), "--json")).getFirst().getAsJsonObject("sectorsByStage");
        assertThat(map.get("untried").getAsLong()).isPositive();
        assertThat(map.get("read").getAsLong()).isPositive();
        String fast = "sim:healthy?size=256MiB&seed=3";
        Typed resumed = Workplace.type("image", fast, path("copy.img"), "--job", job());
        assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
        assertThat(truth(fast).firstWrong(0, 524_288, copy())).isEqualTo(-1);
        assertThat(Workplace.type("journal", "show", job()).out()).contains("stopped").contains("begins");
    }

    @Test
    void aReaderThatGoesAwayStopsTheJob() throws Exception {
        StringWriter complaints = new StringWriter();
        try (LocalStation station = Workplace.station(); Writer broken = new OutputStreamWriter(new PipedOutputStream())) {
            Shell shell = new Shell(() -> station, new PrintWriter(broken), new PrintWriter(complaints),
                    new BufferedReader(new StringReader("")),
                    Terminal.NONE, () -> 80, new StopRequest(), () -> null, System::nanoTime, Typed.NOBODY);
            String slow = "sim:healthy?size=256MiB&clock=real&speed=0.1";
            assertThat(new Salvor(shell).run("image", slow, path("copy.img"), "--job", job(), "--json")).isEqualTo(ExitCode.STOPPED);
        } catch (IOException closingWhatIsBroken) {
            assertThat(closingWhatIsBroken).hasMessageContaining("Pipe not connected");
        }
        assertThat(complaints.toString()).isEmpty();
    }

    @Test
    void theFolderAloneIsEnoughToGoOn() {
        assertThat(image(CLUSTERED, "--plan", "gentle").exitCode()).isEqualTo(ExitCode.UNREAD);
        Typed again = Workplace.type("image", "--job", job(), "--plan", "thorough", "--json");
        assertThat(again.exitCode()).as(again.toString()).isEqualTo(ExitCode.UNREAD);
        JsonObject result = Workplace.objects(again).getLast();
        assertThat(result.get("plan").getAsString()).isEqualTo("thorough");
        assertThat(result.getAsJsonObject("sectorsByStage").get("untried").getAsLong()).isZero();
    }

    @Test
    void jsonIsOneObjectALineAndEndsWithTheResult() {
        Typed typed = image(CLUSTERED, "--json");
        List<JsonObject> lines = Workplace.objects(typed);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.get("type").getAsString().equals("progress"));
        JsonObject result = lines.getLast();
        assertThat(result.get("type").getAsString()).isEqualTo("result");
        assertThat(result.get("exitCode").getAsInt()).isEqualTo(typed.exitCode());
        assertThat(result.get("state").getAsString()).isEqualTo("finished");
        assertThat(result.get("complete").getAsBoolean()).isEqualTo(typed.exitCode() == 0);
        assertThat(result.getAsJsonObject("source").get("address").getAsString()).startsWith("sim:clustered");
        assertThat(result.get("sectorCount").getAsLong()).isEqualTo(32_768);
    }

    @Test
    void anImageOnItsWayToAnotherDestinationIsShown() throws Exception {
        assertThat(image(HEALTHY).exitCode()).isZero();
        List<JsonObject> lines = Workplace.objects(Workplace.type("image", HEALTHY, path("second.img"), "--job", job(), "--json"));
        assertThat(lines.getFirst().get("type").getAsString()).isEqualTo("moving");
        assertThat(lines.getFirst().get("totalBytes").getAsLong()).isEqualTo(16 << 20);
        assertThat(lines.getLast().get("exitCode").getAsInt()).isZero();
        assertThat(Workplace.type("image", HEALTHY, path("third.img"), "--job", job()).out())
                .startsWith("Moving the image: 0 %, 0 B of 16.8 MB, time left ");
    }

    @Test
    void aTerminalShowsTheMapAndHowItEnded() {
        Typed typed = Workplace.type(Workplace.AT_A_TERMINAL, "", new StopRequest(), "image", CLUSTERED, path("copy.img"), "--job", job());
        List<String> screen = Screen.of(typed.out());
        assertThat(screen).as(typed.toString()).hasSize(10);
        assertThat(screen.get(2)).hasSize(99).matches("[+Btcs.]+").contains("B");
        assertThat(screen.get(3)).contains("+ read").contains("B bad");
        assertThat(screen.getLast()).startsWith("Finished, and some sectors are unread.");
    }

    @Test
    void onlyTheRangesAskedForAreRead() throws Exception {
        Typed typed = image(HEALTHY, "--ranges", "0-99,1MiB+10,90%-", "--json");
        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        JsonObject stages = Workplace.objects(typed).getLast().getAsJsonObject("sectorsByStage");
        assertThat(stages.get("read").getAsLong()).isEqualTo(100 + 10 + 3277);
        assertThat(stages.get("excluded").getAsLong()).isEqualTo(32_768 - 3387);
        assertThat(truth(HEALTHY).firstWrong(2048, 10, copy().asSlice(2048 * 512))).isEqualTo(-1);
    }

    @Test
    void onlyThePartitionAskedForIsReadAndTheTableOnlyOnce() throws Exception {
        PartitionImage drive = new PartitionImage(8192, 512).guid(128, new long[] { 2048, 3071 }, new long[] { 4096, 6143 });
        Path source = Files.write(folder.resolve("source.img"), drive.bytes);
        Typed typed = image(source.toString(), "--partition", "2", "--json");
        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        JsonObject stages = Workplace.objects(typed).getLast().getAsJsonObject("sectorsByStage");
        assertThat(stages.get("read").getAsLong()).isEqualTo(2048);
        assertThat(image(source.toString(), "--partition", "2").exitCode()).isZero();
        Typed wrong = Workplace.type("image", source.toString(), path("other.img"), "--job", path("other"), "--partition", "7");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(wrong.err()).contains("no partition 7").contains("2 (sectors 4096 to 6143)");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void aDomainMapLimitsTheJob() throws Exception {
        Path domain = Files.writeString(folder.resolve("domain.map"), "0 ? 1\n0 51200 ?\n51200 51200 +\n102400 16674816 ?\n");
        Typed typed = image(HEALTHY, "--domain", domain.toString(), "--json");
        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        JsonObject stages = Workplace.objects(typed).getLast().getAsJsonObject("sectorsByStage");
        assertThat(stages.get("read").getAsLong()).isEqualTo(100);
    }

    @Test
    void theAttemptOfAnotherProgramIsTakenOver() throws Exception {
        DriveTruth truth = truth(HEALTHY);
        Path copy = Files.write(folder.resolve("copy.img"), new byte[16 << 20]);
        try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
            for (long lba = 0; lba < 1000; lba++) {
                file.write(truth.bytes(lba));
            }
        }
        Path map = Files.writeString(folder.resolve("before.map"), "0 ? 1\n0 512000 +\n512000 16265216 ?\n");
        Typed typed = image(HEALTHY, "--map", map.toString());
        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(truth.firstWrong(0, 32_768, copy())).isEqualTo(-1);
    }

    @Test
    void aChangedDestinationIsFoundAndNamed() throws Exception {
        assertThat(image(HEALTHY).exitCode()).isZero();
        try (RandomAccessFile file = new RandomAccessFile(path("copy.img"), "rw")) {
            file.seek(5_000_000);
            int before = file.read();
            file.seek(5_000_000);
            file.write(before ^ 1);
        }
        Typed verified = Workplace.type("verify", job());
        assertThat(verified.exitCode()).isEqualTo(ExitCode.OWN_SIDE);
        assertThat(verified.out()).contains("Sectors 0 to 32767 are not what was imaged").contains("changed or unreadable: 1;");
        JsonObject json = Workplace.objects(Workplace.type("verify", job(), "--json")).getLast();
        assertThat(json.get("intact").getAsBoolean()).isFalse();
        assertThat(json.getAsJsonArray("faults")).hasSize(1);
    }

    @Test
    void aChangedJournalIsFound() throws Exception {
        assertThat(image(HEALTHY).exitCode()).isZero();
        Typed intact = Workplace.type("journal", "verify", job());
        assertThat(intact.exitCode()).as(intact.toString()).isZero();
        assertThat(intact.out()).containsPattern("Head: [0-9a-f]{64}");
        Typed shown = Workplace.type("journal", "show", job(), "--last", "2");
        assertThat(shown.out().lines()).hasSize(2);
        Path journal = folder.resolve("job/case.ndjson");
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"kind\":\"begins\"", "\"kind\":\"started\""));
        Typed broken = Workplace.type("journal", "verify", job(), "--json");
        assertThat(broken.exitCode()).isEqualTo(ExitCode.OWN_SIDE);
        assertThat(Workplace.objects(broken).getFirst().get("intact").getAsBoolean()).isFalse();
    }

    @Test
    void aPictureIsMadeOfAJob() {
        image(CLUSTERED);
        Typed typed = Workplace.type("map", "picture", job(), path("case.svg"));
        assertThat(typed).isEqualTo(new Typed(0, "", ""));
        assertThat(folder.resolve("case.svg")).content().contains(">read ").contains(">bad ").contains("sim:clustered").contains("#009E73");
        assertThat(Workplace.type("map", "picture", job(), path("case.png")).exitCode()).isZero();
    }

    @Test
    void aFileThatIsImagedNamesItself() throws Exception {
        NamedSectors named = new NamedSectors(5, 512);
        Path source = named.write(folder.resolve("source.img"), 5000);
        assertThat(image(source.toString()).exitCode()).isZero();
        assertThat(named.firstWrong(copy(), 0, 5000)).isEqualTo(-1);
    }

    private Typed image(String source, String... options) {
        List<String> words = new ArrayList<>(List.of("image", source, path("copy.img"), "--job", job()));
        words.addAll(List.of(options));
        return Workplace.type(words.toArray(String[]::new));
    }

    /** Asks to stop once the journal tells of something that was read. */
    private void stopOnceSomethingIsRead(StopRequest stop) {
        while (!journal().contains("\"good\"")) {
            LockSupport.parkNanos(10_000_000);
        }
        stop.make();
    }

    private String journal() {
        try {
            return Files.readString(folder.resolve("job/case.ndjson"));
        } catch (IOException notYet) {
            return "";
        }
    }

    private MemorySegment copy() throws IOException {
        return MemorySegment.ofArray(Files.readAllBytes(folder.resolve("copy.img")));
    }

    private static DriveTruth truth(String address) throws Exception {
        DriveContext context = new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly());
        return ((SimulatedDrive) new SimulatedDriveProvider().open(DriveAddress.parse(address), context)).truth();
    }

    private String job() {
        return path("job");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
