package org.salvor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateHistoryTest {
    private final RateHistory history = new RateHistory();

    @Test
    void keepsWhatItIsTold() {
        history.note(1, 100);
        history.note(2, 50);
        assertThat(history.seconds()).containsExactly(1, 2);
        assertThat(history.bytesPerSecond()).containsExactly(100, 50);
    }

    @Test
    void aDriveThatDidNotWorkAddsNoPoint() {
        history.note(1, 100);
        history.note(1, 0);
        history.note(1.1, 0);
        assertThat(history.seconds()).containsExactly(1);
    }

    @Test
    void beginsWithTheFirstByteRead() {
        history.note(0, 0);
        history.note(0.5, 0);
        history.note(1, 70);
        history.note(2, 0);
        assertThat(history.seconds()).containsExactly(1, 2);
        assertThat(history.bytesPerSecond()).containsExactly(70, 0);
    }

    @Test
    void holdsAWholeWeekInABoundedNumberOfPointsFromItsBeginningToItsEnd() {
        int week = 7 * 24 * 3600;
        for (int second = 1; second <= week; second++) {
            history.note(second, 1000);
        }
        double[] seconds = history.seconds();
        assertThat(seconds).hasSizeBetween(RateHistory.MOST_POINTS / 2, RateHistory.MOST_POINTS).isSorted();
        assertThat(seconds[0]).isLessThan(week / 100.0);
        assertThat(seconds[seconds.length - 1]).isGreaterThan(week * 0.99);
        assertThat(history.bytesPerSecond()).containsOnly(1000);
    }

    @Test
    void aJobBegunAnewBeginsAnew() {
        history.note(100, 10);
        history.note(200, 10);
        history.note(1, 20);
        assertThat(history.seconds()).containsExactly(1);
    }
}
