package org.salvor.ui.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobView;
import org.salvor.station.StationException;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.ui.JobFeed;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Workplace;

/** Imaging a drive as a person does it: by the wizard, with the buttons of the toolbar, in the real product on simulated drives. */
@Timeout(240)
class ImagingTest {
    private static final String QUICK = "sim:clustered?seed=7&size=64MiB";
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

    private JobView image(String source) {
        return workplace.imageByWizard(source, folder.resolve("image.dd"), folder.resolve("job"));
    }

    private static void waitForState(JobView.State state) {
        person.waitUntil("the job is " + state, () -> feed.selected().filter(job -> job.state() == state).isPresent());
    }

    @Test
    void theWizardImagesADriveIntoAFile() throws IOException, StationException {
        JobView begun = image(QUICK);
        waitForState(JobView.State.FINISHED);
        person.waitUntil("the window shows it",
                () -> Person.any(workplace.window(), Label.class, any -> any.getText().equals("finished")) != null);
        person.picture("10-finished");
        JobView job = workplace.station().job(begun.id());
        assertThat(job.sectors("read")).isGreaterThan(job.sectorCount() * 9 / 10);
        assertThat(Files.size(folder.resolve("image.dd"))).isEqualTo(job.sectorCount() * job.sectorBytes());
        Table jobs = person.waitFor("the list of jobs",
                () -> Person.any(workplace.window(), Table.class, any -> any.getColumn(0).getText().equals("Job")));
        assertThat(person.see(() -> jobs.getItem(0).getText(0))).isEqualTo("job");
        assertThat(person.see(() -> jobs.getItem(0).getText(1)).strip()).isEqualTo("finished");
        assertThat(person.see(() -> jobs.getItem(0).getText(4))).startsWith("all ");
    }

    @Test
    void aJobIsPausedStoppedAndResumedFromTheToolbar() {
        image(SLOW);
        waitForState(JobView.State.RUNNING);
        person.waitUntil("something was read", () -> feed.selected().orElseThrow().sectors("read") > 0);
        workplace.clickTool("Pause the selected job");
        waitForState(JobView.State.PAUSED);
        person.picture("11-paused");
        workplace.clickTool("Resume the selected job");
        waitForState(JobView.State.RUNNING);
        workplace.clickTool("Stop the selected job");
        waitForState(JobView.State.STOPPED);
        long read = person.see(() -> feed.selected().orElseThrow().sectors("read"));
        person.picture("12-stopped");
        workplace.clickTool("Resume the selected job");
        waitForState(JobView.State.RUNNING);
        person.waitUntil("it goes on where it was", () -> feed.selected().orElseThrow().sectors("read") > read);
        person.picture("13-resumed");
    }

    @Test
    void aFolderThatWasClosedIsOpenedAgainAndResumed() throws StationException {
        JobView begun = image(SLOW);
        waitForState(JobView.State.RUNNING);
        person.waitUntil("something is safe", () -> feed.selected().orElseThrow().durableSectors() > 0);
        workplace.clear();
        person.control('o');
        Shell dialog = person.waitFor("the dialog", () -> Workplace.shellNow("Open job folder"));
        person.fill(workplace.field(dialog), folder + "/nothing");
        workplace.clickButton(dialog, "Open");
        person.waitUntil("the dialog says what is wrong", () -> saysMistake(dialog, "nothing"));
        person.picture("14-open-refused");
        person.fill(workplace.field(dialog), begun.folder());
        workplace.clickButton(dialog, "Open");
        person.waitUntil("the job is listed", () -> feed.selected().filter(job -> !job.live() && job.sectors("read") > 0).isPresent());
        person.picture("15-opened");
        workplace.clickTool("Resume the selected job");
        waitForState(JobView.State.RUNNING);
    }

    @Test
    void aSourceThatIsNotThereIsRefusedInASentence() {
        person.control('i');
        Shell wizard = person.waitFor("the wizard", () -> Workplace.shellNow("Image a drive"));
        person.picture("16-wizard-source");
        person.fill(workplace.field(wizard), "sim:nonsense");
        person.waitUntil("the wizard says what is wrong", () -> saysMistake(wizard, "nonsense"));
        person.picture("17-wrong-source");
        assertThat(person.see(() -> Person.any(wizard, Button.class, any -> any.getText().equals("&Next >")).isEnabled())).isFalse();
        person.pressEscape();
    }

    @Test
    void theSourceItselfIsRefusedAsDestination() throws IOException {
        Path source = Files.write(folder.resolve("old.dd"), new byte[1 << 20]);
        person.control('i');
        Shell wizard = person.waitFor("the wizard", () -> Workplace.shellNow("Image a drive"));
        person.fill(workplace.field(wizard), source.toString());
        workplace.clickButton(wizard, "Next >");
        person.waitUntil("the second page is there",
                () -> Person.any(wizard, Button.class, any -> any.getText().equals("An image file")) != null);
        person.fill(workplace.field(wizard), source.toString());
        person.waitUntil("the wizard spells out what speaks against it",
                () -> Person.any(wizard, Label.class, any -> any.getText().startsWith("\u2022 ")) != null);
        person.picture("18-wrong-destination");
        assertThat(person.see(() -> Person.any(wizard, Button.class, any -> any.getText().equals("&Next >")).isEnabled())).isFalse();
        person.pressEscape();
    }

