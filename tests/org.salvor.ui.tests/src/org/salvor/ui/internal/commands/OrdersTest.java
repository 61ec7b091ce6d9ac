package org.salvor.ui.internal.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.JobView.State;
import org.salvor.station.StationException;
import org.salvor.testkit.rig.SmallFileSystem;
import org.salvor.ui.JobFeed;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Workplace;

/** Orders for a job, given with mouse and keyboard: from the Job menu, the toolbar, and the menu of the list of jobs. */
@Timeout(240)
class OrdersTest {
    private static final String QUICK = "sim:healthy?seed=7&size=64MiB";
    private static final String SLOW = "sim:clustered?seed=7&size=1GiB&clock=real";

    private static Workplace workplace;
    private static Person person;
    private static JobFeed feed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws InterruptedException {
        workplace = new Workplace();
        person = workplace.person();
        feed = workplace.shared(JobFeed.class);
    }

    @AfterAll
    static void close() {
        workplace.close();
    }

    @BeforeEach
    void takeTheKeyboard() {
        workplace.takeTheKeyboard();
    }

    @AfterEach
    void clear() throws StationException {
        workplace.closeDialogs();
        workplace.clear();
        workplace.assertNoMistakes();
    }

    private JobView begin(String source, Path destination) throws StationException {
        JobView job = workplace.station().start(new JobOrder(folder.resolve("job").toString(), source, "file:" + destination, "standard",
                List.of(), "", "", JobOrder.Options.DEFAULT));
        person.waitUntil("the window shows the job", () -> feed.selected().filter(seen -> seen.id().equals(job.id())).isPresent());
        return job;
    }

    private static void waitForState(State state) {
        person.waitUntil("the job is " + state, () -> feed.selected().filter(job -> job.state() == state).isPresent());
    }

    private static void waitUntilSomethingIsSafe() {
        person.waitUntil("something is safe", () -> feed.selected().filter(job -> job.durableSectors() > 0).isPresent());
    }

    /** Opens the Job menu with the keyboard and chooses by the underlined letter. */
    private static void choose(char letter) {
        person.alt('j');
        Person.pause(500);
        person.type(String.valueOf(letter));
    }

    private static Table jobs() {
        return person.waitFor("the list of jobs",
                () -> Person.any(workplace.window(), Table.class,
                        any -> any.getColumn(0).getText().equals("Job") && any.getItemCount() > 0));
    }

    /** Opens the menu of the first job in the list and chooses by the underlined letter. */
    private static void chooseInList(char letter) {
        Table jobs = jobs();
        Point row = person.see(() -> jobs.toDisplay(jobs.getItem(0).getBounds(2).x + 10, jobs.getItem(0).getBounds(2).y + 8));
        person.click(row);
        person.rightClick(row);
        Person.pause(500);
        person.type(String.valueOf(letter));
    }

    private static boolean says(Shell shell, String words) {
        return Person.any(shell, Label.class, any -> any.getText().contains(words)) != null
                || Person.any(shell, Control.class, any -> (any.getStyle() & SWT.READ_ONLY) != 0 && any.toString().contains(words)) != null;
    }

