package org.salvor.station.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakefulnessTest {
    @Test
    void thatTheComputerMayFallAsleepIsSaidOnce() {
        List<String> heard = new ArrayList<>();
        Wakefulness wakefulness = new Wakefulness(heard::add);
        wakefulness.complain("The computer may fall asleep.");
        wakefulness.complain("The computer may fall asleep.");
        assertThat(heard).containsExactly("The computer may fall asleep.");
    }
}
