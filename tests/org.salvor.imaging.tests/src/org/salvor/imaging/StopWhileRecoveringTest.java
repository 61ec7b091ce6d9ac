package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.salvor.ata.Registers;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.plan.Rung;
import org.salvor.power.PowerSwitch;
import org.salvor.simulation.PassingDrive;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

/** Stops that come while a drive is being brought back: how long they take, what they leave behind, what they cost. */
class StopWhileRecoveringTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long READY_MILLIS = 60_000;

    @TempDir
    Path folder;
    private SimulatedDrive simulated;
    private Deaf drive;
    private SimulatedJob job;

    /** A drive that after a reset, or from some read on, answers nothing any more. */
    private static final class Deaf extends PassingDrive {
        private final List<String> commands = new ArrayList<>();
        private final Clock clock;
        private boolean deaf;
        private int deafFromRead = Integer.MAX_VALUE;
        private long deafNanos = -1;
        private int reads;
        /** Called once the drive has been deaf for so long. */
        private Runnable call;
        private long callAfterNanos;

        Deaf(Drive drive) {
            super(drive);
            clock = new Clock() {
                @Override
                public long nanos() {
                    return drive.clock().nanos();
                }

                @Override
                public Instant wallTime() {
                    return drive.clock().wallTime();
                }

                @Override
                public void sleep(long nanos) {
                    drive.clock().sleep(nanos);
                    if (call != null && deafNanos >= 0 && nanos() - deafNanos >= callAfterNanos) {
                        call.run();
                    }
                }
            };
        }

        @Override
        public Clock clock() {
            return clock;
        }

        private ResetOutcome silence(long millis) {
            clock.sleep(millis * 1_000_000);
            return new ResetOutcome.StillBusy("BSY stays set.", millis * 1_000_000);
        }

        @Override
        public IdentifyOutcome identify(long timeoutMillis) {
            commands.add("identify");
            return deaf ? new IdentifyOutcome.NoAnswer("it is deaf") : super.identify(timeoutMillis);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            commands.add("read");
            if (++reads >= deafFromRead) {
                deaf = true;
                deafNanos = clock.nanos();
                clock.sleep(1);
            }
            return deaf ? new ReadOutcome.TimedOut(false, 0, Evidence.of(1, Registers.NONE)) : super.read(request, into);
        }

        @Override
        public ResetOutcome reset(Reset reset, long readyMillis) {
            commands.add("reset " + reset);
            deaf = true;
            return silence(readyMillis);
        }

        @Override
        public ResetOutcome awaitReady(long readyMillis) {
            return deaf ? silence(readyMillis) : super.awaitReady(readyMillis);
        }
    }

    @BeforeEach
    void makeJob() throws Exception {
        simulated = SimulatedDrive.open("sim:healthy?size=4MiB");
        drive = new Deaf(simulated);
        job = new SimulatedJob(simulated, folder);
        job.source = drive;
    }

    private long now() {
        return drive.clock().nanos();
    }

    /** Says stop once so much drive time is over. */
    private BooleanSupplier stopAt(long nanos) {
        return () -> now() >= nanos;
    }

    private SourceHands hands(BooleanSupplier stopping) {
        return new SourceHands(drive, drive.identity(), Optional.<PowerSwitch>of(simulated), job, stopping);
    }

    private static Rung rung(Rung.Step step, long waitMillis) {
        return new Rung(step, waitMillis, READY_MILLIS, 10, 10);
    }

    @ParameterizedTest
    @EnumSource(value = Rung.Step.class, names = { "SOFT_RESET", "HARD_RESET" })
    void aStopWhileADriveIsAwaitedAfterAResetTakesLessThanASecond(Rung.Step step) {
        Event end = hands(stopAt(now() + 2 * SECOND_NANOS)).recover(rung(step, 250), () -> {
        });
        assertThat(now()).isBetween(2 * SECOND_NANOS, 3 * SECOND_NANOS);
        assertThat(end).isEqualTo(new Event.CutShort(true));
    }

    @Test
    void aStopWhileADriveIsAwaitedAfterItsPowerCameBackTakesLessThanASecond() {
        drive.deaf = true;
        Event end = hands(stopAt(now() + 20 * SECOND_NANOS)).recover(rung(Rung.Step.RE_POWER, 3_000), () -> {
        });
        assertThat(now()).isBetween(20 * SECOND_NANOS, 21 * SECOND_NANOS);
        assertThat(end).isEqualTo(new Event.CutShort(true));
    }

    @Test
    void aStopWhileASilentDriveIsAwaitedTakesLessThanASecond() {
        drive.deaf = true;
        Event end = hands(stopAt(now() + 2 * SECOND_NANOS)).awaitReady(READY_MILLIS);
        assertThat(now()).isBetween(2 * SECOND_NANOS, 3 * SECOND_NANOS);
        assertThat(end).isEqualTo(new Event.CutShort(true));
    }

    @Test
    void aStopDuringAResetByHandTakesLessThanASecond() {
        hands(stopAt(now() + 2 * SECOND_NANOS)).resetByHand(Reset.HARD, READY_MILLIS);
        assertThat(now()).isBetween(2 * SECOND_NANOS, 3 * SECOND_NANOS);
    }

    @Test
    void powerThatWasCutComesBackWhenTheJobStops() {
        Event end = hands(stopAt(now() + SECOND_NANOS)).recover(rung(Rung.Step.RE_POWER, 30_000), () -> {
        });
        assertThat(simulated.hardware().powered()).isTrue();
        assertThat(now()).as("no longer without power than it must be").isBetween(3 * SECOND_NANOS, 4 * SECOND_NANOS);
        assertThat(end).isEqualTo(new Event.CutShort(true));
    }

    @ParameterizedTest
    @EnumSource(Rung.Step.class)
    void aStepThatAStopForestallsLeavesTheDriveAlone(Rung.Step step) {
        List<String> leaving = new ArrayList<>();
        long stop = step == Rung.Step.RE_POWER ? now() : now() + SECOND_NANOS; // the wait of a power cycle is the time without power
        Event end = hands(stopAt(stop)).recover(rung(step, 10_000), () -> leaving.add("left"));
        assertThat(end).isEqualTo(new Event.CutShort(false));
        assertThat(leaving).isEmpty();
        assertThat(drive.commands).isEmpty();
        assertThat(simulated.hardware().powered()).isTrue();
    }

    /** Runs a job whose drive falls silent, and stops it so many milliseconds of drive time later. */
    private ImagerSnapshot stopAfterSilence(long millis) throws Exception {
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        drive.deafFromRead = 3;
        drive.callAfterNanos = millis * 1_000_000;
        drive.call = () -> imager.order(new ImagerOrder.Stop());
        return job.run(imager);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "100, 0", "2000, 1" }) // with the read that fails; in the wait before the soft reset; after it
    void onlyStepsThatLeftCountAgainstTheBudget(long stopAfterMillis, long resets) throws Exception {
        ImagerSnapshot end = stopAfterSilence(stopAfterMillis);
        assertThat(end.state()).isEqualTo(ImagerState.STOPPED);
        assertThat(end.resets()).isEqualTo(resets);
        assertThat(end.powerCycles()).isZero();
        assertThat(drive.commands.stream().filter(command -> command.startsWith("reset"))).hasSize((int) resets);
        SchedulerState saved = SchedulerState.decode(job.savedState());
        assertThat(saved.taken[Rung.Step.SOFT_RESET.ordinal()]).isEqualTo(resets);
        assertThat(saved.taken[Rung.Step.HARD_RESET.ordinal()]).isZero();
    }

    @Test
    void whatGoesOnAfterwardsAsksTheDriveWhoItIsBeforeAnythingElse() throws Exception {
        stopAfterSilence(2_000);
        drive.deaf = false;
        drive.deafFromRead = Integer.MAX_VALUE;
        drive.commands.clear();
        ImagerSnapshot end = job.run(PlainPlans.thorough(1, false));
        assertThat(drive.commands.getFirst()).isEqualTo("identify");
        assertThat(end.state()).isEqualTo(ImagerState.FINISHED);
        assertThat(job.firstWrong()).isEqualTo(-1);
    }
}
