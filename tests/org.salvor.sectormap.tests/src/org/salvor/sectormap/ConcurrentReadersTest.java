package org.salvor.sectormap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConcurrentReadersTest {
    private static final long SECTORS = 700L << 20;
    private static final int ROUNDS = 400;

    @Test
    void readersSeeWholeViewsWhileTheOwnerGoesOn() throws Exception {
        SectorMap map = new SectorMap(SECTORS);
        AtomicReference<MapView> latest = new AtomicReference<>(map.snapshot());
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Generator random = new Generator(100 + i);
                results.add(readers.submit((Callable<Long>) () -> read(latest, done, random)));
            }
            Generator random = new Generator(1);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < 200; i++) {
                    long dense = random.oneIn(2) ? random.below(20_000) : random.below(SECTORS - 100);
                    map.set(LbaRange.ofCount(dense, 1 + random.below(40)), random.state());
                    map.noteLatency(LbaRange.ofCount(dense, 1), random.below(1_000_000));
                }
                latest.set(map.snapshot());
            }
            done.set(true);
            for (Future<Long> result : results) {
                assertThat(result.get()).as("views a reader has checked").isPositive();
            }
        }
    }

    /** Checks views, each twice, against their own totals. */
    private static long read(AtomicReference<MapView> latest, AtomicBoolean done, Generator random) {
        long checked = 0;
        MapView kept = latest.get();
        long keptSum = sum(kept);
        long version = 0;
        while (!done.get() || checked == 0) {
            MapView view = latest.get();
            assertThat(view.version()).isGreaterThanOrEqualTo(version);
            version = view.version();
            long[] stages = new long[Stage.values().length];
            long at = 0;
            RunCursor runs = view.runs();
            long lastState = -1;
            while (runs.next()) {
                assertThat(runs.firstLba()).as("runs tile the drive").isEqualTo(at);
                assertThat(runs.packedState()).as("runs side by side differ").isNotEqualTo(lastState);
                lastState = runs.packedState();
                at = runs.endLba();
                stages[runs.stage().ordinal()] += runs.endLba() - runs.firstLba();
            }
            assertThat(at).isEqualTo(SECTORS);
            for (Stage stage : Stage.values()) {
                assertThat(stages[stage.ordinal()]).as("totals of version " + version).isEqualTo(view.totals().of(stage));
            }
            MapWindow window = view.window(view.wholeRange(), 100 + random.below(3000), -1);
            assertThat(window.changedCells()).hasSize(window.cellCount());
            assertThat(view.window(view.wholeRange(), window.cellCount(), -1)).isEqualTo(window);
            checked++;
            if (random.oneIn(4)) {
                assertThat(sum(kept)).as("a kept view never changes").isEqualTo(keptSum);
                kept = view;
                keptSum = sum(kept);
            }
        }
        return checked;
    }

    private static long sum(MapView view) {
        long sum = 0;
        RunCursor runs = view.runs();
        while (runs.next()) {
            sum = sum * 31 + runs.firstLba() + runs.packedState();
        }
        return sum;
    }
}
