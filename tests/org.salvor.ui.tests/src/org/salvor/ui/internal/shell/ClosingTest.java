package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void closingTheWindowOnARunningJobAsksAndTheNextStartOffersToGoOn() throws IOException, InterruptedException, StationException {
        try (Workplace workplace = new Workplace(); Windows windows = new Windows()) {
            List<Long> own = windows.titled("Salvor");
            Process product = start("-demo", folder.toString(), "-demoSource", "sim:clustered?seed=7&size=1GiB&clock=real");
            try {
                long window = await(windows, "Salvor", own);
                waitUntilMoreIsSafe(0);
                windows.activate(window);
                askToClose(workplace.person(), windows);
                workplace.person().picture("25-product-close-question");
                workplace.person().pressEscape();
                Person.pause(1000);
                assertThat(windows.titled("Salvor")).as("the window stays when the question is not confirmed").contains(window);
                close(workplace.person(), windows, window, product);
            } finally {
                end(product);
            }
            long safe = workplace.station().open(folder.resolve("job").toString()).durableSectors();
            assertIsWhole(workplace);
            product = start();
            try {
                long question = await(windows, "Resume jobs", List.of());
                windows.activate(question);
                Person.pause(500);
                workplace.person().picture("27-product-offers-to-resume");
                long journal = Files.size(folder.resolve("job/map.journal"));
                workplace.person().pressReturn();
                waitUntilMoreIsSafe(journal);
                close(workplace.person(), windows, await(windows, "Salvor", own), product);
            } finally {
                end(product);
            }
            assertThat(workplace.station().open(folder.resolve("job").toString()).durableSectors()).isGreaterThan(safe);
            assertIsWhole(workplace);
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("salvor.product") + "/salvor", "--workbench"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-configuration", folder.resolve("configuration").toString(), "-nosplash"));
        ProcessBuilder product = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("product.log").toFile());
        product.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder.resolve("home")); // its windows are where they usually are
        return product.start();
    }

    private static void end(Process product) {
        product.descendants().forEach(ProcessHandle::destroyForcibly);
        product.destroyForcibly();
    }

    private void assertIsWhole(Workplace workplace) throws StationException {
        JobView left = workplace.station().open(folder.resolve("job").toString());
        assertThat(left.sectors("read")).isPositive().isEqualTo(left.durableSectors());
        assertThat(workplace.station().verifyJournal(left.folder()).intact()).isTrue();
        workplace.clear();
    }

    private static void close(Person person, Windows windows, long window, Process product) throws InterruptedException {
        windows.activate(window);
        askToClose(person, windows);
        person.pressReturn();
        assertThat(product.waitFor(LONGEST_MILLIS, TimeUnit.MILLISECONDS)).as("the product ends").isTrue();
        assertThat(product.exitValue()).isZero();
    }

    /** File > Exit, from the keyboard, and the keyboard to the question that follows. */
    private static void askToClose(Person person, Windows windows) {
        Person.pause(500);
        person.alt('f');
        Person.pause(700);
        person.pressDown();
        person.pressReturn();
        windows.activate(await(windows, "Close Salvor", List.of()));
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

    private void waitUntilMoreIsSafe(long journalBytes) throws IOException {
        Path journal = folder.resolve("job/map.journal");
        for (long waited = 0; waited < LONGEST_MILLIS; waited += 200) {
            if (Files.exists(journal) && Files.size(journal) > journalBytes + 1000) {
                return;
            }
            Person.pause(200);
        }
        throw new AssertionError("nothing more was read into " + journal);
    }
}
