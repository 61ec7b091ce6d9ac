package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.sectormap.Stage;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;
import org.salvor.testkit.Counts;

/**
 * Weak sectors read with a probability a try. Over all tries, successes less the sum of their odds has mean 0 and a variance of the sum of p (1 - p),
 * whatever the engine decides to try next (a martingale), so that the count must lie within 2.576 standard deviations in 99 of 100 runs.
 */
class WeakSectorsTest {
    private static final double DEVIATIONS_OF_99_PERCENT = 2.576;

    @TempDir
    Path folder;

    private static final class Tries implements SimulatedJob.Witness {
        private final DriveTruth truth;
        private long tries;
        private long successes;
        private double expected;
        private double variance;

        Tries(DriveTruth truth) {
            this.truth = truth;
        }

        private void tried(long lba, boolean read) {
            if (truth.fate(lba) == SectorFate.WEAK) {
                double odds = truth.odds(lba);
                tries++;
                successes += read ? 1 : 0;
                expected += odds;
                variance += odds * (1 - odds);
            }
        }

        @Override
        public void good(long firstLba, long endLba) {
            for (long lba = truth.nextNotReadable(firstLba); lba < endLba; lba = truth.nextNotReadable(lba + 1)) {
                tried(lba, true);
            }
        }

        @Override
        public void failed(ReadRequest request, ReadOutcome outcome, String pass) {
            if (pass.startsWith("check")) {
                return; // of checks only the failures are told this way
            }
            long failing = ((ReadOutcome.MediaError) outcome).failingLba();
            good(request.firstLba() + outcome.provenSectors(), failing); // they read well too, though DMA does not prove that they arrived
            tried(failing, false);
        }
    }

    @Test
    void theNumberThatIsReadLiesWithinItsNinetyNinePercentInterval() throws Exception {
        Tries all = new Tries(null);
        for (long seed : Counts.seeds("drives with weak sectors", 4, 100).toArray()) {
            Tries tries = image(seed);
            all.tries += tries.tries;
            all.successes += tries.successes;
            all.expected += tries.expected;
            all.variance += tries.variance;
        }
        double bound = DEVIATIONS_OF_99_PERCENT * Math.sqrt(all.variance);
        System.out.printf("%d tries of weak sectors, %d read, expected %.1f +- %.1f%n", all.tries, all.successes, all.expected, bound);
        assertThat((double) all.successes).isBetween(all.expected - bound, all.expected + bound);
    }

    private Tries image(long seed) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:weak-sectors?size=64MiB&seed=" + seed, Files.createDirectory(folder.resolve("" + seed)));
        Tries tries = new Tries(job.drive.truth());
        job.witness = tries;
        job.run(PlainPlans.thorough(4, false));
        assertThat(tries.tries).as("seed %d", seed).isGreaterThan(1_000);
        assertThat(job.durable.totals().of(Stage.READ)).isGreaterThanOrEqualTo(job.drive.truth().count(SectorFate.READABLE));
        assertThat(job.firstWrong()).isEqualTo(-1);
        return tries;
    }
}
