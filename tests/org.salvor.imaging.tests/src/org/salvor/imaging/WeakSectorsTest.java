package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.sectormap.Stage;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

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

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4 })
    void theNumberThatIsReadLiesWithinItsNinetyNinePercentInterval(long seed) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:weak-sectors?size=64MiB&seed=" + seed, folder);
        Tries tries = new Tries(job.drive.truth());
        job.witness = tries;
        job.run(PlainPlans.thorough(4, false));
        double bound = DEVIATIONS_OF_99_PERCENT * Math.sqrt(tries.variance);
        System.out.printf("seed %d: %d tries of weak sectors, %d read, expected %.1f +- %.1f%n", seed, tries.tries, tries.successes,
                tries.expected, bound);
        assertThat(tries.tries).isGreaterThan(1_000);
        assertThat((double) tries.successes).isBetween(tries.expected - bound, tries.expected + bound);
        assertThat(job.durable.totals().of(Stage.READ)).isGreaterThanOrEqualTo(job.drive.truth().count(SectorFate.READABLE));
        assertThat(job.firstWrong()).isEqualTo(-1);
    }
}
