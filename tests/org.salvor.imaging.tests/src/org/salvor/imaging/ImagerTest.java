package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

class ImagerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "healthy", "clustered", "dead-head", "weak-head", "scratch", "weak-sectors", "hangs", "slow-firmware",
            "flash-freezes", "wearing" })
    void everySectorThatCanBeReadIsReadOnEachProfile(String profile) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:" + profile + "?seed=7&size=64MiB", folder);
        long start = System.nanoTime();
        ImagerSnapshot end = job.run(PlainPlans.thorough(1, false));
        System.out.printf("%-14s %s %s errors %d resets %d power %d drive %.0f s in %.2f s %s%n", profile, end.state(), end.map().totals(),
                end.errors(),
                end.resets(), end.powerCycles(), end.driveSeconds(), (System.nanoTime() - start) / 1e9,
                job.notes.subList(Math.max(0, job.notes.size() - 2), job.notes.size()));
        assertThat(end.state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.firstWrong()).isEqualTo(-1);
        RunCursor cursor = job.durable.runs();
        while (cursor.next()) {
            for (long lba = cursor.firstLba(); lba < cursor.endLba(); lba++) {
                if (job.drive.truth().fate(lba) == SectorFate.READABLE) {
                    assertThat(cursor.state().stage()).as("sector %d", lba).isEqualTo(Stage.READ);
                }
            }
        }
    }

    @Test
    void unreadSectorsAreMarkedOnTheDestinationWhenTheOperatorWantsIt() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:clustered?seed=7&size=8MiB", folder);
        job.fill = Fill.parse("marks");
        job.run(PlainPlans.thorough(1, false));
        long bad = job.durable.nextRun(job.durable.wholeRange(), StateFilter.of(Stage.BAD)).firstLba();
        byte[] sector = job.destination.durable().asSlice(bad * 512, 512).toArray(ValueLayout.JAVA_BYTE);
        assertThat(new String(sector, StandardCharsets.US_ASCII)).startsWith("SALVOR: SECTOR " + bad + " COULD NOT BE READ");
        assertThat(job.firstWrong()).isEqualTo(-1);
    }
}
