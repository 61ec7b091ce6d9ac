package org.salvor.ui.internal.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.Stage;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.MapPalette;
import org.salvor.station.StationException;
import org.salvor.ui.JobFeed;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Workplace;

/** The map as a person sees it and moves about in it. */
@Timeout(240)
class MapOnScreenTest {
    private static final String SOURCE = "sim:clustered?seed=7&size=64MiB";

    private static Workplace workplace;
    private static Person person;

    @TempDir
    private Path folder;
    private MapCanvas canvas;

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
    void imageADrive() throws StationException {
        JobView job = workplace.station()
                .start(new JobOrder(folder.resolve("job").toString(), SOURCE, "file:" + folder.resolve("image.dd"), "standard",
                        List.of(), "", "", JobOrder.Options.DEFAULT));
        JobFeed feed = workplace.shared(JobFeed.class);
        person.waitUntil("the drive is imaged",
                () -> feed.selected().filter(now -> now.id().equals(job.id()) && now.state() == JobView.State.FINISHED).isPresent());
        workplace.clickTab("Sector Map");
        canvas = person.waitFor("the map", () -> Person.any(workplace.window(), MapCanvas.class, any -> any.view() != null));
    }

    @AfterEach
    void clear() throws StationException {
        workplace.clear();
        workplace.assertNoMistakes();
    }

    private MapViewport view() {
        return person.see(canvas::view);
    }

