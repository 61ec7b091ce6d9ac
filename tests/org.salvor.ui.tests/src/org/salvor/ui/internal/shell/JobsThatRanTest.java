package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsThatRanTest {
    @TempDir
    private Path folder;

    private String job(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
        return Files.createFile(folder.resolve(name).resolve("job.yaml")).getParent().toString();
    }

    @Test
    void whatRanLastIsKnownAtTheNextStart() throws IOException {
        Path file = folder.resolve("state/jobs-that-ran");
        new JobsThatRan(file).keep(List.of(job("one"), job("two \u00e4")));
        assertThat(new JobsThatRan(file).folders()).containsExactly(folder.resolve("one").toString(),
                folder.resolve("two \u00e4").toString());
        new JobsThatRan(file).keep(List.of());
        assertThat(new JobsThatRan(file).folders()).isEmpty();
    }

    @Test
    void beforeTheFirstStartNothingRan() throws IOException {
        assertThat(new JobsThatRan(folder.resolve("none")).folders()).isEmpty();
    }

    @Test
    void aFolderThatHoldsNoJobAnyMoreIsNotOffered() throws IOException {
        Path file = folder.resolve("jobs-that-ran");
        new JobsThatRan(file).keep(List.of(folder.resolve("gone").toString(), job("there")));
        assertThat(new JobsThatRan(file).folders()).containsExactly(folder.resolve("there").toString());
    }

    @Test
    void theQuestionNamesTheFoldersButNotEndlesslyMany() {
        assertThat(ResumeOffer.question(List.of("/jobs/one"))).startsWith("This job was running").contains("/jobs/one");
        List<String> many = IntStream.range(0, 10).mapToObj(i -> "/jobs/" + i).toList();
        assertThat(ResumeOffer.question(many)).startsWith("These jobs were").contains("/jobs/7").doesNotContain("/jobs/8")
                .contains("and 2 more");
    }
}
