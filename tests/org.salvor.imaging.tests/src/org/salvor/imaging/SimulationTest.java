package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.simulation.Simulate;
import org.salvor.testkit.Counts;

/** Whole jobs with every kind of trouble; {@code releng/lab sim SEED} replays one and tells its last steps. */
class SimulationTest {

    private static void requireSound(long[] seeds) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        boolean sound = Simulate.many(seeds, new PrintStream(told));
        System.out.println(told.toString().lines().toList().getLast());
        assertThat(sound).as(told.toString()).isTrue();
    }

    @Test
    void noNewSeedBreaksAnInvariant() throws Exception {
        requireSound(Counts.newSeeds("simulated jobs", 60, 10_000).toArray());
    }

    @Test
    void noSeedThatFailedOnceDoesSoAgain() throws Exception {
        requireSound(Simulate.failedOnce());
    }

    @Test
    void everyEngineWithAFaultIsCaught() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        assertThat(Simulate.mutants(new PrintStream(told))).as(told.toString()).isTrue();
        assertThat(told.toString()).contains("of 20 mutants caught");
    }

    @ParameterizedTest
    @ValueSource(longs = { 3, 7, 12 })
    void theSameSeedGivesTheSameRun(long seed) throws Exception {
        assertThat(Simulate.fingerprint(seed)).isEqualTo(Simulate.fingerprint(seed));
    }
}
