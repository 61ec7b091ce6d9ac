package org.salvor.ui.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.StationException;
import org.salvor.ui.JobFeed;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Workplace;

/** Tables in a window of 1400 pixels, as a person with a smaller screen has it. */
@Timeout(240)
class TablesOnScreenTest {
    private static final String SOURCE = "sim:clustered?seed=7&size=1GiB&clock=real";
    private static final int SOURCE_COLUMN = 2;

    private static Workplace workplace;
    private static Person person;

    @TempDir
    private Path folder;
    private Table jobs;

    @BeforeAll
    static void open() throws InterruptedException {
        workplace = new Workplace();
        person = workplace.person();
        resize(1400, 900);
    }

    @AfterAll
    static void close() {
        Rectangle screen = person.see(() -> workplace.window().getDisplay().getBounds());
        resize(screen.width, screen.height);
        workplace.close();
    }

    private static void resize(int width, int height) {
        person.see(() -> {
            workplace.window().setBounds(0, 0, width, height);
            return null;
        });
        person.waitUntil("the window has that size", () -> workplace.window().getSize().equals(new Point(width, height)));
        Person.pause(500);
    }

    @BeforeEach
    void runAJobWithALongName() throws StationException {
        JobView job = workplace.station().start(new JobOrder(folder.resolve("a-drive-with-quite-a-long-name").toString(), SOURCE,
                "file:" + folder.resolve("an-image-with-quite-a-long-name.dd"), "standard", List.of(), "", "", JobOrder.Options.DEFAULT));
        JobFeed feed = workplace.shared(JobFeed.class);
        person.waitUntil("it reads", () -> feed.selected().filter(now -> now.id().equals(job.id()) && now.sectors("read") > 0).isPresent());
        jobs = person.waitFor("the list of jobs",
                () -> Person.any(workplace.window(), Table.class,
                        any -> any.getColumn(0).getText().equals("Job") && any.getItemCount() > 0));
        Person.pause(1000);
    }

    @AfterEach
    void clear() throws StationException {
        workplace.clear();
        workplace.assertNoMistakes();
    }

    @Test
    void everyTableFitsAndNoNumberIsCut() {
        person.picture("50-tables-at-1400");
        for (Table table : person.see(() -> Person.all(workplace.window(), Table.class))) {
            int width = person.see(() -> Arrays.stream(table.getColumns()).limit(table.getColumnCount() - 1L)
                    .mapToInt(TableColumn::getWidth).sum());
            int available = person.see(() -> table.getClientArea().width);
            assertThat(width).as("columns of %s", person.see(table::toString)).isLessThan(available);
        }
        assertThat(person.see(() -> Arrays.stream(jobs.getColumns()).filter(column -> column.getAlignment() == SWT.RIGHT)
                .filter(column -> isCut(jobs.getItem(0), jobs.indexOf(column))).map(TableColumn::getText).toList())).isEmpty();
    }

    private static boolean isCut(TableItem item, int column) {
        return extent(item, column) > item.getBounds(column).width;
    }

    private static int extent(TableItem item, int column) {
        GC gc = new GC(item.getParent());
        try {
            return gc.textExtent(item.getText(column)).x;
        } finally {
            gc.dispose();
        }
    }

    @Test
    void theMouseTellsTheRestOfWhatIsCut() {
        assertThat(person.see(() -> isCut(jobs.getItem(0), SOURCE_COLUMN))).isTrue();
        person.point(person.see(() -> middle(jobs.getItem(0).getBounds(SOURCE_COLUMN))));
        String source = person.see(() -> jobs.getItem(0).getText(SOURCE_COLUMN));
        person.waitUntil("the tooltip tells it", () -> source.equals(jobs.getToolTipText()));
        Person.pause(1200);
        person.picture("51-tooltip-of-what-is-cut");
        int whole = person.see(() -> jobs.indexOf(column("Read")));
        person.point(person.see(() -> middle(jobs.getItem(0).getBounds(whole))));
        person.waitUntil("what is to be seen needs no tooltip", () -> jobs.getToolTipText() == null);
    }

    private Point middle(Rectangle cell) {
        return jobs.toDisplay(cell.x + cell.width / 2, cell.y + cell.height / 2);
    }

    private TableColumn column(String title) {
        return Arrays.stream(jobs.getColumns()).filter(column -> column.getText().equals(title)).findFirst().orElseThrow();
    }

    @Test
    void aWidthThatAPersonChoseIsKeptAndRemembered() {
        TableColumn source = person.see(() -> column("Source"));
        int before = person.see(source::getWidth);
        Point border = person.see(() -> jobs.toDisplay(jobs.getItem(0).getBounds(SOURCE_COLUMN).x + source.getWidth() - 1,
                -jobs.getHeaderHeight() / 2));
        Point inHeader = person.see(() -> {
            int y = jobs.getItem(0).getBounds(0).y - jobs.getHeaderHeight() / 2;
            return new Point(border.x, jobs.toDisplay(0, y).y);
        });
        person.drag(inHeader, new Point(inHeader.x + 60, inHeader.y));
        person.waitUntil("the column is wider", () -> source.getWidth() > before + 40);
        Map<String, String> memory = person.see(() -> workplace.shared(EModelService.class)
                .findElements(workplace.shared(MApplication.class), "org.salvor.ui.jobs", MPart.class).getFirst().getPersistedState());
        person.waitUntil("its width is remembered", () -> Integer.toString(source.getWidth()).equals(memory.get("width.Source")));
        int chosen = person.see(source::getWidth);
        resize(1500, 900);
        assertThat(person.see(source::getWidth)).isEqualTo(chosen);
        person.picture("52-chosen-width");
        memory.remove("width.Source");
        resize(1400, 900);
    }
}
