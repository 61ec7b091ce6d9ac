package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapWindow;

class StripTest {
    private final SectorMap map = new SectorMap(1000);
    private final MapStrip strip = new MapStrip();
    private final List<Long> asked = new ArrayList<>();

    @Test
    void showsTheWholeDriveInLettersWhereThereAreNoColours() throws Exception {
        map.set(new LbaRange(0, 500), SectorState.of(Stage.READ));
        map.set(new LbaRange(950, 951), SectorState.of(Stage.BAD));
        strip.update(10, this::window);
        assertThat(strip.line(Terminal.Colours.NONE)).isEqualTo("+++++....B");
        assertThat(strip.legend(Terminal.Colours.NONE, 80)).isEqualTo(". not tried  B bad  + read");
    }

    @Test
    void fetchesOnlyWhatChanged() throws Exception {
        strip.update(10, this::window);
        map.set(new LbaRange(0, 200), SectorState.of(Stage.READ));
        strip.update(10, this::window);
        assertThat(strip.line(Terminal.Colours.NONE)).isEqualTo("++........");
        strip.update(5, this::window);
        assertThat(strip.line(Terminal.Colours.NONE)).isEqualTo("+....");
        assertThat(asked).containsExactly(-1L, 0L, -1L);
    }

    @Test
    void showsADriveOfFewSectorsWithAsManyCells() throws Exception {
        SectorMap small = new SectorMap(3, SectorState.of(Stage.READ));
        for (int i = 0; i < 2; i++) {
            strip.update(10, (cells, since) -> window(small, cells, since));
        }
        assertThat(strip.line(Terminal.Colours.NONE)).isEqualTo("+++");
    }

    @Test
    void coloursStretchesAndEndsPlain() throws Exception {
        map.set(new LbaRange(0, 500), SectorState.of(Stage.READ));
        map.set(new LbaRange(950, 951), SectorState.of(Stage.BAD));
        strip.update(4, this::window);
        assertThat(strip.line(Terminal.Colours.ALL)).isEqualTo(
                "\u001b[38;2;255;255;255;48;2;0;158;115m  \u001b[38;2;0;0;0;48;2;217;217;217m \u001b[38;2;255;255;255;48;2;213;94;0mB\u001b[0m");
        assertThat(strip.line(Terminal.Colours.INDEXED)).contains(";48;5;36m").endsWith("\u001b[0m");
    }

    @Test
    void cutsTheLegendWhereTheLineEnds() throws Exception {
        Stage[] stages = Stage.values();
        for (int i = 0; i < stages.length; i++) {
            map.set(new LbaRange(i * 100, i * 100 + 100), SectorState.of(stages[i]));
        }
        strip.update(10, this::window);
        assertThat(strip.legend(Terminal.Colours.NONE, 40)).hasSizeLessThanOrEqualTo(40).startsWith(". not tried  s skipped");
    }

    @Test
    void findsTheNearestOf256Colours() {
        assertThat(Ansi.index(0x000000)).isEqualTo(16);
        assertThat(Ansi.index(0xFFFFFF)).isEqualTo(231);
        assertThat(Ansi.index(0xD9D9D9)).isEqualTo(253);
        assertThat(Ansi.index(0xD55E00)).isEqualTo(16 + 36 * 4 + 6);
    }

    private MapWindow window(int cells, long sinceVersion) {
        asked.add(sinceVersion);
        return window(map, cells, sinceVersion);
    }

    private static MapWindow window(SectorMap map, int cells, long sinceVersion) {
        org.salvor.sectormap.MapWindow window = map.window(map.wholeRange(), cells, sinceVersion);
        return new MapWindow(0, map.sectorCount(), window.cellCount(), window.version(), window.changedCells(), window.summaries());
    }
}
