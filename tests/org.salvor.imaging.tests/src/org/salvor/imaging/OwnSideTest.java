package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.Reset;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

/** What happens to the source, the image and the hashes while our own side fails and comes back. */
class OwnSideTest {
    private static final int MANY_STEPS = 200;

    @TempDir
    Path folder;

    private static long commands(SimulatedJob job) {
        return job.drive.hardware().counters().commands();
    }

    private static void goOn(SimulatedJob job, Imager imager) {
        imager.order(new ImagerOrder.UseDestination(job.destination));
    }

    private static void requireIntact(SimulatedJob job) {
        Verifier.Report report = job.verify();
        assertThat(report.faults()).isEmpty();
        assertThat(report.withoutHash()).isZero();
        assertThat(job.firstWrong()).isEqualTo(-1);
    }

    private static boolean step(SimulatedJob job, Imager imager) {
        job.hostClock.advance(1_000_000);
        return imager.doWork();
    }

    @Test
    void whenSuspectSectorsCannotBeComparedTheSourceIsLeftAloneUntilTheDestinationIsBack() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=4MiB", folder);
        job.durable.set(job.durable.wholeRange(), SectorState.of(Stage.SUSPECT));
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        job.destination.failReads = true;
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FAILED);
        long commands = commands(job);
        for (int i = 0; i < MANY_STEPS; i++) {
            step(job, imager);
        }
        assertThat(commands(job)).isEqualTo(commands);
        assertThat(imager.snapshot().state()).isEqualTo(ImagerState.FAILED);
        job.destination.failReads = false;
        goOn(job, imager);
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        requireIntact(job);
    }

    @Test
    void whenHashesCannotBeCompletedTheJobSaysSoOnceAndGoesOnWhenTheDestinationIsBack() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:clustered?size=16MiB&seed=7", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        job.destination.failReads = true;
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FAILED);
        for (int i = 0; i < MANY_STEPS; i++) {
            step(job, imager);
        }
        assertThat(imager.snapshot().state()).isEqualTo(ImagerState.FAILED);
        assertThat(job.notes).filteredOn(note -> note.startsWith("own-side-failed")).hasSize(1);
        job.destination.failReads = false;
        goOn(job, imager);
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        requireIntact(job);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void whenTheJournalsDiskIsFullTheJobWaitsAndNothingIsReadTwice(boolean map) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=16MiB", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        for (int i = 0; i < 8; i++) {
            imager.doWork();
        }
        job.failCommits = map;
        job.failSyncs = !map;
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FAILED);
        long commands = commands(job);
        for (int i = 0; i < MANY_STEPS; i++) {
            step(job, imager);
        }
        assertThat(commands(job)).isEqualTo(commands);
        job.failCommits = false;
        job.failSyncs = false;
        goOn(job, imager);
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        assertThat(commands(job) - commands).as("all had been read").isZero();
        requireIntact(job);
    }

    @ParameterizedTest
    @ValueSource(longs = { 2, 5, 9, 14 })
    void hashesOfWhatWasLostAndReadAgainAreCompleteAtTheEnd(long steps) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=16MiB", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        for (long i = 0; i < steps; i++) {
            imager.doWork();
        }
        job.destination.failFlushes = true;
        job.destination.loseOnFailedFlush = true;
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FAILED);
        job.destination.failFlushes = false;
        goOn(job, imager);
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        requireIntact(job);
    }

    @Test
    void sectorsThatAreWrittenOnceMoreTakeTheHashOfTheirSegmentBack() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=4MiB", folder);
        assertThat(job.run(PlainPlans.thorough(1, false)).state()).isEqualTo(ImagerState.FINISHED);
        job.destination.write(100 * 512, MemorySegment.ofArray(new byte[512]));
        job.destination.flush();
        job.durable.set(new LbaRange(100, 101), SectorState.of(Stage.SUSPECT));
        job.restartPlan();
        assertThat(job.run(PlainPlans.thorough(1, false)).state()).isEqualTo(ImagerState.FINISHED);
        job.destination.write(100 * 512, MemorySegment.ofArray(new byte[512]));
        assertThat(job.verify().faults()).as("the hash is that of what was read last").hasSize(1);
    }

    @Test
    void fillingThatFailedIsDoneAgain() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:clustered?seed=7&size=8MiB", folder);
        job.fill = Fill.parse("marks");
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        while (imager.snapshot().state() != ImagerState.HASHING) {
            step(job, imager);
        }
        job.destination.failFlushes = true;
        job.destination.loseOnFailedFlush = true;
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FAILED);
        job.destination.failFlushes = false;
        goOn(job, imager);
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        long bad = job.durable.nextRun(job.durable.wholeRange(), StateFilter.of(Stage.BAD)).firstLba();
        byte[] sector = job.destination.durable().asSlice(bad * 512, 512).toArray(ValueLayout.JAVA_BYTE);
        assertThat(new String(sector, StandardCharsets.US_ASCII)).startsWith("SALVOR: SECTOR " + bad + " COULD NOT BE READ");
        requireIntact(job);
    }

    @Test
    void noSectorThatWasLostIsReadToCheckTheSourceAndThenThrownAway() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=16MiB", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        step(job, imager);
        step(job, imager);
        step(job, imager);
        job.destination.failFlushes = true;
        job.destination.loseOnFailedFlush = true;
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FAILED);
        job.destination.failFlushes = false;
        goOn(job, imager);
        imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
        int looked = job.notes.size();
        boolean reset = false;
        while (step(job, imager)) {
            for (; looked < job.notes.size(); looked++) {
                reset |= job.notes.get(looked).contains("Reset by the operator");
                if (job.notes.get(looked).startsWith("known-sector")) {
                    long lba = Long.parseLong(job.notes.get(looked).replaceAll("\\D*Sector (\\d+),.*", "$1"));
                    assertThat(job.durable.stateAt(lba).stage()).as(job.notes.get(looked)).isEqualTo(Stage.READ);
                }
            }
            if (!reset && imager.snapshot().state() == ImagerState.RUNNING) {
                imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
            }
        }
        assertThat(reset).isTrue();
        requireIntact(job);
    }

    @Test
    void aResetByHandDoesNotLeaveAfterAStop() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=16MiB", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        step(job, imager);
        imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
        imager.order(new ImagerOrder.Stop());
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.STOPPED);
        assertThat(job.notes).noneMatch(note -> note.contains("Reset by the operator"));
    }

    /** Brings a job to where an irreplaceable read waits in the flusher's lane. */
    private Imager upToAPreciousRead(SimulatedJob job, Queue<Runnable> flusher, int which) throws Exception {
        job.flusherLane = task -> {
            if (task instanceof FutureTask<?>) {
                task.run(); // somebody waits for it
            } else {
                flusher.add(task);
            }
        };
        Imager imager = job.imager(PlainPlans.thorough(3, false));
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            // The host's clock stands still, so that only what cannot wait is sealed.
            imager.doWork();
            boolean retrying = job.notes.stream().anyMatch(note -> note.startsWith("pass-begins") && note.contains("retry"));
            if (retrying && !flusher.isEmpty() && job.durable.totals().of(Stage.BAD) > 0 && ++found == which) {
                return imager;
            }
            drain(flusher);
        }
        throw new AssertionError("there was no precious read");
    }

    private static void drain(Queue<Runnable> lane) {
        while (!lane.isEmpty()) {
            lane.remove().run();
        }
    }

    @Test
    void aResetByHandWaitsForAnIrreplaceableReadToBecomeDurable() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:weak-sectors?size=32MiB&seed=5", folder);
        Queue<Runnable> flusher = new ArrayDeque<>();
        Imager imager = upToAPreciousRead(job, flusher, 1);
        long read = job.readSectors();
        imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
        imager.doWork();
        assertThat(job.notes).noneMatch(note -> note.contains("Reset by the operator"));
        drain(flusher);
        assertThat(job.readSectors()).isGreaterThan(read);
        imager.doWork();
        imager.doWork();
        assertThat(job.notes).anyMatch(note -> note.contains("Reset by the operator"));
    }

    @Test
    void afterAFailureAnIrreplaceableReadIsDurableBeforeTheNextCommandLeaves() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:weak-sectors?size=32MiB&seed=5", folder);
        Queue<Runnable> flusher = new ArrayDeque<>();
        Imager imager = upToAPreciousRead(job, flusher, 1);
        job.destination.failFlushes = true;
        drain(flusher);
        imager.doWork();
        assertThat(imager.snapshot().state()).isEqualTo(ImagerState.FAILED);
        job.destination.failFlushes = false;
        long commands = commands(job);
        long read = job.readSectors();
        goOn(job, imager);
        for (int i = 0; i < 5; i++) {
            imager.doWork();
        }
        assertThat(commands(job)).isEqualTo(commands);
        drain(flusher);
        assertThat(job.readSectors()).isGreaterThan(read);
        imager.doWork();
        imager.doWork();
        assertThat(commands(job)).isGreaterThan(commands);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aReadThatWasLostWhileRetryingCostsNoMoreThanItself(boolean late) throws Exception {
        int which = late ? 60 : 20;
        Queue<Runnable> flusher = new ArrayDeque<>();
        SimulatedJob straight = new SimulatedJob("sim:weak-sectors?size=16MiB&seed=5", Files.createDirectory(folder.resolve("straight")));
        Imager undisturbed = upToAPreciousRead(straight, flusher, which);
        do {
            drain(flusher);
        } while (undisturbed.doWork());
        SimulatedJob job = new SimulatedJob("sim:weak-sectors?size=16MiB&seed=5", folder);
        Imager imager = upToAPreciousRead(job, flusher, which);
        job.destination.failFlushes = true;
        job.destination.loseOnFailedFlush = true;
        drain(flusher);
        imager.doWork();
        assertThat(imager.snapshot().state()).isEqualTo(ImagerState.FAILED);
        job.destination.failFlushes = false;
        goOn(job, imager);
        while (imager.doWork()) {
            drain(flusher);
        }
        assertThat(commands(job)).isLessThan(commands(straight) + commands(straight) / 50);
        requireIntact(job);
    }

    @Test
    void everySectorStillEndsWhereItBelongsWhenTheFlusherIsSlow() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:clustered?size=8MiB&seed=4", folder);
        Queue<Runnable> flusher = new ArrayDeque<>();
        job.flusherLane = flusher::add;
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        for (int i = 0; imager.doWork(); i++) {
            job.hostClock.advance(10_000_000);
            if (i % 7 == 0 && !flusher.isEmpty()) {
                flusher.remove().run();
            }
        }
        assertThat(job.durable.totals().of(Stage.READ)).isEqualTo(job.drive.truth().count(SectorFate.READABLE));
        requireIntact(job);
    }

    @Test
    void whatIsLostAtTheEndIsReadAgainAndNothingElse() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:clustered?size=16MiB&seed=7", folder);
        Imager imager = job.imager(PlainPlans.thorough(2, false));
        job.destination.failFlushes = true;
        job.destination.loseOnFailedFlush = true;
        while (imager.snapshot().state() != ImagerState.FAILED) {
            imager.doWork(); // the host's clock stands still, so that nothing is sealed before the end
        }
        assertThat(imager.snapshot().map().totals().of(Stage.NON_SCRAPED)).as("every pass is through").isZero();
        long bad = imager.snapshot().map().totals().of(Stage.BAD);
        assertThat(bad).isPositive();
        long failures = job.failures;
        job.destination.failFlushes = false;
        goOn(job, imager);
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.failures).as("sectors that are known to be bad were not lost").isEqualTo(failures);
        assertThat(job.durable.totals().of(Stage.BAD)).isEqualTo(bad);
        requireIntact(job);
    }
}
