package org.salvor.sectormap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SectorMapBuilderTest {
    private static final long READ = SectorState.of(Stage.READ).packed();
    private static final long BAD = new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 1, 2, 0x5140).packed();
    private static final int[] BITS = { 1, 3, 11, 19, 21, 27, 29, 37 };

    @Test
    void makesTheMapThatSettingEachRunMakes() {
        for (long seed = 1; seed <= 400; seed++) {
            Generator random = new Generator(seed);
            int runs = 1 + random.below(60);
            SectorMapBuilder builder = new SectorMapBuilder();
            SectorMap set = new SectorMap(1L << 50);
            long at = 0;
            for (int run = 0; run < runs; run++) {
                long end = at + 1 + random.below(1L << BITS[random.below(BITS.length)]);
                end = random.oneIn(3) ? (end | (1L << Node.PAGE_SHIFT + Node.FAN_BITS * random.below(3)) - 1) + 1 : end;
                SectorState state = random.oneIn(4) ? SectorState.UNTRIED : random.state();
                builder.append(end, state.packed());
                set.set(at, end, state.packed());
                at = end;
                assertThat(builder.endLba()).isEqualTo(at);
            }
            SectorMap expected = SectorMap.firstSectorsOf(set.snapshot(), at);
            SectorMap built = builder.build();
            assertSame(built, expected, "seed " + seed);
            assertSameNodes(built.root(), expected.root(), "seed " + seed);
            change(built, expected, random, "seed " + seed);
        }
    }

    @Test
    void dividesPagesWithManyRuns() {
        int sectors = (3 << 20) - 5;
        SectorMapBuilder builder = new SectorMapBuilder();
        SectorMap set = new SectorMap(sectors);
        for (int lba = 0; lba < sectors; lba++) {
            long state = (lba & 3) == 0 ? BAD : lba % 5 == 0 ? READ : SectorState.UNTRIED.packed();
            builder.append(lba + 1L, state);
            set.set(lba, lba + 1L, state);
        }
        SectorMap built = builder.build();
        assertSame(built, set, "dense");
        change(built, set, new Generator(3), "dense");
    }

    @Test
    void makesOneLeafOfOneState() {
        for (long sectors : new long[] { 1, 1 << 20, (1 << 20) + 1, 1L << 28, 1L << 36, SectorMap.MOST_SECTORS - 1,
                SectorMap.MOST_SECTORS }) {
            SectorMapBuilder builder = new SectorMapBuilder();
            builder.append((sectors + 1) / 2, BAD);
            if (sectors > 1) {
                builder.append(sectors, BAD);
            }
            SectorMap map = builder.build();
            assertThat(map.root()).isInstanceOf(Leaf.class);
            assertThat(map.sectorCount()).isEqualTo(sectors);
            assertThat(map.totals().of(Cause.UNCORRECTABLE)).isEqualTo(sectors);
        }
    }

    @Test
    void mapsAreChangedApartFromTheirSnapshots() {
        SectorMapBuilder builder = new SectorMapBuilder();
        builder.append(10, READ);
        builder.append(1 << 22, BAD);
        SectorMap map = builder.build();
        MapView before = map.snapshot();
        map.set(5, 1 << 21, SectorState.UNTRIED.packed());
        assertThat(before.totals().of(Stage.UNTRIED)).isZero();
        assertThat(before.stateAt(5).packed()).isEqualTo(READ);
        assertThat(map.version()).isGreaterThan(before.version());
        assertThat(map.window(map.wholeRange(), 4, before.version()).changedCells()).containsExactly(0, 1);
    }

    @Test
    void takesNothingThatIsNoRun() {
        SectorMapBuilder builder = new SectorMapBuilder();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        builder.append(10, READ);
        assertThatThrownBy(() -> builder.append(10, BAD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(9, BAD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(SectorMap.MOST_SECTORS + 1, BAD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(11, 15L << 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(11, -1)).isInstanceOf(IllegalArgumentException.class);
        SectorMap map = builder.build();
        assertThat(map.sectorCount()).isEqualTo(10);
        assertThat(map.totals().of(Stage.READ)).isEqualTo(10);
    }

    private static void change(SectorMap built, SectorMap set, Generator random, String where) {
        for (int step = 0; step < 20; step++) {
            LbaRange range = random.range(built.sectorCount());
            SectorState state = random.state();
            built.set(range, state);
            set.set(range, state);
        }
        assertSame(built, set, where + ", changed");
    }

    private static void assertSame(SectorMap built, SectorMap expected, String where) {
        assertThat(built.sectorCount()).as(where).isEqualTo(expected.sectorCount());
        assertThat(MapAlgebra.differences(built, expected, built.wholeRange(), 3)).as(where).isEmpty();
        assertThat(built.runCount(built.wholeRange())).as(where).isEqualTo(expected.runCount(expected.wholeRange()));
        assertThat(built.totals()).as(where).isEqualTo(expected.totals());
        assertThat(built.window(built.wholeRange(), 777, -1).summaries()).as(where)
                .isEqualTo(expected.window(expected.wholeRange(), 777, -1).summaries());
    }

    /** Of two trees of one shape: what each branch says of its children. */
    private static void assertSameNodes(Node built, Node expected, String where) {
        assertThat(built.mask()).as(where).isEqualTo(expected.mask());
        if (built instanceof Branch one && expected instanceof Branch other) {
            assertThat(one.shift).as(where).isEqualTo(other.shift);
            for (int slot = 0; slot < Node.FAN; slot++) {
                assertThat(one.mask(slot)).as(where).isEqualTo(other.mask(slot));
                assertSameNodes(one.child(slot), other.child(slot), where);
            }
        } else {
            assertThat(built).as(where).isInstanceOf(Leaf.class);
            assertThat(built.uniformState()).as(where).isEqualTo(expected.uniformState());
        }
    }
}
