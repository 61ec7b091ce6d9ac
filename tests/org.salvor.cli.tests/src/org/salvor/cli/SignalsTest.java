package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({ OS.LINUX, OS.MAC })
class SignalsTest {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch again = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(strings = { "INT", "TERM", "HUP" })
    void becomeARequestInsteadOfTheEnd(String signal) throws Exception {
        try (Signals caught = Signals.caught(first::countDown, again::countDown)) {
            Signals.raise(signal);
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(again.getCount()).isEqualTo(1);
            Signals.raise(signal);
            assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void areGivenBackAfterwards() throws Exception {
        CountDownLatch outer = new CountDownLatch(1);
        try (Signals before = Signals.caught(outer::countDown, outer::countDown)) {
            Signals.caught(first::countDown, again::countDown).close();
            Signals.raise("INT");
            assertThat(outer.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(first.getCount()).isEqualTo(1);
        }
    }

    @Test
    void aRequestEndsARestAtOnce() {
        StopRequest stop = new StopRequest();
        stop.make();
        assertThat(stop.made()).isTrue();
        assertThat(stop.rest(TimeUnit.DAYS.toMillis(1))).isTrue();
    }
}
