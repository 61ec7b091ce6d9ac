package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.Stage;

class ImagerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "clustered", "dead-head", "weak-head", "scratch", "weak-sectors", "hangs", "slow-firmware", "flash-freezes", "wearing"})
    void everySectorThatCanBeReadIsReadOnEachProfile(String profile) throws Exception {
        Bench bench = new Bench("sim:" + profile + "?seed=7&size=64MiB", folder);
        long start = System.nanoTime();
        ImagerSnapshot end = bench.run(TestPlans.thorough(1, false));
        System.out.printf("%-14s %s %s errors %d resets %d power %d drive %.0f s in %.2f s %s%n", profile, end.state(), end.map().totals(), end.errors(),
                end.resets(), end.powerCycles(), end.driveSeconds(), (System.nanoTime() - start) / 1e9,
                bench.notes.subList(Math.max(0, bench.notes.size() - 2), bench.notes.size()));
        assertThat(end.state()).isEqualTo(ImagerState.FINISHED);
        assertThat(bench.firstWrong()).isEqualTo(-1);
        RunCursor cursor = bench.durable.runs();
        while (cursor.next()) {
            for (long lba = cursor.firstLba(); lba < cursor.endLba(); lba++) {
                if (bench.drive.truth().fate(lba) == SectorFate.READABLE) {
                    assertThat(cursor.state().stage()).as("sector %d", lba).isEqualTo(Stage.READ);
                }
            }
        }
    }
}
