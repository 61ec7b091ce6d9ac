package org.salvor.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;
import org.salvor.station.Station;
import org.salvor.station.StationEvent.Logged;
import org.salvor.station.StationException;

/** The way to the station and what hangs on it, before real stations that have no drives. */
@Timeout(30)
class StationLinkTest {
    private final List<Throwable> mishaps = new CopyOnWriteArrayList<>();
    private final Background background = new Background(mishaps::add);
    private final AtomicBoolean onDisplayThread = new AtomicBoolean();
    private final StationLink link = new StationLink(background, onDisplayThread::get, mishaps::add);
    private final BlockingQueue<Runnable> display = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private final Station station = new LocalStation(new Providers());

    @AfterEach
    void close() {
        link.close();
        background.close();
        station.close();
    }

    private String next() throws InterruptedException {
        display.poll(10, TimeUnit.SECONDS).run();
        return shown.poll();
    }

    @Test
    void aStationIsNeverAskedOnTheDisplayThread() throws StationException {
        link.attach(station);
        assertThat(link.answer(Station::plans)).isNotEmpty();
        onDisplayThread.set(true);
        assertThatIllegalStateException().isThrownBy(() -> link.answer(Station::plans)).withMessageContaining("display thread");
    }

    @Test
    void withoutAStationThereIsASentenceThatSaysWhatToDo() {
        assertThat(link.isAttached()).isFalse();
        assertThatExceptionOfType(StationException.class).isThrownBy(() -> link.answer(Station::plans))
                .withMessageContaining("install the feature");
    }

    @Test
    void aStationMayComeLateAndGo() throws InterruptedException {
        link.ask(Station::jobs, display::add, jobs -> shown.add("jobs"), shown::add);
        assertThat(next()).contains("No station");
        link.attach(station);
        link.ask(Station::jobs, display::add, jobs -> shown.add("jobs"), shown::add);
        assertThat(next()).isEqualTo("jobs");
        link.attach(null);
        link.ask(Station::jobs, display::add, jobs -> shown.add("jobs"), shown::add);
        assertThat(next()).contains("No station");
    }

    @Test
    void aRefusalIsShownInTheStationsOwnWords() throws InterruptedException {
        link.attach(station);
        link.ask(asked -> asked.open("/there/is/no/such/folder"), display::add, job -> shown.add("job"), shown::add);
        assertThat(next()).contains("/there/is/no/such/folder");
        assertThat(mishaps).isEmpty();
    }

    @Test
    void aBugIsLoggedAndToldAsOne() throws InterruptedException {
        link.attach(station);
        IllegalStateException bug = new IllegalStateException("bug");
        link.ask(asked -> {
            throw bug;
        }, display::add, job -> shown.add("job"), shown::add);
        assertThat(next()).contains("mistake of its own").contains("Error Log");
        assertThat(mishaps).containsExactly(bug);
    }

    @Test
    void ofQuestionsInQuickSuccessionOnlyTheNewestIsAnswered() throws InterruptedException {
        link.attach(station);
        LatestQuestion<String> question = new LatestQuestion<>(link, background, display::add, shown::add, shown::add);
        question.ask(asked -> "first");
        question.ask(asked -> "second");
        question.ask(asked -> "third");
        assertThat(next()).isEqualTo("third");
        assertThat(display.poll(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void anAnswerThatWasOvertakenIsNotShown() throws InterruptedException {
        link.attach(station);
        CountDownLatch release = new CountDownLatch(1);
        LatestQuestion<String> question = new LatestQuestion<>(link, background, display::add, shown::add, shown::add);
        CountDownLatch begun = new CountDownLatch(1);
        question.ask(asked -> {
            begun.countDown();
            waitFor(release);
            return "slow";
        });
        waitFor(begun);
        question.ask(asked -> "quick");
        assertThat(next()).isEqualTo("quick");
        release.countDown();
        assertThat(next()).isNull();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void logEntriesComeInBundlesAndTheOldestGo() throws InterruptedException {
        EventFeed feed = new EventFeed(link, background, display::add);
        feed.onChange(() -> shown.add("changed"));
        int total = EventFeed.MOST_ENTRIES + 500;
        for (int i = 0; i < total; i++) {
            feed.hear(new Logged("job", i, "kind", "entry " + i, false));
        }
        assertThat(next()).isEqualTo("changed");
        while (display.peek() != null) {
            next();
        }
        assertThat(feed.entries()).hasSize(EventFeed.MOST_ENTRIES);
        assertThat(feed.entries().getLast().sentence()).isEqualTo("entry " + (total - 1));
        assertThat(feed.entries().getFirst().sentence()).isEqualTo("entry 500");
        feed.clear();
        assertThat(feed.entries()).isEmpty();
    }
}
