package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.imaging.CaseLog.Head;

/** What the help page on job folders says is true. Runs where the build says in which folder the repository lies. */
class JobFolderPageTest {
    @TempDir
    Path base;
    private String page;

    @BeforeEach
    void readThePage() throws IOException {
        String root = System.getProperty("salvor.root");
        assumeTrue(root != null, "run outside the build");
        page = Files.readString(Path.of(root, "bundles/org.salvor.doc/pages/job-folder.md"));
    }

    @Test
    void itsRecipeComputesTheHeadOfTheChain() throws Exception {
        Head head;
        try (CaseJournal journal = CaseJournal.open(base.resolve("case.ndjson"), new SteppingClock(), Optional.empty())) {
            journal.note("a", "with \"quotes\", a \\ and ,\"hash\":\"", Map.of("hash", "x"));
            journal.good(0, 8, 1_000);
            head = journal.sync();
        }
        int start = page.indexOf("p=$(printf");
        String recipe = page.substring(start, page.indexOf("```", start));
        Process bash = new ProcessBuilder("bash", "-c", recipe).directory(base.toFile()).redirectErrorStream(true).start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(head.hash() + "\n");
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itNamesEveryFileOfAFolder() {
        JobFiles files = new JobFiles(base);
        for (Path file : List.of(files.job(), files.plan(), files.domain(), files.imported(), files.caseJournal(), files.segments(),
                files.lock(),
                files.holder())) {
            assertThat(page).contains("`" + file.getFileName() + "`");
        }
    }
}
