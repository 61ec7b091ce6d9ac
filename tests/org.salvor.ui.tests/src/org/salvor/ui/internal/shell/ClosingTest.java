package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobView;
import org.salvor.station.StationException;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Windows;
import org.salvor.ui.person.Workplace;

/** The product as it is delivered, started beside the window under test, closed by a person while it images a drive. */
@Timeout(240)
class ClosingTest {
    private static final long LONGEST_MILLIS = 90_000;

    @TempDir
    private Path folder;

    @Test
    void closingTheWindowOnARunningJobAsksAndThenLeavesAJobThatGoesOn() throws IOException, InterruptedException, StationException {
        try (Workplace workplace = new Workplace(); Windows windows = new Windows()) {
            Person person = workplace.person();
            List<Long> before = windows.titled("Salvor");
            Process product = new ProcessBuilder(System.getProperty("salvor.product") + "/salvor", "--workbench", "-demo",
                    folder.toString(), "-demoSource",
                    "sim:clustered?seed=7&size=1GiB&clock=real", "-data", folder.resolve("windows").toString(), "-configuration",
                    folder.resolve("configuration").toString(), "-nosplash").redirectErrorStream(true)
                    .redirectOutput(folder.resolve("product.log").toFile()).start();
            try {
                long window = await(windows, "Salvor", before);
                waitUntilSomethingIsSafe(folder.resolve("job"));
                windows.activate(window);
                Person.pause(500);
                close(person, windows, window);
                person.picture("25-product-close-question");
                person.pressEscape();
                Person.pause(1000);
                assertThat(windows.titled("Salvor")).as("the window stays when the question is not confirmed").contains(window);
                windows.activate(window);
                close(person, windows, window);
                person.pressReturn();
                assertThat(product.waitFor(LONGEST_MILLIS, TimeUnit.MILLISECONDS)).as("the product ends").isTrue();
                assertThat(product.exitValue()).isZero();
            } finally {
                product.descendants().forEach(ProcessHandle::destroyForcibly);
                product.destroyForcibly();
            }
            JobView left = workplace.station().open(folder.resolve("job").toString());
            assertThat(left.sectors("read")).isPositive().isEqualTo(left.durableSectors());
            assertThat(left.complete()).isFalse();
            assertThat(workplace.station().verifyJournal(left.folder()).intact()).isTrue();
            workplace.clear();
        }
    }

    /** File > Exit, from the keyboard, and the keyboard to the question that follows. */
    private static void close(Person person, Windows windows, long window) {
        person.alt('f');
        Person.pause(700);
        person.pressDown();
        person.pressReturn();
        long question = await(windows, "Close Salvor", List.of());
        windows.activate(question);
        Person.pause(500);
    }

    private static long await(Windows windows, String title, List<Long> known) {
        for (long waited = 0; waited < LONGEST_MILLIS; waited += 200) {
            List<Long> fresh = windows.titled(title).stream().filter(window -> !known.contains(window)).toList();
            if (!fresh.isEmpty()) {
                return fresh.getLast();
            }
            Person.pause(200);
        }
        throw new AssertionError("no window \"" + title + "\" came");
    }

    private static void waitUntilSomethingIsSafe(Path job) throws IOException {
        for (long waited = 0; waited < LONGEST_MILLIS; waited += 200) {
            if (Files.exists(job.resolve("map.journal")) && Files.size(job.resolve("map.journal")) > 1000) {
                return;
            }
            Person.pause(200);
        }
        throw new AssertionError("nothing was read in " + job);
    }
}
