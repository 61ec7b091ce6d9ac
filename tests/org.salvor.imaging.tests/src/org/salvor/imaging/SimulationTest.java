package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.simulation.Simulate;

/** A few whole jobs with every kind of trouble; {@code releng/lab sim SEED} runs any other. */
class SimulationTest {

    @ParameterizedTest
    @ValueSource(longs = { 3, 7, 12, 20, 31, 44 })
    void noTroubleBreaksAnInvariant(long seed) throws Exception {
        ByteArrayOutputStream story = new ByteArrayOutputStream();
        assertThat(Simulate.run(seed, new PrintStream(story))).as(story.toString()).isTrue();
    }
}
