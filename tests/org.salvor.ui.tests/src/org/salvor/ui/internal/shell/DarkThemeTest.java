package org.salvor.ui.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.StationException;
import org.salvor.ui.JobFeed;
import org.salvor.ui.Tones;
import org.salvor.ui.person.Person;
import org.salvor.ui.person.Workplace;

/** The window in the dark. The native widgets keep that look until the next start, so it comes last. */
@Timeout(240)
@Order(Integer.MAX_VALUE)
class DarkThemeTest {
    @TempDir
    private Path folder;

    @Test
    void aDarkThemeMakesEverythingDark() throws InterruptedException, StationException {
        try (Workplace workplace = new Workplace()) {
            Person person = workplace.person();
            workplace.clickTab("Sector Map");
            workplace.useTheme("org.eclipse.e4.ui.css.theme.e4_dark");
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
        }
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