    private static void fillUp(Path file, long bytes) throws IOException {
        try (RandomAccessFile taken = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] block = new byte[1 << 20];
            for (long at = 0; at < bytes; at += block.length) {
                taken.write(block);
            }
        }
    }

    @Test
    void aDestinationThatFilledUpIsTriedAgainOnceThereIsRoom() throws IOException, StationException {
        try (SmallFileSystem small = SmallFileSystem.inMemory(80L << 20)) {
            Path filler = small.folder().resolve("filler");
            fillUp(filler, 40L << 20);
            begin(QUICK, small.folder().resolve("image.dd"));
            waitForState(State.FAILED);
            person.waitUntil("the window says why",
                    () -> Person.any(workplace.window(), Label.class, any -> any.getText().contains("full")) != null);
            person.picture("40-destination-full");
            Files.delete(filler);
            choose('d');
            waitForState(State.FINISHED);
            person.picture("41-destination-retried");
            assertThat(person.see(() -> feed.selected().orElseThrow().complete())).isTrue();
            workplace.clear();
        }
    }

    @Test
    void aDestinationThatWasRemovedIsReplacedByAnother() throws IOException, StationException {
        begin(SLOW, folder.resolve("image.dd"));
        waitUntilSomethingIsSafe();
        Files.delete(folder.resolve("image.dd"));
        waitForState(State.FAILED);
        person.picture("42-destination-removed");
        choose('d');
        Shell refusal = person.waitFor("the refusal", () -> Workplace.shellNow("Retry the destination"));
        person.waitUntil("it names the file", () -> says(refusal, "image.dd"));
        person.picture("43-retry-refused");
        person.pressReturn();
        person.waitUntil("the refusal is read", () -> Workplace.shellNow("Retry the destination") == null);
        takeTheKeyboard();
        choose('t');
        Shell dialog = person.waitFor("the dialog", () -> Workplace.shellNow("Replace the destination"));
        Path second = folder.resolve("second.dd");
        person.fill(workplace.field(dialog), second.toString());
        person.picture("44-replace-destination");
        workplace.clickButton(dialog, "OK");
        waitForState(State.RUNNING);
        person.waitUntil("it writes to the other", () -> feed.selected().orElseThrow().destination().contains("second.dd"));
        waitUntilSomethingIsSafe();
        person.picture("45-destination-replaced");
        assertThat(second).exists();
        assertThat(folder.resolve("image.dd")).doesNotExist();
    }

    @Test
    void aStoppedJobGoesOnWithAnotherDestinationToo() throws StationException {
        begin(SLOW, folder.resolve("image.dd"));
        waitUntilSomethingIsSafe();
        choose('s');
        waitForState(State.STOPPED);
        takeTheKeyboard();
        choose('t');
        Shell dialog = person.waitFor("the dialog", () -> Workplace.shellNow("Replace the destination"));
        person.fill(workplace.field(dialog), folder.resolve("second.dd").toString());
        workplace.clickButton(dialog, "OK");
        waitForState(State.RUNNING);
        person.waitUntil("it writes to the other", () -> feed.selected().orElseThrow().destination().contains("second.dd"));
        assertThat(person.see(() -> feed.selected().orElseThrow().sectors("read"))).isPositive();
    }

    @Test
    void theNextPassBeginsWhenItIsOrdered() throws StationException {
        begin(SLOW, folder.resolve("image.dd"));
        waitUntilSomethingIsSafe();
        assertThat(person.see(() -> feed.selected().orElseThrow().passIndex())).isZero();
        workplace.clickTool("End the running pass early");
        person.waitUntil("the second pass runs", () -> feed.selected().orElseThrow().passIndex() == 1);
        Table jobs = jobs();
        person.waitUntil("the list says so", () -> jobs.getItem(0).getText(4).startsWith("2/"));
        person.picture("46-next-pass");
    }

    @Test
    void aJobIsStoppedAndResumedFromTheMenuOfTheList() throws StationException {
        begin(SLOW, folder.resolve("image.dd"));
        waitUntilSomethingIsSafe();
        chooseInList('s');
        waitForState(State.STOPPED);
        long safe = person.see(() -> feed.selected().orElseThrow().durableSectors());
        person.picture("47-stopped-from-list");
        chooseInList('r');
        waitForState(State.RUNNING);
        person.waitUntil("it goes on where it was", () -> feed.selected().orElseThrow().durableSectors() > safe);
    }

    @Test
    void aRunningJobIsRemovedFromTheListOnlyAfterAQuestionAndItsFolderStays() throws StationException {
        JobView job = begin(SLOW, folder.resolve("image.dd"));
        waitUntilSomethingIsSafe();
        chooseInList('l');
        Shell question = person.waitFor("the question", () -> Workplace.shellNow("Remove from the list"));
        person.picture("48-remove-question");
        workplace.clickButton(question, "Cancel");
        person.waitUntil("the question is gone", () -> Workplace.shellNow("Remove from the list") == null);
        assertThat(person.see(() -> feed.selected().orElseThrow().live())).isTrue();
        chooseInList('l');
        workplace.clickButton(person.waitFor("the question", () -> Workplace.shellNow("Remove from the list")), "OK");
        person.waitUntil("the list is empty", () -> feed.jobs().isEmpty());
        person.picture("49-removed-from-list");
        JobView again = workplace.station().open(job.folder());
        assertThat(again.sectors("read")).isPositive();
    }
}
