package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.StationException;
import org.salvor.ui.JobFeed;
import org.salvor.ui.Tones;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Workplace;

/** The window in the dark, and in the light again. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(Integer.MAX_VALUE)
class DarkThemeTest {
    private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";
    private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";

    @TempDir
    private Path folder;

    @Test
    @Order(2)
    void aDarkThemeMakesEverythingDark() throws InterruptedException, StationException {
        try (Workplace workplace = new Workplace()) {
            Person person = workplace.person();
            workplace.clickTab("Sector Map");
            workplace.useTheme(DARK);
            workplace.station().start(new JobOrder(folder.resolve("job").toString(), "sim:clustered?seed=7&size=512MiB&clock=real",
                    "file:" + folder.resolve("image.dd"), "standard", List.of(), "", "", JobOrder.Options.DEFAULT));
            JobFeed feed = workplace.shared(JobFeed.class);
            person.waitUntil("a fifth is read",
                    () -> feed.selected().map(job -> job.sectors("read") > job.sectorCount() / 5 && job.state() == JobView.State.RUNNING)
                            .orElse(false));
            Label caption = person.waitFor("the map's caption",
                    () -> Person.any(workplace.window(), Label.class, any -> any.getText().contains("a cell")));
            person.waitUntil("its ground is dark", () -> Tones.isDark(caption.getParent().getBackground().getRGB()));
            assertThat(Tones.isDark(person.see(() -> caption.getForeground().getRGB()))).isFalse();
            Person.pause(1000);
            assertThat(lightShare(person.pixels(workplace.window()))).isLessThan(0.1);
            person.picture("30-window-dark");
            workplace.clear();
            workplace.useTheme(LIGHT);
            workplace.assertNoMistakes();
        }
    }

    @Test
    @Order(1)
    void whatWasDarkIsLightAgainAtOnce() throws InterruptedException {
        try (Workplace workplace = new Workplace()) {
            Person person = workplace.person();
            workplace.clickTab("Sector Map");
            Person.pause(1000);
            ImageData before = person.pixels(workplace.window());
            person.picture("31-before-the-dark");
            workplace.useTheme(DARK);
            Person.pause(1500);
            assertThat(lightShare(person.pixels(workplace.window()))).isLessThan(0.1);
            workplace.useTheme(LIGHT);
            Person.pause(1500);
            person.picture("32-after-the-dark");
            assertThat(otherShare(before, person.pixels(workplace.window()))).isLessThan(0.01);
        }
    }

    private static double otherShare(ImageData one, ImageData other) {
        long differing = 0;
        for (int y = 0; y < one.height; y++) {
            for (int x = 0; x < one.width; x++) {
                differing += one.getPixel(x, y) == other.getPixel(x, y) ? 0 : 1;
            }
        }
        return (double) differing / ((long) one.width * one.height);
    }

    private static double lightShare(ImageData pixels) {
        long light = 0;
        for (int y = 0; y < pixels.height; y++) {
            for (int x = 0; x < pixels.width; x++) {
                light += Tones.isDark(pixels.palette.getRGB(pixels.getPixel(x, y))) ? 0 : 1;
            }
        }
        return (double) light / ((long) pixels.width * pixels.height);
    }
}
