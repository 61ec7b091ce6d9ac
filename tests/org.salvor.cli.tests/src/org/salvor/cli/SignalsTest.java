package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(OS.LINUX)
class SignalsTest {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch again = new CountDownLatch(1);

    /** Signals that this JVM gets: one that was started in the background of a script never sees SIGINT. */
    static List<String> heard() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .orElseThrow();
        long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
        return Stream.of(Map.entry("INT", 2), Map.entry("TERM", 15), Map.entry("HUP", 1))
                .filter(signal -> (mask >> signal.getValue() - 1 & 1) == 0)
                .map(Map.Entry::getKey).toList();
    }

    @ParameterizedTest
    @MethodSource("heard")
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
            Signals.raise("TERM");
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
