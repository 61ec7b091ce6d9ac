package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.Registers;
import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.CaseLog.Head;

class JournalSyncTest {
    @TempDir
    Path folder;
    private Path file;
    private final SteppingClock clock = new SteppingClock();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("case.ndjson");
    }

    /** A disk that can be told to fail or to hang. */
    private static final class BadDisk implements JournalStorage {
        private final JournalStorage below;
        private int failures;
        private boolean writesHalf;
        private CountDownLatch hang = new CountDownLatch(0);
        private final CountDownLatch hanging = new CountDownLatch(1);

        BadDisk(Path path) throws IOException {
            below = JournalStorage.file(path);
        }

        @Override
        public void cutTo(long lengthBytes) throws IOException {
            below.cutTo(lengthBytes);
        }

        @Override
        public void write(long atByte, byte[] bytes, int count) throws IOException {
            if (failures > 0 && writesHalf) {
                failures--;
                below.write(atByte, bytes, count / 2);
                throw new IOException("No space left on device");
            }
            below.write(atByte, bytes, count);
        }

        @Override
        public void force() throws IOException {
            hanging.countDown();
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failures > 0) {
                failures--;
                throw new IOException("Input/output error");
            }
            below.force();
        }

        @Override
        public void close() throws IOException {
            below.close();
        }
    }

    private CaseJournal on(JournalStorage storage) throws IOException {
        return new CaseJournal(clock, new JournalFile(storage, ChainWalk.over(file, Optional.empty())), 0);
    }

    @Test
    void aFailedSyncLosesNothingAndTheNextOneWritesItAgain() throws IOException {
        for (boolean half : new boolean[] { false, true }) {
            Files.deleteIfExists(file);
            BadDisk disk = new BadDisk(file);
            disk.writesHalf = half;
            try (CaseJournal journal = on(disk)) {
                journal.note("a", "first", Map.of());
                journal.sync();
                disk.failures = 2;
                journal.note("a", "second", Map.of());
                assertThatThrownBy(journal::sync).isInstanceOf(IOException.class);
                journal.note("a", "third", Map.of());
                assertThatThrownBy(journal::sync).isInstanceOf(IOException.class);
                Head head = journal.sync();
                assertThat(head.entries()).isEqualTo(3);
                assertThat(CaseJournal.check(file, Optional.of(head)).intact()).isTrue();
            }
            assertThat(Files.readAllLines(file)).hasSize(3);
        }
    }

    @Test
    void entriesAreMadeWhileTheDiskHangs() throws Exception {
        BadDisk disk = new BadDisk(file);
        try (CaseJournal journal = on(disk)) {
            journal.note("a", "first", Map.of());
            disk.hang = new CountDownLatch(1);
            Thread flusher = Thread.ofPlatform().start(() -> {
                try {
                    journal.sync();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(disk.hanging.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 1_000; i++) {
                journal.note("a", "while it hangs", Map.of());
            }
            assertThat(flusher.isAlive()).isTrue();
            disk.hang.countDown();
            flusher.join();
            assertThat(journal.sync().entries()).isEqualTo(1_001);
        }
        assertThat(CaseJournal.check(file, Optional.empty()).entries()).isEqualTo(1_001);
    }

    @Test
    void entriesFromSeveralThreadsAndSyncsBetweenThemChain() throws Exception {
        try (CaseJournal journal = CaseJournal.open(file, clock, Optional.empty())) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int number = t;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        if (i % 3 == 0) {
                            journal.good(number * 1_000_000L + i, number * 1_000_000L + i + 1, i);
                        } else {
                            journal.note("thread", "entry " + i, Map.of("thread", number));
                        }
                    }
                }));
            }
            while (threads.stream().anyMatch(Thread::isAlive)) {
                journal.sync();
            }
        }
        ChainCheck check = CaseJournal.check(file, Optional.empty());
        assertThat(check.intact()).isTrue();
        assertThat(check.entries()).isGreaterThan(5_000);
    }

    @Test
    void anyTextAndAnyValueIsWholeJson() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<Map<String, Object>> written = new ArrayList<>();
        try (CaseJournal journal = CaseJournal.open(file, clock, Optional.empty())) {
            for (int i = 0; i < 3_000; i++) {
                Map<String, Object> facts = new HashMap<>();
                facts.put(text(random), text(random));
                facts.put("number", random.nextLong() >> random.nextInt(64));
                facts.put("real", Double.longBitsToDouble(random.nextLong()));
                facts.put("list", Arrays.asList(1, null, true, List.of(text(random)), Map.of("k", (short) 3)));
                written.add(facts);
                journal.note("fuzz", facts.toString(), facts);
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(written.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonObject entry = JsonParser.parseString(lines.get(i)).getAsJsonObject();
            assertThat(entry.get("n").getAsLong()).isEqualTo(i + 1);
            assertThat(entry.get("sentence").getAsString()).isEqualTo(paired(written.get(i).toString()));
            assertThat(entry.getAsJsonObject("facts").get("number").getAsLong()).isEqualTo(written.get(i).get("number"));
        }
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x100) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    /** The same text with every lone surrogate replaced, as UTF-8 must have it. */
    private static String paired(String text) {
        int[] codePoints = text.codePoints().map(c -> c >= 0xD800 && c < 0xE000 ? 0xFFFD : c).toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    @Test
    void equalFactsGiveEqualBytesWhateverTheOrderOfTheMap() throws IOException {
        JsonText one = new JsonText(10).value(new java.util.LinkedHashMap<>(Map.of("a", 1)));
        Map<String, Object> forward = new java.util.LinkedHashMap<>();
        Map<String, Object> backward = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forward.put("key" + i, i);
            backward.put("key" + (19 - i), 19 - i);
        }
        assertThat(new String(one.array(), 0, one.length())).isEqualTo("{\"a\":1}");
        assertThat(bytes(new JsonText(10).value(forward))).isEqualTo(bytes(new JsonText(10).value(backward)));
    }

    private static byte[] bytes(JsonText text) {
        return Arrays.copyOf(text.array(), text.length());
    }

    @Test
    void formatsMoreThanAHundredThousandFailuresASecondOfTheOwnersTime() throws IOException {
        int count = 100_000;
        try (CaseJournal journal = CaseJournal.open(file, clock, Optional.empty())) {
            fail(journal, count);
            journal.sync();
            var threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            fail(journal, count);
            long formatting = threads.getCurrentThreadCpuTime() - start;
            Head head = journal.sync();
            long all = threads.getCurrentThreadCpuTime() - start;
            System.out.printf("%,d failures: %,.0f a second formatted, %,.0f a second with chaining and writing%n", count,
                    count * 1e9 / formatting,
                    count * 1e9 / all);
            assertThat(head.entries()).isEqualTo(2L * count);
            assertThat(count * 1e9 / formatting).isGreaterThan(100_000);
        }
    }

    private void fail(CaseJournal journal, int count) {
        for (int i = 0; i < count; i++) {
            clock.nanos += 10_000;
            journal.failed(ReadRequest.of(i * 8L, 8, ReadMethod.DMA, 500),
                    new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, i * 8L + 3, 0,
                            Evidence.of(8_123_456, new Registers(0x51, 0x40, 0, i * 8L + 3, 0xE0))),
                    "scrape");
        }
    }
}
