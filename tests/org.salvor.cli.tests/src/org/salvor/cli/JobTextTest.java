package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.salvor.station.DriveView;
import org.salvor.station.JobView;
import org.salvor.station.MapWindow;

class JobTextTest {
    private static final DriveView SOURCE = new DriveView("sg:/dev/sg1", "SCSI generic", "ST500DM002", "Z2A1B2C3", "KC45", 1_000_000, 512,
            4096, "dma", "soft",
            "", "", "");
    private static final int[] NOTHING = {};

    private final StringWriter printed = new StringWriter();

    @Test
    void tellsWhatADriveAndItsJobAreAbout() {
        JobView job = job(JobView.State.RUNNING, 1, 600_000, 100);
        assertThat(JobText.title(job)).isEqualTo("ST500DM002 Z2A1B2C3 (sg:/dev/sg1), plan thorough");
        assertThat(JobText.destination(job)).isEqualTo("To copy.img");
        assertThat(JobText.share(job)).isEqualTo("Read 66.67 %, 307.2 MB of 460.8 MB; sectors: 299,900 not tried, 100 bad");
        assertThat(JobText.pass(job)).isEqualTo("Pass 2 of 3 (trim), round 1, 34.6 %, time left 00:12:33");
        assertThat(JobText.speed(job)).isEqualTo("105.3 MB/s now, 98.2 MB/s on average, at sector 123,456 (63.2 MB), 38 °C");
        assertThat(JobText.errors(job)).isEqualTo("213 errors (sectors: 200 uncorrectable, 13 timed out), 2 resets, 1 power cycle");
        assertThat(JobText.doing(job)).isEqualTo("Reads on.");
    }

    @Test
    void saysWherePassesBeginAndEnd() {
        assertThat(JobText.pass(job(JobView.State.RUNNING, -1, 0, 0))).isEqualTo("Before the first of 3 passes");
        assertThat(JobText.pass(job(JobView.State.HASHING, 3, 0, 0))).isEqualTo("Every pass is through");
    }

    @ParameterizedTest
    @EnumSource(JobView.State.class)
    void everyEndNamesTheCommandThatGoesOnUnlessAllIsRead(JobView.State state) {
        assertThat(JobText.end(job(state, 1, 600_000, 100))).contains("\"salvor image --job /cases/one");
        assertThat(JobText.end(job(JobView.State.FINISHED, 3, 900_000, 0))).isEqualTo(
                "Finished: every sector that was asked for is read. Read 100 %, 460.8 MB of 460.8 MB.");
    }

    @ParameterizedTest
    @CsvSource({ "FINISHED, 900000, 0, 0", "FINISHED, 899999, 1, 1", "STOPPED, 900000, 0, 3", "IDLE, 0, 0, 3", "NEEDS_OPERATOR, 5, 5, 3",
            "STOPPING, 5, 5, 3", "FAILED, 5, 5, 4" })
    void theExitCodeSaysHowItEnded(JobView.State state, long read, long bad, int exitCode) {
        assertThat(ExitCode.of(job(state, 3, read, bad))).isEqualTo(exitCode);
    }

    @Test
    void jsonHasTheUnitsInItsNamesAndNullForWhatIsNotKnown() {
        ProgressJson output = new ProgressJson(new PrintWriter(printed));
        JobView job = job(JobView.State.NEEDS_OPERATOR, 1, 600_000, 100);
        output.show(job, this::noCells);
        output.end(withoutKnowledge(job), this::noCells, 3);
        List<String> lines = printed.toString().lines().toList();
        JsonObject progress = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(progress.keySet()).contains("type", "bytesPerSecond", "positionLba", "driveSeconds", "temperatureCelsius",
                "sectorsByStage");
        assertThat(progress.get("type").getAsString()).isEqualTo("progress");
        assertThat(progress.get("state").getAsString()).isEqualTo("needs-operator");
        assertThat(progress.get("temperatureCelsius").getAsInt()).isEqualTo(38);
        assertThat(progress.getAsJsonObject("source").get("serial").getAsString()).isEqualTo("Z2A1B2C3");
        JsonObject result = JsonParser.parseString(lines.get(1)).getAsJsonObject();
        assertThat(result.get("type").getAsString()).isEqualTo("result");
        assertThat(result.get("exitCode").getAsInt()).isEqualTo(3);
        assertThat(result.get("complete").getAsBoolean()).isFalse();
        assertThat(result.get("temperatureCelsius").isJsonNull()).isTrue();
        assertThat(result.get("remainingSeconds").isJsonNull()).isTrue();
        assertThat(result.get("bytesPerSecond").isJsonNull()).isTrue();
    }

    @Test
    void theBlockIsDrawnInItsPlaceAndNeverWiderThanTheTerminal() throws Exception {
        ProgressBlock block = new ProgressBlock(shell(40));
        JobView job = job(JobView.State.RUNNING, 1, 600_000, 100);
        block.show(job, this::noCells);
        String first = printed.toString();
        assertThat(Screen.of(first)).hasSize(9).allMatch(line -> line.length() < 40);
        assertThat(first).doesNotContain("\u001b[9A").contains("...");
        block.show(job, this::noCells);
        String second = printed.toString().substring(first.length());
        assertThat(second).isEqualTo("\u001b[9A" + first);
    }

    @Test
    void aNoteStandsAboveTheBlock() throws Exception {
        ProgressBlock block = new ProgressBlock(shell(100));
        JobView job = job(JobView.State.RUNNING, 1, 600_000, 100);
        block.show(job, this::noCells);
        block.note("Come and look.");
        block.show(job, this::noCells);
        List<String> screen = Screen.of(printed.toString());
        assertThat(screen).hasSize(10).startsWith("Come and look.");
        assertThat(screen.get(1)).startsWith("ST500DM002");
        assertThat(screen.get(9)).isEqualTo("Reads on.");
    }

    private Shell shell(int columns) {
        PrintWriter out = new PrintWriter(printed);
        return new Shell(Typed.NO_STATION, out, out, new BufferedReader(new StringReader("")),
                new Terminal(true, true, Terminal.Colours.NONE), () -> columns,
                new StopRequest(), () -> null, System::nanoTime, Typed.NOBODY);
    }

    private MapWindow noCells(int cells, long sinceVersion) {
        return new MapWindow(0, 1_000_000, cells, 1, NOTHING, NOTHING);
    }

    private static JobView job(JobView.State state, int passIndex, long read, long bad) {
        Map<String, Long> stages = new LinkedHashMap<>();
        stages.put("untried", 900_000 - read - bad);
        stages.put("bad", bad);
        stages.put("read", read);
        stages.put("excluded", 100_000L);
        return new JobView("/cases/one", "/cases/one", SOURCE, "copy.img", "thorough", List.of("copy", "trim", "scrape"), state,
                "Reads on.", passIndex, 1,
                34.567, 123_456, 1_000_000, 512, stages, Map.of("uncorrectable", 200L, "timed-out", 13L), 213, 2, 1, 105.3e6, 98.2e6, 4000,
                753, 38, 0x5140,
                7, read);
    }

    private static JobView withoutKnowledge(JobView job) {
        return new JobView(job.id(), job.folder(), job.source(), job.destination(), job.plan(), job.passes(), job.state(), job.sentence(),
                job.passIndex(),
                job.passRound(), job.passPercent(), job.positionLba(), job.sectorCount(), job.sectorBytes(), job.sectorsByStage(),
                job.sectorsByCause(),
                job.errors(), job.resets(), job.powerCycles(), Double.NaN, 0, 0, -1, Integer.MIN_VALUE, 0, 7, 0);
    }
}
