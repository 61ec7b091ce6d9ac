package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.Drive;
import org.salvor.drive.Reset;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapTotals;
import org.salvor.sectormap.Stage;
import org.salvor.simulation.PassingDrive;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;
import org.salvor.simulation.Tampering;
import org.salvor.testkit.Counts;

/** Stops, crashes and failures of our own side: nothing is lost but the last epoch, and nothing wrong is taken for right. */
class CrashTest {
    @TempDir
    Path folder;
    @TempDir
    Path other;

    static LongStream drivesThatCrash() {
        return Counts.seeds("drives, each with 20 crashes", 6, 200);
    }

    static LongStream liars() {
        return Counts.seeds("liars", 3, 60);
    }

    @ParameterizedTest
    @MethodSource("drivesThatCrash")
    void afterCrashesAtRandomStepsTheImageIsTheTruthAndTheMapNamesExactlyTheBadSectors(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedJob job = new SimulatedJob("sim:clustered?size=32MiB&seed=" + seed, folder);
        for (int crash = 0; crash < 20; crash++) {
            Imager imager = job.imager(PlainPlans.thorough(1, false));
            for (long steps = random.nextLong(1, 2_000); steps > 0 && imager.doWork(); steps--) {
                job.hostClock.advance(random.nextLong(20_000_000));
            }
            job.destination.crash();
            assertThat(job.firstWrong()).as("after crash %d", crash).isEqualTo(-1);
        }
        ImagerSnapshot end = job.run(PlainPlans.thorough(1, false));
        assertThat(end.state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.firstWrong()).isEqualTo(-1);
        assertThat(job.durable.totals().of(Stage.READ)).isEqualTo(job.drive.truth().count(SectorFate.READABLE));
        assertThat(job.durable.totals().of(Stage.BAD)).isEqualTo(job.drive.truth().count(SectorFate.UNREADABLE));
    }

    @Test
    void aJobThatWasStoppedAndResumedDoesWhatItWouldHaveDoneWithoutTheStop() throws Exception {
        SimulatedJob straight = new SimulatedJob("sim:clustered?size=32MiB&seed=3", folder);
        MapTotals expected = straight.run(PlainPlans.thorough(1, false)).map().totals();
        SimulatedJob stopped = new SimulatedJob("sim:clustered?size=32MiB&seed=3", other);
        for (int stop = 0; stop < 10; stop++) {
            Imager imager = stopped.imager(PlainPlans.thorough(1, false));
            for (int step = 0; step < 700; step++) {
                imager.doWork();
            }
            imager.order(new ImagerOrder.Stop());
            assertThat(stopped.run(imager).state()).isIn(ImagerState.STOPPED, ImagerState.FINISHED);
        }
        assertThat(stopped.run(PlainPlans.thorough(1, false)).map().totals()).isEqualTo(expected);
        assertThat(stopped.failures).isEqualTo(straight.failures);
    }

    @Test
    void noCommandLeavesAfterAStop() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:clustered?size=32MiB&seed=3", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        for (int step = 0; step < 50; step++) {
            imager.doWork();
        }
        long commands = job.drive.hardware().counters().commands();
        imager.order(new ImagerOrder.Stop());
        job.run(imager);
        assertThat(job.drive.hardware().counters().commands()).isEqualTo(commands);
    }

    @Test
    void noReadLeavesAfterAStopThatCameWhileTheSourceWasAskedForItsTemperature() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=4MiB", folder);
        List<Imager> imager = new ArrayList<>();
        job.tampering = new Tampering() {
            @Override
            public Drive source(Drive source) {
                return new PassingDrive(source) {
                    @Override
                    public OptionalInt temperatureCelsius() {
                        imager.getFirst().order(new ImagerOrder.Stop());
                        return drive.temperatureCelsius();
                    }
                };
            }
        };
        imager.add(job.imager(PlainPlans.thorough(1, false)));
        assertThat(job.run(imager.getFirst()).state()).isEqualTo(ImagerState.STOPPED);
        assertThat(job.drive.hardware().counters().reads()).isZero();
    }

    @Test
    void aSuccessAfterAFailureIsDurableBeforeTheNextCommandLeaves() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:weak-sectors?size=32MiB&seed=5", folder);
        Imager imager = job.imager(PlainPlans.thorough(3, false));
        int madeDurable = 0;
        long read = 0;
        while (imager.doWork() && imager.snapshot().state() != ImagerState.FINISHED) {
            // The host's clock stands still, so that only what cannot wait becomes durable.
            madeDurable += job.readSectors() > read ? 1 : 0;
            read = job.readSectors();
        }
        assertThat(madeDurable).isGreaterThan(10);
    }

    @Test
    void aFullDestinationStopsTheJobAndOnceThereIsRoomItGoesOnWithoutReadingAgainWhatWasWritten() throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=16MiB", folder);
        job.destination.failWritesFromOffset = 5_000_000;
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        ImagerSnapshot full = job.run(imager);
        assertThat(full.state()).isEqualTo(ImagerState.FAILED);
        assertThat(full.sentence()).contains("full");
        assertThat(job.firstWrong()).isEqualTo(-1);
        job.destination.failWritesFromOffset = Long.MAX_VALUE;
        imager.order(new ImagerOrder.UseDestination(job.destination));
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.firstWrong()).isEqualTo(-1);
        assertThat(job.durable.totals().of(Stage.READ)).isEqualTo(job.durable.sectorCount());
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void afterAFlushThatFailedOnlyWhatIsProvenToBeOnTheDestinationCounts(boolean lost) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:healthy?size=16MiB", folder);
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        for (int step = 0; step < 8; step++) {
            imager.doWork();
        }
        job.destination.failFlushes = true;
        job.destination.loseOnFailedFlush = lost;
        ImagerSnapshot failed = job.run(imager);
        assertThat(failed.state()).isEqualTo(ImagerState.FAILED);
        assertThat(job.firstWrong()).isEqualTo(-1);
        job.destination.failFlushes = false;
        long before = job.drive.hardware().counters().reads();
        imager.order(new ImagerOrder.UseDestination(job.destination));
        assertThat(job.run(imager).state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.firstWrong()).isEqualTo(-1);
        assertThat(job.durable.totals().of(Stage.READ)).isEqualTo(job.durable.sectorCount());
        boolean readAgain = job.drive.hardware().counters().reads() > before;
        assertThat(readAgain).as("what was lost is read again, and only that").isEqualTo(lost);
    }

    @ParameterizedTest
    @MethodSource("liars")
    void noWrongByteOfALiarStaysRead(long seed) throws Exception {
        SimulatedJob job = new SimulatedJob("sim:liar?size=64MiB&seed=" + seed, folder);
        Imager imager = job.imager(PlainPlans.thorough(1, true));
        imager.doWork();
        imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
        ImagerSnapshot end = job.run(imager);
        assertThat(end.state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.firstWrong()).isEqualTo(-1);
        assertThat(job.durable.totals().of(Stage.READ)).isEqualTo(job.durable.sectorCount());
    }

    @Test
    void theSavedStrategyComesBackAsItWas() throws Exception {
        SchedulerState state = new SchedulerState();
        state.passIndex = 3;
        state.position = 1L << 45;
        state.distrust = true;
        state.taken[1] = 7;
        state.takenAt.get(1).add(99L);
        state.addProvisional(new LbaRange(5, 9));
        assertThat(SchedulerState.decode(state.encode()).encode()).isEqualTo(state.encode());
    }
}
