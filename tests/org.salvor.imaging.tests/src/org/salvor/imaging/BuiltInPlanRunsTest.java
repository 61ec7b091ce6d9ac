package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.Reset;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.imaging.plan.BuiltInPlans;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.Stage;
import org.salvor.simulation.SimulatedJob;

/** The built-in plans at work on simulated drives. The seed is in the address. */
class BuiltInPlanRunsTest {
    @TempDir
    Path folder;

    private static PassPlan plan(String name) {
        return BuiltInPlans.plan(name, 512).orElseThrow();
    }

    private static void assertReadsWhatCanBeRead(SimulatedJob job, String address) {
        assertThat(job.firstWrong()).as(address).isEqualTo(-1);
        RunCursor cursor = job.durable.runs();
        while (cursor.next()) {
            for (long lba = cursor.firstLba(); lba < cursor.endLba() && cursor.state().stage() != Stage.READ; lba++) {
                if (job.drive.truth().fate(lba) == SectorFate.READABLE) {
                    throw new AssertionError(address + ": sector " + lba + " can be read and is " + cursor.state().stage());
                }
            }
        }
    }

    private static Set<Stage> left(SimulatedJob job) {
        Set<Stage> left = EnumSet.noneOf(Stage.class);
        RunCursor cursor = job.durable.runs();
        while (cursor.next()) {
            left.add(cursor.state().stage());
        }
        return left;
    }

    @ParameterizedTest
    @ValueSource(strings = { "healthy", "clustered?clustered.places=3", "dead-head", "weak-head", "scratch",
            "weak-sectors?clustered.places=2", "hangs?clustered.places=3",
            "slow-firmware", "flash-freezes?freeze=40", "wearing" })
    void thoroughReadsEverySectorThatCanBeReadAndLeavesNothingUntried(String profile) throws Exception {
        String address = "sim:" + profile + (profile.contains("?") ? "&" : "?") + "size=16MiB&seed=11";
        SimulatedJob job = new SimulatedJob(address, folder);
        ImagerSnapshot end = job.run(plan("thorough"));
        assertThat(end.state()).as(address).isEqualTo(ImagerState.FINISHED);
        assertThat(left(job)).as(address).isSubsetOf(Stage.READ, Stage.BAD, Stage.SUSPECT);
        assertReadsWhatCanBeRead(job, address);
    }

    @ParameterizedTest
    @ValueSource(strings = { "standard", "ddrescue-like" })
    void theOtherWholePlansReadEverySectorThatCanBeReadToo(String name) throws Exception {
        for (String profile : new String[] { "clustered?clustered.places=3&", "weak-head?", "scratch?" }) {
            String address = "sim:" + profile + "size=16MiB&seed=12";
            SimulatedJob job = new SimulatedJob(address, folder);
            assertThat(job.run(plan(name)).state()).as(address).isEqualTo(ImagerState.FINISHED);
            assertThat(left(job)).as(address).isSubsetOf(Stage.READ, Stage.BAD);
            assertReadsWhatCanBeRead(job, address);
        }
    }

    @Test
    void gentleTakesTheGoodGroundWithFewErrors() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:dead-head?size=16MiB&seed=13", folder);
        SimulatedJob compared = new SimulatedJob("sim:dead-head?size=16MiB&seed=13", Files.createDirectory(folder.resolve("other")));
        ImagerSnapshot gentle = job.run(plan("gentle"));
        ImagerSnapshot standard = compared.run(plan("standard"));
        assertThat(job.firstWrong()).isEqualTo(-1);
        assertThat(job.readSectors()).isEqualTo(compared.readSectors());
        assertThat(gentle.errors()).isLessThan(standard.errors() / 5);
    }

    @Test
    void thoroughBelievesNothingOfADriveThatLiesAfterAReset() throws Exception {
        long lies = 0;
        for (long seed = 1; seed <= 6; seed++) {
            SimulatedJob job = new SimulatedJob("sim:liar?size=32MiB&lie=40&seed=" + seed, folder);
            Imager imager = job.imager(plan("thorough"));
            for (int i = 0; i < 5; i++) {
                imager.doWork();
            }
            imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
            ImagerSnapshot end = job.run(imager);
            assertThat(end.state()).as("seed %d", seed).isEqualTo(ImagerState.FINISHED);
            assertThat(job.firstWrong()).as("seed %d", seed).isEqualTo(-1);
            lies += job.drive.hardware().counters().lies();
        }
        assertThat(lies).as("the drives did lie").isPositive();
    }
}
