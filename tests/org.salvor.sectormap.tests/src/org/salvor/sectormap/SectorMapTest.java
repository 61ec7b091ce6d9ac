package org.salvor.sectormap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SectorMapTest {
    private static final SectorState READ = SectorState.of(Stage.READ);

    @Test
    void packsEveryStateAndUnpacksIt() {
        for (Stage stage : Stage.values()) {
            for (Cause cause : Cause.values()) {
                for (int[] numbers : new int[][] { { 0, 0, 0 }, { 15, 255, 0xFFFF }, { 7, 1, 0x5140 } }) {
                    SectorState state = new SectorState(stage, cause, numbers[0], numbers[1], numbers[2]);
                    assertThat(SectorState.unpack(state.packed())).isEqualTo(state);
                }
            }
        }
        assertThatThrownBy(() -> SectorState.unpack(10L << 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SectorState.unpack(10L << 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SectorState.unpack(1L << 36)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SectorState(Stage.BAD, Cause.NONE, 16, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTriesAtTheirMostAndTheFirstRegisters() {
        SectorState state = SectorState.of(Stage.BAD);
        for (int i = 0; i < 20; i++) {
            state = state.withOneMoreTry().withFirstRegisters(0x5140 + i);
        }
        assertThat(state.tries()).isEqualTo(15);
        assertThat(state.registers()).isEqualTo(0x5140);
    }

    @Test
    void refusesRangesOutsideAndStaysAsItWas() {
        SectorMap map = new SectorMap(1000);
        assertThatThrownBy(() -> map.set(new LbaRange(990, 1001), READ)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.set(0, 10, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.stateAt(1000)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new SectorMap(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(map.version()).isZero();
        map.set(new LbaRange(4, 4), READ);
        assertThat(map.totals().of(Stage.UNTRIED)).isEqualTo(1000);
        assertThat(map.nextRun(new LbaRange(5, 2000), StateFilter.all()).range()).isEqualTo(new LbaRange(5, 1000));
    }

    @Test
    void holdsTheLargestDriveThatBytesCanCount() {
        SectorMap map = new SectorMap(1L << 54);
        map.set(new LbaRange(1L << 53, (1L << 54) - 3), READ);
        assertThat(map.totals().of(Stage.READ)).isEqualTo((1L << 53) - 3);
        assertThat(map.totals().of(Stage.UNTRIED)).isEqualTo((1L << 53) + 3);
        assertThat(map.runCount(map.wholeRange())).isEqualTo(3);
        assertThat(map.previousRun(map.wholeRange(), StateFilter.of(Stage.UNTRIED)).range())
                .isEqualTo(new LbaRange((1L << 54) - 3, 1L << 54));
        assertThat(map.snapshot().window(map.wholeRange(), 4000, -1).summary(3999).worst()).isEqualTo(Stage.UNTRIED);
    }

    @Test
    void leavesAViewAloneWhateverHappensToItsCopy() {
        SectorMap map = new SectorMap(5L << 20);
        map.set(new LbaRange(100, 200), READ);
        MapView view = map.snapshot();
        SectorMap copy = SectorMap.copyOf(view);
        copy.set(new LbaRange(150, 160), SectorState.of(Stage.SUSPECT));
        map.set(new LbaRange(0, 100), READ);
        assertThat(view.totals().of(Stage.READ)).isEqualTo(100);
        assertThat(view.stateAt(155)).isEqualTo(READ);
        assertThat(copy.totals().of(Stage.READ)).isEqualTo(90);
        assertThat(map.totals().of(Stage.READ)).isEqualTo(200);
        assertThat(map.stateAt(155)).isEqualTo(READ);
    }

    @Test
    void cutsAMapToItsFirstSectors() {
        Generator random = new Generator(3);
        SectorMap large = new SectorMap(1L << 40);
        NaiveMap naive = new NaiveMap(3 << 20);
        for (int i = 0; i < 200; i++) {
            LbaRange range = random.range(3 << 20);
            SectorState state = random.state();
            large.set(range, state);
            naive.set(range, state);
        }
        large.set(new LbaRange(3 << 20, 9 << 20), READ);
        for (int sectors : new int[] { 1, 5000, 1 << 20, (2 << 20) + 5, 3 << 20 }) {
            SectorMap cut = SectorMap.firstSectorsOf(large.snapshot(), sectors);
            assertThat(SectorMapPropertyTest.runs(cut, cut.wholeRange())).isEqualTo(naive.runs(cut.wholeRange()));
            assertThat(cut.totals().sectorCount()).isEqualTo(sectors);
            cut.set(new LbaRange(0, sectors), READ);
            assertThat(cut.totals().of(Stage.READ)).isEqualTo(sectors);
        }
        assertThat(large.runCount(new LbaRange(0, 3 << 20))).isEqualTo(naive.runs(new LbaRange(0, 3 << 20)).size());
    }

    @Test
    void changesTheStageAndNothingElse() {
        SectorMap map = new SectorMap(100);
        SectorState state = new SectorState(Stage.READ, Cause.TIMED_OUT, 2, 3, 4);
        map.set(new LbaRange(10, 20), state);
        map.setStage(new LbaRange(15, 30), Stage.SUSPECT);
        assertThat(map.stateAt(14)).isEqualTo(state);
        assertThat(map.stateAt(15)).isEqualTo(state.withStage(Stage.SUSPECT));
        assertThat(map.stateAt(29)).isEqualTo(SectorState.of(Stage.SUSPECT));
        assertThat(map.stateAt(30)).isEqualTo(SectorState.UNTRIED);
    }

    @Test
    void keepsTheSlowestReadOfACell() {
        SectorMap map = new SectorMap(10L << 20);
        long cell = map.latencyCellSectors();
        map.noteLatency(new LbaRange(cell - 1, cell + 1), 250_000);
        map.noteLatency(new LbaRange(0, 1), 1_000);
        MapView view = map.snapshot();
        assertThat(view.latencyMillis(0)).isBetween(220.0, 250.0);
        assertThat(view.latencyMillis(cell)).isBetween(220.0, 250.0);
        assertThat(view.latencyMillis(2 * cell)).isEqualTo(-1);
        List<LatencyChange> changes = map.takeLatencyChanges();
        assertThat(changes).extracting(LatencyChange::firstLba).containsExactly(0L, cell);
        assertThat(map.takeLatencyChanges()).isEmpty();
        map.noteLatency(new LbaRange(0, 1), 2_000_000);
        assertThat(view.latencyMillis(0)).as("the view stays").isBetween(220.0, 250.0);
        assertThat(map.latencyMillis(0)).isBetween(1800.0, 2000.0);
    }

    @Test
    void measuresLatencyInStepsOfAnEighthOfAnOctave() {
        int last = 0;
        for (long micros = 0; micros < 100_000_000_000L; micros += 1 + micros / 50) {
            int code = Latency.code(micros);
            assertThat(code).isBetween(Math.max(1, last), 255);
            double millis = Latency.millis(code);
            assertThat(millis).isBetween(micros / 1000.0 * 0.87 - 0.07, micros / 1000.0 + 1e-9);
            last = code;
        }
        assertThat(Latency.code(Long.MAX_VALUE)).isEqualTo(255);
        assertThatThrownBy(() -> Latency.code(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheOneBadSectorOfALargeDriveWithoutOpeningTheRest() {
        SectorMap map = new SectorMap(58_593_750_000L);
        map.set(map.wholeRange(), READ);
        for (long lba = 0; lba < map.sectorCount(); lba += 3 << 20) {
            map.set(LbaRange.ofCount(lba + 1000, 1), SectorState.of(Stage.SKIPPED));
        }
        map.set(LbaRange.ofCount(50_000_000_000L, 7), SectorState.of(Stage.BAD).withCause(Cause.GONE));
        StateFilter bad = StateFilter.of(Stage.BAD).withCauses(List.of(Cause.GONE, Cause.TIMED_OUT));
        assertThat(map.nextStretch(map.wholeRange(), bad, 3)).isEqualTo(LbaRange.ofCount(50_000_000_000L, 3));
        assertThat(map.previousStretch(map.wholeRange(), bad, 3)).isEqualTo(LbaRange.ofCount(50_000_000_004L, 3));
        assertThat(map.nextRun(map.wholeRange(), bad.withCauses(List.of(Cause.TIMED_OUT)))).isNull();
    }
}
