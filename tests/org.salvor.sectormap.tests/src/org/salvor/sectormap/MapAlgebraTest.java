package org.salvor.sectormap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.testkit.Counts;

class MapAlgebraTest {
    private static final int SECTORS = 3000;

    @Test
    void answersSectorBySector() {
        for (long seed : Counts.seeds("pairs of maps", 40, 2_000).toArray()) {
            Generator random = new Generator(seed);
            SectorMap a = map(random);
            SectorMap b = map(random);
            LbaRange within = random.range(SECTORS);
            SectorMap and = MapAlgebra.and(a, b, within);
            SectorMap or = MapAlgebra.or(a, b, within);
            SectorMap xor = MapAlgebra.xor(a, b, within);
            SectorMap difference = MapAlgebra.difference(a, b, within);
            SectorMap inverted = MapAlgebra.invert(a, within);
            for (int lba = 0; lba < SECTORS; lba++) {
                SectorState state = a.stateAt(lba);
                boolean inA = state.stage().isFinished();
                boolean inB = b.stateAt(lba).stage().isFinished();
                boolean inside = within.contains(lba);
                String where = "seed " + seed + ", sector " + lba;
                check(where + " and", and, lba, inside ? inA && inB : inA, state);
                check(where + " or", or, lba, inside ? inA || inB : inA, state);
                check(where + " xor", xor, lba, inside ? inA != inB : inA, state);
                check(where + " difference", difference, lba, inside ? inA && !inB : inA, state);
                assertThat(inverted.stateAt(lba).stage().isFinished()).as(where + " invert").isEqualTo(inside != inA);
            }
        }
    }

    /** Finished or not as expected, never read, and of what stays unfinished the state is the first map's. */
    private static void check(String where, SectorMap result, int lba, boolean finished, SectorState before) {
        SectorState after = result.stateAt(lba);
        assertThat(after.stage().isFinished()).as(where).isEqualTo(finished);
        assertThat(after.stage()).as(where).isNotEqualTo(Stage.READ);
        if (!before.stage().isFinished() && !finished) {
            assertThat(after).as(where).isEqualTo(before);
        } else if (!finished) {
            assertThat(after.stage()).as(where).isEqualTo(Stage.BAD);
        }
    }

    @Test
    void selectsByStateAndRange() {
        for (long seed : Counts.seeds("maps to select from", 20, 1_000).toArray()) {
            Generator random = new Generator(seed);
            SectorMap map = map(random);
            LbaRange within = random.range(SECTORS);
            StateFilter filter = StateFilter.of(Stage.BAD, Stage.READ, Stage.SKIPPED).withTries(0, 2);
            SectorMap selected = MapAlgebra.select(map, filter, within);
            SectorMap domain = MapAlgebra.domain(map, filter, within);
            List<LbaRange> ranges = MapAlgebra.ranges(map, filter, within);
            for (int i = 1; i < ranges.size(); i++) {
                assertThat(ranges.get(i).firstLba()).as("ranges are as long as they can be").isGreaterThan(ranges.get(i - 1).endLba());
            }
            for (int lba = 0; lba < SECTORS; lba++) {
                int sector = lba;
                boolean wanted = within.contains(lba) && filter.matches(map.stateAt(lba));
                assertThat(selected.stateAt(lba).stage() != Stage.EXCLUDED).as("seed " + seed + ", sector " + lba).isEqualTo(wanted);
                assertThat(domain.stateAt(lba).stage()).isEqualTo(wanted ? Stage.IMPORTED : Stage.UNTRIED);
                assertThat(ranges.stream().anyMatch(range -> range.contains(sector))).isEqualTo(wanted);
            }
        }
    }

    @Test
    void shiftsStatesAndNeverAPlaceBefore() {
        Generator random = new Generator(8);
        SectorMap map = map(random);
        for (int by : new int[] { -SECTORS - 1, -700, 0, 1, 900 }) {
            SectorMap shifted = MapAlgebra.shift(map, by, 2500);
            for (int lba = 0; lba < 2500; lba++) {
                int from = lba - by;
                SectorState expected = from < 0 || from >= SECTORS ? SectorState.UNTRIED : map.stateAt(from);
                Stage stage = expected.stage() == Stage.READ ? Stage.IMPORTED : expected.stage();
                assertThat(shifted.stateAt(lba)).as("by " + by + ", sector " + lba).isEqualTo(expected.withStage(stage));
            }
        }
    }

    @Test
    void listsDifferences() {
        Generator random = new Generator(9);
        SectorMap a = map(random);
        SectorMap b = SectorMap.copyOf(a.snapshot());
        assertThat(MapAlgebra.differences(a, b, a.wholeRange(), 10)).isEmpty();
        b.set(new LbaRange(100, 110), new SectorState(Stage.BAD, Cause.GONE, 9, 200, 1));
        List<MapDifference> found = MapAlgebra.differences(a, b, a.wholeRange(), 1000);
        assertThat(found.stream().mapToLong(difference -> difference.range().sectorCount()).sum()).isEqualTo(10);
        assertThat(found).allSatisfy(difference -> assertThat(difference.second().cause()).isEqualTo(Cause.GONE));
        assertThat(new ArrayList<>(MapAlgebra.differences(a, b, a.wholeRange(), 1))).hasSize(1);
    }

    @Test
    void refusesMapsOfDifferentDrives() {
        assertThatThrownBy(() -> MapAlgebra.and(new SectorMap(10), new SectorMap(11), new LbaRange(0, 10)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("both must be of one drive");
    }

    private static SectorMap map(Generator random) {
        SectorMap map = new SectorMap(SECTORS);
        for (int i = 0; i < 120; i++) {
            map.set(random.range(SECTORS), random.state());
        }
        return map;
    }
}
