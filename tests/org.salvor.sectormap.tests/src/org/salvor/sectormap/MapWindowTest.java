package org.salvor.sectormap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MapWindowTest {
    @Test
    void summarisesEachCellAsCountingItsSectorsDoes() {
        int size = (4 << 20) + 999;
        for (long seed = 1; seed <= 4; seed++) {
            Generator random = new Generator(seed);
            SectorMap map = new SectorMap(size);
            NaiveMap naive = new NaiveMap(size);
            int dense = random.below(3 << 20);
            for (int step = 0; step < 30_000; step++) {
                LbaRange range = step % 100 == 0 ? random.range(size) : LbaRange.ofCount(dense + random.below(60_000), 1 + random.below(2));
                SectorState state = random.state();
                map.set(range, state);
                naive.set(range, state);
            }
            MapView view = map.snapshot();
            for (int question = 0; question < 25; question++) {
                LbaRange range = question % 2 == 0 ? random.range(size)
                        : LbaRange.ofCount(dense + random.below(10_000), 1 + random.below(50_000));
                if (range.isEmpty()) {
                    continue;
                }
                int cells = 1 + random.below(400);
                check(view.window(range, cells, -1), naive, (int) Math.min(cells, range.sectorCount()), "seed " + seed + ", " + range);
            }
        }
    }

    @Test
    void summarisesPagesOfManyOrFewRunsWhileTheyChange() {
        int size = (2 << 20) + 55;
        for (int runs : new int[] { 60, 300, 3000 }) {
            Generator random = new Generator(runs);
            SectorMap map = new SectorMap(size);
            NaiveMap naive = new NaiveMap(size);
            for (int round = 0; round < 24; round++) {
                for (int i = 0; i < runs / 12; i++) {
                    LbaRange range = LbaRange.ofCount(random.below(size - 900), 1 + random.below(900));
                    SectorState state = random.state();
                    map.set(range, state);
                    naive.set(range, state);
                }
                int first = random.below(1 << 20);
                LbaRange range = new LbaRange(first, first + 1 + random.below(size - first));
                int cells = (int) Math.min(1 + random.below(random.oneIn(2) ? 3 : 200), range.sectorCount());
                check(map.window(range, cells, -1), naive, cells, runs + " changes, round " + round);
            }
        }
    }

    private static void check(MapWindow window, NaiveMap naive, int cells, String where) {
        assertThat(window.cellCount()).as(where).isEqualTo(cells);
        assertThat(window.changedCells()).as(where + ": all cells are given").hasSize(cells);
        long at = window.range().firstLba();
        for (int cell = 0; cell < cells; cell++) {
            LbaRange range = window.cellRange(cell);
            assertThat(range.firstLba()).as(where + ": cells tile the range").isEqualTo(at);
            at = range.endLba();
            long[] counts = new long[Stage.values().length];
            for (long lba = range.firstLba(); lba < range.endLba(); lba++) {
                counts[(int) (naive.states[(int) lba] >>> 8) & 15]++;
            }
            CellSummary summary = window.summary(cell);
            long most = java.util.Arrays.stream(counts).max().orElseThrow();
            assertThat(counts[summary.dominant().ordinal()]).as(where).isEqualTo(most);
            for (Stage stage : Stage.values()) {
                if (counts[stage.ordinal()] > 0) {
                    assertThat(summary.worst().severity()).as(where).isGreaterThanOrEqualTo(stage.severity());
                }
            }
            checkShare(where, summary.dominantShare(), most, range.sectorCount());
            checkShare(where, summary.worstShare(), counts[summary.worst().ordinal()], range.sectorCount());
            assertThat(CellSummary.unpack(summary.packed())).isEqualTo(summary);
        }
        assertThat(at).as(where).isEqualTo(window.range().endLba());
    }

    private static void checkShare(String where, int share, long part, long total) {
        assertThat(part).as(where).isPositive();
        assertThat(share == 255).as(where + ": only a whole cell is 255").isEqualTo(part == total);
        assertThat((double) share).as(where).isBetween(255.0 * part / total - 1, 255.0 * part / total + 1);
    }

    @Test
    void givesEveryCellThatChangedAndFewOthers() {
        long sectors = 300L << 20;
        SectorMap map = new SectorMap(sectors);
        Generator random = new Generator(12);
        LbaRange range = new LbaRange(12345, sectors - 777);
        int cells = 1000;
        int[] shown = new int[cells];
        long version = -1;
        for (int round = 0; round < 60; round++) {
            MapView view = map.snapshot();
            MapWindow window = view.window(range, cells, version);
            MapWindow whole = view.window(range, cells, -1);
            for (int i = 0; i < window.changedCells().length; i++) {
                shown[window.changedCells()[i]] = window.summaries()[i];
            }
            assertThat(shown).as("round " + round).isEqualTo(whole.summaries());
            if (round > 0) {
                assertThat(window.changedCells().length).as("cells sent again in round " + round).isLessThanOrEqualTo(3 * 70);
            }
            version = window.version();
            for (int change = 0; change < 3; change++) {
                long lba = random.below(sectors - 5);
                map.set(LbaRange.ofCount(lba, 1 + random.below(5)), random.state());
                if (round % 3 == 0) {
                    map.noteLatency(LbaRange.ofCount(random.below(sectors), 1), random.below(5_000_000));
                }
            }
        }
    }

    @Test
    void sendsNothingWhenNothingChanged() {
        SectorMap map = new SectorMap(1L << 30);
        map.set(new LbaRange(5, 500), SectorState.of(Stage.READ));
        MapWindow window = map.snapshot().window(map.wholeRange(), 4000, -1);
        map.set(new LbaRange(7, 8), SectorState.of(Stage.READ));
        assertThat(map.snapshot().version()).isEqualTo(window.version());
        assertThat(map.snapshot().window(map.wholeRange(), 4000, window.version()).changedCells()).isEmpty();
    }

    @Test
    void showsASingleBadSectorOfThirtyTerabytes() {
        SectorMap map = new SectorMap(58_593_750_000L);
        map.set(map.wholeRange(), SectorState.of(Stage.READ));
        map.set(LbaRange.ofCount(40_000_000_000L, 1), SectorState.of(Stage.BAD));
        MapWindow window = map.snapshot().window(map.wholeRange(), 4000, -1);
        Set<Integer> bad = new HashSet<>();
        for (int i = 0; i < window.cellCount(); i++) {
            if (window.summary(i).worst() == Stage.BAD) {
                bad.add(window.changedCells()[i]);
                assertThat(window.cellRange(i).contains(40_000_000_000L)).isTrue();
                assertThat(window.summary(i).worstShare()).isEqualTo(1);
                assertThat(window.summary(i).dominant()).isEqualTo(Stage.READ);
            }
        }
        assertThat(bad).hasSize(1);
    }

    @Test
    void refusesAWindowOutsideTheMap() {
        SectorMap map = new SectorMap(100);
        assertThatThrownBy(() -> map.window(new LbaRange(50, 101), 10, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.window(new LbaRange(50, 50), 10, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
