package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.WatchedStation;
import org.salvor.ui.person.Workplace;

/** The window before anything is done in it. */
@Timeout(240)
class WorkbenchTest {
    private static Workplace workplace;
    private static Person person;

    @BeforeAll
    static void open() throws InterruptedException {
        workplace = new Workplace();
        person = workplace.person();
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
    void closeDialogs() {
        workplace.closeDialogs();
        workplace.assertNoMistakes();
    }

    @Test
    void theWindowOpensWithAllItsParts() {
        List<String> tabs = person
                .see(() -> Person.all(workplace.window(), CTabFolder.class).stream().flatMap(folder -> Arrays.stream(folder.getItems()))
                        .map(CTabItem::getText).toList());
        assertThat(tabs).contains("Drives", "Jobs", "Job", "Sector Map", "Event Log", "Error Log");
        person.picture("01-window");
    }

    @Test
    void noPartFailedToOpen() {
        List<String> texts = person.see(() -> Person.all(workplace.window(), Text.class).stream().map(Text::getText).toList());
        assertThat(texts).noneMatch(text -> text.contains("Exception"));
    }

    @Test
    void theMenusHoldJobsSoftwareInstallationHelpAndAbout() {
        assertThat(menu("Job")).contains("Image a Drive\u2026", "Open Job Folder\u2026", "Resume", "Pause", "Stop", "Verify Destination");
        assertThat(menu("Help")).contains("Help Contents", "About Salvor").anyMatch(text -> text.startsWith("Install New Software"));
    }

    private static List<String> menu(String title) {
        MenuItem top = person.see(() -> Arrays.stream(workplace.window().getMenuBar().getItems())
                .filter(item -> item.getText().replace("&", "").equals(title)).findFirst().orElseThrow());
        return person.see(() -> {
            top.getMenu().notifyListeners(SWT.Show, new Event());
            return Arrays.stream(top.getMenu().getItems())
                    .map(item -> item.getText().replace("&", "").replaceAll("\t.*", "").replaceAll("\\.\\.\\.$", "\u2026"))
                    .collect(Collectors.toList());
        });
    }

    @Test
    void theToolbarHoldsOurCommandsAndNoneOfATextEditors() {
        List<String> tips = person.see(() -> Person.all(workplace.window(), ToolBar.class).stream()
                .flatMap(bar -> Arrays.stream(bar.getItems())).map(item -> String.valueOf(item.getToolTipText())).toList());
        assertThat(tips).contains("Stop the selected job").anyMatch(tip -> tip.startsWith("Open a job folder"));
        assertThat(tips).noneMatch(tip -> tip.contains("Annotation") || tip.contains("Edit Location"));
    }

    @Test
    void aboutTellsVersionAndPlatform() {
        person.alt('h');
        Person.pause(500);
        person.picture("02-help-menu");
        person.type("a");
        Shell about = person.waitFor("the About dialog", () -> Workplace.shellNow("About Salvor"));
        StyledText text = person.waitFor("its text", () -> Person.any(about, StyledText.class, any -> true));
        assertThat((String) person.see(text::getText)).contains("Salvor 1.0.0").contains("Java " + Runtime.version());
        person.picture("03-about");
        person.pressEscape();
    }

    @Test
    void theHelpPagesAreReadWithoutABrowser() {
        person.alt('h');
        Person.pause(500);
        person.type("h");
        StyledText page = person.waitFor("the first page", () -> page("Salvor\n"));
        person.picture("05-help");
        String link = "Plans";
        person.click(person.see(() -> page.toDisplay(page.getLocationAtOffset(page.getText().indexOf(link) + 2).x,
                page.getLocationAtOffset(page.getText().indexOf(link) + 2).y + page.getLineHeight() / 2)));
        person.waitUntil("the page of the link is open", () -> page.getText().startsWith("Plans"));
        workplace.clickTab("Sector Map");
    }

    @Test
    void theHelpKeyOpensThePageOfTheViewThatIsWorkedIn() {
        helpKeyOpens("Drives", "Drives");
        person.picture("06-help-on-drives");
        helpKeyOpens("Jobs", "Jobs, and one job");
        helpKeyOpens("Event Log", "Logs");
        helpKeyOpens("Sector Map", "Sector map");
        person.picture("07-help-on-map");
        helpKeyOpens("Error Log", "The window");
        workplace.clickTab("Event Log");
        workplace.clickTab("Sector Map");
    }

    private static void helpKeyOpens(String view, String title) {
        workplace.clickTab(view);
        Person.pause(300);
        person.pressHelp();
        person.waitFor("the page " + title, () -> page(title + "\n"));
        Tree contents = person.waitFor("the table of contents", () -> Person.any(workplace.window(), Tree.class,
                tree -> tree.getItemCount() > 0 && tree.getItem(0).getText().equals("Salvor")));
        person.waitUntil("the page is marked there", () -> contents.getSelectionCount() == 1);
    }

    @Test
    void theHelpKeyOpensHelpBesideTheWizardAndClosesIt() {
        person.control('i');
        Shell wizard = person.waitFor("the wizard", () -> Workplace.shellNow("Image a drive"));
        person.click(workplace.field(wizard));
        int width = person.see(() -> wizard.getSize().x);
        person.pressHelp();
        person.waitFor("help beside the wizard",
                () -> Person.any(wizard, StyledText.class, any -> any.getText().startsWith("Image a drive\n")));
        Person.pause(300);
        person.picture("08-help-beside-wizard");
        assertThat(person.see(() -> wizard.getSize().x)).isGreaterThan(width + 300);
        person.pressHelp();
        person.waitUntil("help is gone", () -> wizard.getSize().x == width);
        person.pressEscape();
    }

    private static StyledText page(String begin) {
        return Person.any(workplace.window(), StyledText.class, any -> any.getText().startsWith(begin));
    }

    @Test
    void theWatchedStationNoticesAQuestionOnTheDisplayThread() {
        WatchedStation another = new WatchedStation(workplace.station());
        person.see(another.station()::jobs);
        another.station().plans();
        assertThat(another.offences()).containsExactly("jobs");
        assertThat(another.questions()).isEqualTo(2);
    }
}
