package org.salvor.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchBudgetTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    @Test
    void countsTheCutsOfTheLastHour() {
        SwitchBudget two = new SwitchBudget(2);
        assertThat(two.refusal("p:1", List.of(ago(70), ago(61), ago(5)), NOW)).isEmpty();
        assertThat(two.refusal("p:1", List.of(ago(50), ago(5)), NOW)).hasValueSatisfying(
                why -> assertThat(why).contains("p:1").contains("2 times").contains("in 11 min").endsWith("."));
        assertThat(two.refusal("p:1", List.of(NOW.plusSeconds(60), NOW.plusSeconds(90)), NOW)).as("a clock that was set back").isEmpty();
    }

    @Test
    void tellsHowLongASupplyStaysOff() {
        Duration three = Duration.ofSeconds(3);
        assertThat(SwitchBudget.stillOff(List.of(), three, NOW)).isZero();
        assertThat(SwitchBudget.stillOff(List.of(NOW.minusSeconds(60), NOW.minusSeconds(1)), three, NOW)).hasSeconds(2);
        assertThat(SwitchBudget.stillOff(List.of(NOW.minusSeconds(4)), three, NOW)).isZero();
    }

    @Test
    void isAtLeastOneCut() {
        assertThatThrownBy(() -> new SwitchBudget(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingDrawsBelowFiveMilliamperesOnlyWhereAmperesAreMeasured() {
        assertThat(Measured.NONE.drawsNothing()).isFalse();
        assertThat(Measured.of(12, 0.0001).drawsNothing()).isTrue();
        assertThat(Measured.ofAmperes(0.1).drawsNothing()).isFalse();
    }
}
