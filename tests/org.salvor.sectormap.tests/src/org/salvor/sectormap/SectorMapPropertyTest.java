package org.salvor.sectormap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectorMapPropertyTest {
    private static final int[] SIZES = { 1, 2, 513, 1 << 12, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 77, 5 << 20 };

    @Test
    void answersEveryQuestionAsAnArrayOfStatesDoes() {
        for (int size : SIZES) {
            for (long seed = 1; seed <= 3; seed++) {
                Generator random = new Generator(seed * 1000 + size);
                SectorMap map = new SectorMap(size);
                NaiveMap naive = new NaiveMap(size);
                for (int step = 0; step < 150; step++) {
                    LbaRange range = random.range(size);
                    SectorState state = random.state();
                    map.set(range, state);
                    naive.set(range, state);
                    if (random.oneIn(10)) {
                        map.snapshot();
                    }
                }
                compare(map, naive, random, "seed " + seed + ", " + size + " sectors");
                compare(map.snapshot(), naive, random, "seed " + seed + ", view of " + size + " sectors");
            }
        }
    }

    @Test
    void staysTrueWhereAPageHoldsMoreRunsThanFitOneArray() {
        int size = (2 << 20) + 4321;
        SectorMap map = new SectorMap(size);
        NaiveMap naive = new NaiveMap(size);
        Generator random = new Generator(7);
        for (int step = 0; step < 120_000; step++) {
            int first = (1 << 19) + random.below(1 << 20);
            LbaRange range = new LbaRange(first, first + 1 + random.below(3));
            SectorState state = random.state();
            map.set(range, state);
            naive.set(range, state);
        }
        compare(map, naive, random, "seed 7");
        MapView dense = map.snapshot();
        NaiveMap before = new NaiveMap(size);
        System.arraycopy(naive.states, 0, before.states, 0, size);
        for (int lba = 1 << 18; lba < size - 1000; lba += 1000) {
            LbaRange range = new LbaRange(lba, lba + 1000);
            map.set(range, SectorState.of(Stage.READ));
            naive.set(new LbaRange(lba, lba + 1000), SectorState.of(Stage.READ));
        }
        compare(map, naive, random, "seed 7, healed");
        compare(dense, before, random, "seed 7, the view from before");
    }

    @Test
    void becomesOneLeafAgainWhenEverySectorHasOneState() {
        SectorMap map = new SectorMap(300L << 20);
        for (long lba = 0; lba < map.sectorCount(); lba += 4096) {
            map.set(new LbaRange(lba, lba + 4096), SectorState.of(Stage.READ).withLastPass(1));
        }
        assertThat(map.root()).isInstanceOf(Leaf.class);
        assertThat(map.runCount(map.wholeRange())).isEqualTo(1);
        assertThat(map.totals().of(Stage.READ)).isEqualTo(300L << 20);
    }

    private static void compare(ReadableMap map, NaiveMap naive, Generator random, String where) {
        int size = naive.states.length;
        assertThat(runs(map, map.wholeRange())).as(where).isEqualTo(naive.runs(map.wholeRange()));
        long[][] counts = naive.counts();
        for (Stage stage : Stage.values()) {
            assertThat(map.totals().of(stage)).as(where + " " + stage).isEqualTo(counts[0][stage.ordinal()]);
        }
        for (Cause cause : Cause.values()) {
            assertThat(map.totals().of(cause)).as(where + " " + cause).isEqualTo(counts[1][cause.ordinal()]);
        }
        for (int question = 0; question < 20; question++) {
            LbaRange range = random.range(size);
            List<SectorRun> runs = naive.runs(range);
            assertThat(runs(map, range)).as(where).isEqualTo(runs);
            assertThat(runsBackward(map, range)).as(where).isEqualTo(runs.reversed());
            StateFilter filter = filter(random);
            List<SectorRun> wanted = runs.stream().filter(run -> filter.matches(run.state())).toList();
            assertThat(map.nextRun(range, filter)).as(where).isEqualTo(wanted.isEmpty() ? null : wanted.getFirst());
            assertThat(map.previousRun(range, filter)).as(where).isEqualTo(wanted.isEmpty() ? null : wanted.getLast());
            assertThat(map.nextStretch(range, filter, 1 + question * question)).as(where)
                    .isEqualTo(stretch(wanted, 1 + question * question, false));
            assertThat(map.previousStretch(range, filter, 1 + question * question)).as(where)
                    .isEqualTo(stretch(wanted, 1 + question * question, true));
            int lba = random.below(size);
            assertThat(map.stateAt(lba).packed()).as(where).isEqualTo(naive.states[lba]);
        }
    }

    private static StateFilter filter(Generator random) {
        EnumSet<Stage> stages = EnumSet.noneOf(Stage.class);
        while (stages.isEmpty() || random.oneIn(2)) {
            stages.add(Stage.values()[random.below(Stage.values().length)]);
        }
        StateFilter filter = StateFilter.of(stages);
        filter = random.oneIn(3) ? filter.withCauses(EnumSet.of(Cause.NONE, Cause.values()[random.below(Cause.values().length)])) : filter;
        filter = random.oneIn(3) ? filter.withTries(random.below(3), 2 + random.below(10)) : filter;
        return random.oneIn(3) ? filter.notTouchedByPass(random.below(3)) : filter;
    }

    private static LbaRange stretch(List<SectorRun> wanted, long most, boolean backward) {
        if (wanted.isEmpty()) {
            return null;
        }
        List<SectorRun> runs = backward ? wanted.reversed() : wanted;
        long first = runs.getFirst().firstLba();
        long end = runs.getFirst().endLba();
        for (SectorRun run : runs.subList(1, runs.size())) {
            if (backward ? run.endLba() != first : run.firstLba() != end) {
                break;
            }
            first = Math.min(first, run.firstLba());
            end = Math.max(end, run.endLba());
        }
        long length = Math.min(most, end - first);
        return backward ? new LbaRange(end - length, end) : new LbaRange(first, first + length);
    }

    static List<SectorRun> runs(ReadableMap map, LbaRange range) {
        List<SectorRun> runs = new ArrayList<>();
        RunCursor cursor = map.runs(range);
        while (cursor.next()) {
            runs.add(cursor.run());
        }
        return runs;
    }

    private static List<SectorRun> runsBackward(ReadableMap map, LbaRange range) {
        List<SectorRun> runs = new ArrayList<>();
        RunCursor cursor = map.runsBackward(range);
        while (cursor.previous()) {
            runs.add(cursor.run());
        }
        return runs;
    }
}
