package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.simulated.SimulatedDrive;

/** A job that opens its source's host protected area, killed in the middle. */
class HiddenAreaTest {
    private static final String DRIVE = "sim:healthy?size=64MiB&hpa=16MiB&seed=9";
    private static final String LASTING = DRIVE + "&clock=real&speed=0.05";
    private static final long SECTORS = 131_072;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void isImagedWithItsHiddenSectorsThoughTheProgramIsKilledOnce() throws Exception {
        Path job = folder.resolve("job");
        Path copy = folder.resolve("copy.img");
        String[] begin = { "image", LASTING, copy.toString(), "--job", job.toString(), "--open-hidden" };
        try (SalvorProcess image = SalvorProcess.start(folder, begin)) {
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!(Files.exists(job.resolve("case.ndjson")) && Files.readString(job.resolve("case.ndjson")).contains("hidden-opened"))) {
                assertThat(image.runs() && System.nanoTime() < end).as(image.output()).isTrue();
                Thread.sleep(10);
            }
            assertThat(image.runs()).as(image.output()).isTrue();
            image.kill();
        }
        assertThat(Files.readString(job.resolve("job.yaml"))).contains("openHidden: true").contains("closedSectors: 98304");
        assertThat(Files.readString(job.resolve("case.ndjson"))).doesNotContain("hidden-put-back");
        try (SalvorProcess image = SalvorProcess.start(folder, "image", DRIVE, copy.toString(), "--job", job.toString())) {
            assertThat(image.join()).as(image.output()).isZero();
            assertThat(image.output()).contains("Sectors 98304 to 131071");
        }
        String journal = Files.readString(job.resolve("case.ndjson"));
        assertThat(journal.split("\"kind\":\"hidden-opened\"", -1)).hasSize(3);
        assertThat(journal.split("\"kind\":\"hidden-put-back\"", -1)).hasSize(2);
        try (SimulatedDrive drive = SimulatedDrive.open(DRIVE)) {
            assertThat(drive.truth().firstWrong(0, SECTORS, MemorySegment.ofArray(Files.readAllBytes(copy)))).isEqualTo(-1);
        }
    }
}
