package org.salvor.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PollingTest {
    private static final Duration FAST = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Throwable> mishaps = new CopyOnWriteArrayList<>();
    private final Background background = new Background(mishaps::add);
    private final BlockingQueue<Runnable> display = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Object> shown = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        background.close();
    }

    private Polling<Integer> polling(Duration period, Executor executor) {
        return new Polling<>(background, executor, period, asked::incrementAndGet, shown::add, shown::add);
    }

    private void showNext() throws InterruptedException {
        display.poll(10, TimeUnit.SECONDS).run();
    }

    @Test
    void nothingIsAskedAgainBeforeTheDisplayHasShownTheAnswer() throws InterruptedException {
        try (Polling<Integer> polling = polling(FAST, display::add).start()) {
            Runnable first = display.poll(10, TimeUnit.SECONDS);
            polling.soon();
            Thread.sleep(5 * Polling.LEAST_GAP.toMillis());
            assertThat(asked).hasValue(1);
            assertThat(display).isEmpty();
            first.run();
            showNext();
            assertThat(shown).containsExactly(1, 2);
        }
    }

    @Test
    void neverAsksMoreThanTenTimesASecond() throws InterruptedException {
        long begin = System.nanoTime();
        try (Polling<Integer> polling = polling(FAST, Runnable::run).start()) {
            while (asked.get() < 6) {
                polling.soon();
                Thread.sleep(1);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Polling.LEAST_GAP.multipliedBy(5));
    }

    @Test
    void asksOnceMoreWhenWishedForWhileAQuestionIsOnItsWay() throws InterruptedException {
        try (Polling<Integer> polling = polling(HOUR, display::add).start()) {
            Runnable first = display.poll(10, TimeUnit.SECONDS);
            polling.soon();
            first.run();
            showNext();
            assertThat(shown).containsExactly(1, 2);
        }
    }

    @Test
    void anAnswerThatComesAfterTheEndIsNotShown() throws InterruptedException {
        Polling<Integer> polling = polling(FAST, display::add).start();
        Runnable late = display.poll(10, TimeUnit.SECONDS);
        polling.close();
        late.run();
        Thread.sleep(2 * Polling.LEAST_GAP.toMillis());
        assertThat(shown).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatTheQuestionThrowsIsShownAndTheNextQuestionIsAsked() throws InterruptedException {
        IllegalStateException refusal = new IllegalStateException("no");
        try (Polling<Integer> polling = new Polling<>(background, display::add, FAST, () -> {
            if (asked.incrementAndGet() == 1) {
                throw refusal;
            }
            return asked.get();
        }, shown::add, shown::add).start()) {
            showNext();
            showNext();
            assertThat(shown).containsExactly(refusal, 2);
            assertThat(polling).isNotNull();
        }
    }

    @Test
    void aViewThatFailsToShowAnAnswerGetsTheNextOneNevertheless() throws InterruptedException {
        try (Polling<Integer> polling = new Polling<>(background, display::add, FAST, asked::incrementAndGet, answer -> {
            throw new IllegalStateException("a bug in a view");
        }, shown::add).start()) {
            Runnable first = display.poll(10, TimeUnit.SECONDS);
            assertThatIllegalStateException().isThrownBy(first::run);
            assertThat(display.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(polling).isNotNull();
        }
    }

    @Test
    void aBugInBackgroundWorkIsToldAndTheThreadsGoOn() throws InterruptedException {
        IllegalStateException bug = new IllegalStateException("bug");
        background.run(() -> {
            throw bug;
        });
        background.run(() -> display.add(() -> shown.add("later")));
        showNext();
        assertThat(shown).containsExactly("later");
        while (mishaps.isEmpty()) {
            Thread.sleep(1);
        }
        assertThat(mishaps).containsExactly(bug);
    }

    @Test
    void aSlowAnswerKeepsNobodyElseWaiting() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            background.run(() -> {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        background.run(() -> display.add(() -> shown.add("answered")));
        showNext();
        assertThat(shown).containsExactly("answered");
    }
}