    private double share(Stage stage) {
        ImageData pixels = person.pixels(canvas);
        int rgb = MapPalette.of(stage).rgb();
        RGB wanted = new RGB(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
        long hits = 0;
        for (int y = 0; y < pixels.height; y++) {
            for (int x = 0; x < pixels.width; x++) {
                hits += pixels.palette.getRGB(pixels.getPixel(x, y)).equals(wanted) ? 1 : 0;
            }
        }
        return (double) hits / ((long) pixels.width * pixels.height);
    }

    @Test
    void whatWasReadAndWhatIsBadStandsOnTheScreen() {
        Person.pause(500);
        assertThat(share(Stage.READ)).isGreaterThan(0.5);
        assertThat(share(Stage.BAD)).isPositive();
        person.picture("20-map-whole-drive");
    }

    @Test
    void theWheelZoomsToSingleSectorsAroundTheCursorAndBack() {
        MapViewport whole = view();
        Point cursor = person.see(() -> canvas.toDisplay(whole.width() / 3, whole.height() / 3));
        int notches = 0;
        while (view().sectorsPerCell() > 1) {
            MapViewport before = view();
            person.turn(cursor, 1);
            person.waitUntil("the wheel had its effect", () -> !canvas.view().equals(before));
            assertThat(view().endLba() - view().firstLba()).isLessThan(before.endLba() - before.firstLba());
            assertThat(notches++).isLessThan(30);
        }
        person.turn(cursor, 3);
        settled();
        assertThat(view().cellPixels()).isGreaterThan(whole.cellPixels());
        assertThat(caption()).contains("one sector a cell");
        person.picture("21-map-single-sectors");
        for (int i = 0; i < notches + 6 && !view().isWhole(); i++) {
            person.turn(cursor, -1);
        }
        assertThat(settled()).isEqualTo(whole);
        assertThat(caption()).contains("the whole drive");
    }

    @Test
    void draggingMovesTheMapWithTheMouse() {
        Point middle = person.middle(canvas);
        person.turn(middle, 4);
        MapViewport before = settled();
        long rows = 5L * before.columns();
        person.drag(middle, new Point(middle.x, middle.y - 5 * before.cellPixels()));
        person.waitUntil("the map is five rows on", () -> canvas.view().firstCell() - before.firstCell() == rows);
        settled();
        person.drag(middle, new Point(middle.x + 3 * before.cellPixels(), middle.y));
        person.waitUntil("the map is three cells back", () -> canvas.view().firstCell() - before.firstCell() == rows - 3);
    }

    /** What is to be seen once nothing has moved for a moment. */
    private MapViewport settled() {
        MapViewport now = view();
        for (MapViewport before = null; !now.equals(before); now = view()) {
            before = now;
            Person.pause(400);
        }
        return now;
    }

    @Test
    void theKeyboardMovesTooAndHomeShowsTheWholeDrive() {
        MapViewport whole = view();
        person.click(canvas);
        person.type("+++");
        person.waitUntil("plus zooms", () -> canvas.view().sectorsPerCell() < whole.sectorsPerCell() / 4);
        person.type("-");
        person.waitUntil("minus zooms back", () -> canvas.view().sectorsPerCell() >= whole.sectorsPerCell() / 4);
        person.pressHome();
        person.waitUntil("home shows everything", () -> canvas.view().equals(whole));
    }

    @Test
    void theOverviewLeadsToAnyPlace() {
        person.turn(person.middle(canvas), 5);
        settled();
        OverviewStrip strip = person.waitFor("the overview", () -> Person.any(workplace.window(), OverviewStrip.class, any -> true));
        Point end = person.see(() -> strip.toDisplay(strip.getSize().x - 2, strip.getSize().y / 2));
        person.click(end);
        person.waitUntil("the end of the drive is to be seen", () -> canvas.view().endLba() == canvas.view().sectorCount());
        Point begin = person.see(() -> strip.toDisplay(1, strip.getSize().y / 2));
        person.drag(end, begin);
        person.waitUntil("the start of the drive is to be seen", () -> canvas.view().firstLba() == 0);
    }

    @Test
    void theCellUnderTheMouseTellsWhatItHolds() {
        person.point(person.see(() -> canvas.toDisplay(5 + 3 * canvas.view().cellPixels(), 5)));
        CLabel tip = person.waitFor("a tooltip", MapOnScreenTest::toolTip);
        String text = person.see(tip::getText);
        assertThat(text).startsWith("Sectors ").contains(" to ").containsAnyOf("read", "bad");
        person.picture("22-map-tooltip");
        person.point(new Point(3, 3));
    }

    private static CLabel toolTip() {
        return Arrays.stream(workplace.window().getDisplay().getShells()).filter(shell -> shell != workplace.window() && shell.isVisible())
                .map(shell -> Person.any(shell, CLabel.class, any -> true))
                .filter(label -> label != null && label.getText().startsWith("Sectors ")).findFirst().orElse(null);
    }

    /** A tooltip is made a moment after the mouse came to rest, and the job may have gone by then. */
    @Test
    void aJobThatGoesWhileTheMouseRestsOnItsMapLeavesNothingToTell() throws StationException {
        assertThat((String) person.see(() -> canvas.text(7))).startsWith("Sectors ");
        workplace.clear();
        person.waitUntil("the map is empty", () -> canvas.view() == null);
        assertThat((String) person.see(() -> canvas.text(7))).isEmpty();
    }

    @Test
    void theLegendCountsEverySector() {
        JobView job = person.see(() -> workplace.shared(JobFeed.class).selected().orElseThrow());
        long shown = LegendRow.of(job).stream().map(LegendRow::count).filter(count -> !count.isEmpty())
                .mapToLong(count -> Long.parseLong(count.replace(",", ""))).sum();
        assertThat(shown).isEqualTo(job.sectorCount());
        MapLegend legend = person.waitFor("the legend", () -> Person.any(workplace.window(), MapLegend.class, any -> true));
        String read = LegendRow.of(job).get(Stage.READ.ordinal()).count();
        person.waitUntil("the legend shows the count of read sectors",
                () -> Person.all(legend, Label.class).stream().anyMatch(label -> label.getText().equals(read)));
    }

    private String caption() {
        return person.see(() -> Person.any(canvas.getParent(), Label.class, any -> any.getText().contains("a cell")).getText());
    }
}
