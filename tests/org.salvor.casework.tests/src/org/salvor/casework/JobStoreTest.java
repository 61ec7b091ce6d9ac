package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.casework.JobStore.KnownJob;

class JobStoreTest {
    @TempDir
    Path base;
    private final SteppingClock clock = new SteppingClock();

    private JobStore store() {
        return new JobStore(base.resolve("state"), clock);
    }

    @Test
    void remembersFoldersLastUsedFirst() throws IOException {
        assertThat(store().known()).isEmpty();
        for (String name : List.of("a", "b", "c \"quoted\" \u00e4", "a")) {
            clock.passMillis(1_000);
            store().used(base.resolve(name));
        }
        assertThat(store().known()).extracting(KnownJob::folder).containsExactly(base.resolve("a"), base.resolve("c \"quoted\" \u00e4"),
                base.resolve("b"));
        assertThat(store().known().getFirst().lastUsed()).isEqualTo(clock.wallTime);
        store().forget(base.resolve("b"));
        assertThat(store().known()).hasSize(2);
        store().forget(base.resolve("a"));
        store().forget(base.resolve("c \"quoted\" \u00e4"));
        assertThat(store().known()).isEmpty();
    }

    @Test
    void saysWhetherTheJobIsThere() throws IOException {
        Path folder = base.resolve("job");
        JobFolder.create(folder, JobYamlTest.sample(), "x", Optional.empty(), Optional.empty()).close();
        store().used(folder);
        store().used(base.resolve("gone"));
        assertThat(store().known()).extracting(KnownJob::present).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void remembersWhichJobsRanAndWhoHasThemOpen() throws IOException {
        Path folder = base.resolve("job");
        JobFiles files = new JobFiles(folder);
        try (JobFolder open = JobFolder.create(folder, JobYamlTest.sample(), "x", Optional.empty(), Optional.empty())) {
            store().began(folder);
            store().used(folder);
            assertThat(store().known()).singleElement().matches(KnownJob::running);
            assertThat(files.inUse()).isTrue();
            assertThat(new JobFiles(Files.createDirectory(base.resolve("copy"))).inUse()).isFalse();
            Files.copy(files.holder(), base.resolve("copy/lock.holder"));
            assertThat(new JobFiles(base.resolve("copy")).inUse()).as("a copy is another folder").isFalse();
        }
        assertThat(files.inUse()).isFalse();
        Files.writeString(files.holder(), "2147483646 1000\n" + folder + "\n");
        assertThat(files.inUse()).as("a process that is gone").isFalse();
        store().ended(folder);
        assertThat(store().known()).singleElement().matches(job -> !job.running());
    }

    @Test
    void aDamagedListCountsAsEmptyAndIsWrittenAnew() throws IOException {
        store().used(base.resolve("a"));
        for (String damage : List.of("", "jobs: 5", "jobs: [{folder: x}]", "\u0000",
                "jobs: [{folder: \"a\\0b\", used: \"2025-01-01T00:00:00Z\"}]")) {
            Files.writeString(base.resolve("state/jobs.yaml"), damage);
            assertThat(store().known()).as(damage).isEmpty();
        }
        store().used(base.resolve("b"));
        assertThat(store().known()).hasSize(1);
    }

    @Test
    void theListStaysShort() throws IOException {
        StringBuilder text = new StringBuilder("jobs:\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("  - {folder: /jobs/").append(i).append(", used: \"2020-01-01T00:00:00Z\"}\n");
        }
        Files.createDirectories(base.resolve("state"));
        Files.writeString(base.resolve("state/jobs.yaml"), text);
        store().used(base.resolve("new"));
        assertThat(store().known()).hasSize(1_000);
        assertThat(store().known().getFirst().folder()).isEqualTo(base.resolve("new"));
    }
}
