package org.salvor.sectormap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.testkit.Counts;

class MapStoreCrashTest {
    private static final long SHORT_JOURNAL_BYTES = 600;
    private static final int EPOCHS = 14;

    @Test
    void keepsEveryEpochThatCameBackWhereverThePowerFails() throws IOException {
        long operations = operationsOfAWholeRun();
        assertThat(operations).as("operations of a run without failure").isBetween(50L, 1000L);
        int seeds = Counts.of("power failures at each operation", 6, 100);
        for (long failAt = 1; failAt <= operations; failAt++) {
            for (int seed = 0; seed < seeds; seed++) {
                crashOnce(failAt, seed);
            }
        }
    }

    private static long operationsOfAWholeRun() throws IOException {
        CrashFiles files = new CrashFiles();
        History history = new History(5);
        try (MapStore store = MapStore.create(files, History.SECTORS, SHORT_JOURNAL_BYTES)) {
            for (int i = 0; i < EPOCHS; i++) {
                store.append(history.next(1 + i % 4));
            }
        }
        return files.operations();
    }

    private static void crashOnce(long failAt, int seed) throws IOException {
        String where = "power lost at operation " + failAt + ", seed " + seed;
        SplittableRandom random = new SplittableRandom(failAt * 31 + seed);
        CrashFiles files = new CrashFiles();
        files.failAt(failAt);
        History history = new History(5);
        int durable = 0;
        boolean made = false;
        try (MapStore store = MapStore.create(files, History.SECTORS, SHORT_JOURNAL_BYTES)) {
            made = true;
            for (int i = 0; i < EPOCHS; i++) {
                store.append(history.next(1 + i % 4));
                durable++;
            }
        } catch (IOException e) {
            assertThat(e).as(where).hasStackTraceContaining("power lost");
        }
        CrashFiles found = files.afterCrash(random);
        if (!made && !MapStore.exists(found)) {
            return;
        }
        resume(found, history, durable, random, where);
    }

    /** Opens what a crash left, and crashes again now and then. */
    private static void resume(CrashFiles found, History history, int durableBefore, SplittableRandom random, String where)
            throws IOException {
        CrashFiles files = found;
        int durable = durableBefore;
        for (int round = 0; round < 3; round++) {
            files.failAt(2 + random.nextInt(30));
            try (MapStore store = MapStore.open(files, SHORT_JOURNAL_BYTES)) {
                int epoch = (int) store.epoch();
                assertThat(epoch).as(where + ", round " + round).isBetween(durable, history.length());
                history.expect(epoch, store.durable(), store.attachment(), where + ", round " + round);
                history.cutTo(epoch, store.durable());
                durable = epoch;
                for (int i = 0; i < 4; i++) {
                    store.append(history.next(2));
                    durable++;
                }
            } catch (IOException e) {
                assertThat(e).as(where).hasStackTraceContaining("power lost");
            }
            files = files.afterCrash(random);
        }
        StoredMap last = MapStore.read(files);
        assertThat(last.epoch()).as(where).isBetween((long) durable, (long) history.length());
        history.expect((int) last.epoch(), last.map(), last.attachment(), where);
    }
}
