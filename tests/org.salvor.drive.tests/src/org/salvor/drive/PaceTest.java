package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SLACK_NANOS = 60_000;

    /** A computer that wakes up too late from every sleep that is one. */
    private static final class LateClock implements Clock {
        private final long lateNanos;
        private long nanos;
        private int sleeps;

        LateClock(long lateNanos) {
            this.lateNanos = lateNanos;
        }

        @Override
        public long nanos() {
            nanos += 100;
            return nanos;
        }

        @Override
        public Instant wallTime() {
            return Instant.EPOCH;
        }

        @Override
        public void sleep(long forNanos) {
            sleeps += forNanos < SLACK_NANOS ? 0 : 1;
            nanos += forNanos + (forNanos < SLACK_NANOS ? 0 : lateNanos);
        }
    }

    @Test
    void aDeadlineIsKeptByAComputerThatWakesUpLate() {
        for (long lateMillis : new long[] { 0, 1, 5, 15 }) {
            LateClock clock = new LateClock(lateMillis * Pace.MILLI);
            Pace pace = new Pace(clock);
            for (int wait = 0; wait < 5; wait++) {
                long deadline = pace.deadline(200);
                assertThat(pace.until(() -> false, deadline)).isFalse();
                assertThat(clock.nanos - deadline).as("%d ms late", lateMillis).isBetween(0L, 50_000L);
            }
        }
    }

    @Test
    void itStaysAwakeForAShortWhileOnlyWhereSleepsAreExact() {
        LateClock clock = new LateClock(0);
        Pace pace = new Pace(clock);
        pace.until(() -> false, pace.deadline(1_000));
        assertThat(clock.sleeps).as("sleeps of a millisecond, but for the first ones").isBetween(900, 1_400);
    }

    @Test
    void whatComesIsSeenAndAHurryEndsEveryWait() {
        LateClock clock = new LateClock(0);
        Pace pace = new Pace(clock);
        long due = clock.nanos() + 30 * Pace.MILLI;
        assertThat(pace.within(100, () -> clock.nanos() >= due)).isTrue();
        assertThat(clock.nanos - due).isLessThan(3 * Pace.MILLI);
        pace.hurry(true);
        long before = clock.nanos;
        assertThat(pace.within(100, () -> false)).isFalse();
        assertThat(clock.nanos - before).isLessThan(Pace.MILLI);
    }
}