    @Test
    void aDriveThatIsTooSmallIsRefusedAsDestination() throws IOException {
        Path disk = folder.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(32L << 20);
        }
        try (LoopDevice device = LoopDevice.writable(disk, 512)) {
            person.control('i');
            Shell wizard = person.waitFor("the wizard", () -> Workplace.shellNow("Image a drive"));
            person.fill(workplace.field(wizard), QUICK);
            workplace.clickButton(wizard, "Next >");
            person.waitUntil("the second page is there",
                    () -> Person.any(wizard, Button.class, any -> any.getText().equals("An image file")) != null);
            workplace.clickButton(wizard, "A drive, which is overwritten from its first sector on");
            person.fill(workplace.field(wizard), "block:" + device.node());
            person.waitUntil("the wizard says that it is too small",
                    () -> Person.any(wizard, Label.class, any -> any.getText().startsWith("\u2022 ") && any.getText().contains("small"))
                            != null);
            person.picture("26-destination-too-small");
            assertThat(person.see(() -> Person.any(wizard, Button.class, any -> any.getText().equals("&Next >")).isEnabled())).isFalse();
            person.pressEscape();
        }
    }

    @Test
    void aDriveIsOverwrittenOnlyAfterItsNameWasTyped() throws IOException {
        Path disk = folder.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(64L << 20);
        }
        try (LoopDevice device = LoopDevice.writable(disk, 512)) {
            String address = "block:" + device.node();
            person.control('i');
            Shell wizard = person.waitFor("the wizard", () -> Workplace.shellNow("Image a drive"));
            person.fill(workplace.field(wizard), QUICK);
            workplace.clickButton(wizard, "Next >");
            person.waitUntil("the second page is there",
                    () -> Person.any(wizard, Button.class, any -> any.getText().equals("An image file")) != null);
            person.fill(workplace.field(wizard), address);
            person.waitUntil("a drive is no file", () -> saysMistake(wizard, address + " is a drive and no file"));
            workplace.clickButton(wizard, "A drive, which is overwritten from its first sector on");
            person.fill(workplace.field(wizard), address);
            Label demand = person.waitFor("the demand for its name",
                    () -> Person.any(wizard, Label.class, any -> any.getText().startsWith("Everything on")));
            String word = person.see(demand::getText).replaceFirst(".* Type (.*) to confirm:", "$1");
            Text confirm = person.see(() -> Person.all(wizard, Text.class).stream().filter(Text::getEditable).toList().get(1));
            Button next = person.see(() -> Person.any(wizard, Button.class, any -> any.getText().equals("&Next >")));
            person.fill(confirm, word.substring(1));
            assertThat(person.see(next::isEnabled)).isFalse();
            person.fill(confirm, word);
            person.waitUntil("one can go on", next::isEnabled);
            person.picture("19-typed-confirmation");
            workplace.clickButton(wizard, "Next >");
            person.waitUntil("the third page is there",
                    () -> Person.any(wizard, org.eclipse.swt.widgets.List.class, any -> any.getItemCount() > 0) != null);
            person.fill(workplace.field(wizard), folder.resolve("job").toString());
            workplace.clickButton(wizard, "Finish");
            waitForState(JobView.State.FINISHED);
        }
    }

    @Test
    void closingOnARunningJobIsAskedAboutFirst() {
        image(SLOW);
        waitForState(JobView.State.RUNNING);
        workplace.takeTheKeyboard();
        person.alt('f');
        Person.pause(500);
        person.pressDown();
        person.pressReturn();
        person.waitFor("the question", () -> Workplace.shellNow("Close Salvor"));
        person.picture("23-close-question");
        person.pressEscape();
        person.waitUntil("the question is gone", () -> Workplace.shellNow("Close Salvor") == null);
        waitForState(JobView.State.RUNNING);
        assertThat(person.see(() -> workplace.window().isVisible())).isTrue();
    }

    @Test
    void theDestinationOfAFinishedJobIsVerified() {
        image(QUICK);
        waitForState(JobView.State.FINISHED);
        workplace.clickTool("Verify the destination of the selected job");
        Shell answer = person.waitFor("the answer", () -> Workplace.shellNow("Verify"));
        person.picture("24-verified");
        assertThat(person.see(() -> Person.any(answer, Label.class, any -> any.getText().contains("holds what was imaged")))).isNotNull();
        person.pressReturn();
    }

    @Test
    void theWindowAnswersWhileADriveIsImaged() {
        image(SLOW);
        waitForState(JobView.State.RUNNING);
        AtomicLong longestNanos = new AtomicLong();
        for (int i = 0; i < 100; i++) {
            long asked = System.nanoTime();
            person.see(() -> null);
            longestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
            Person.pause(20);
        }
        assertThat(Duration.ofNanos(longestNanos.get())).isLessThan(Duration.ofSeconds(1));
    }

    private static boolean saysMistake(Shell shell, String word) {
        return Person.any(shell, Text.class, any -> !any.getEditable() && any.getText().contains(word)) != null
                || Person.any(shell, Label.class, any -> any.getText().contains(word)) != null;
    }
}
