package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Reset;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.plan.Rung;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

/** Destinations that do not answer and stops that come at bad moments, with real threads where the answer could come late. */
class HangTest {
    private static final long SOON_NANOS = 3_000_000_000L;

    @TempDir
    Path folder;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final ExecutorService flusher = Executors.newSingleThreadExecutor();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @AfterEach
    void endLanes() throws Exception {
        answer.countDown();
        writer.shutdown();
        writer.awaitTermination(10, TimeUnit.SECONDS); // what it writes goes on to the flusher
        flusher.shutdown();
    }

    /** Hangs when it is to give data back. */
    private final class Hanging implements Destination {
        private final Destination destination;

        Hanging(Destination destination) {
            this.destination = destination;
        }

        @Override
        public DestinationIdentity identity() {
            return destination.identity();
        }

        @Override
        public long capacityBytes() {
            return destination.capacityBytes();
        }

        @Override
        public int alignmentBytes() {
            return destination.alignmentBytes();
        }

        @Override
        public void write(long offsetBytes, MemorySegment data) throws DestinationException {
            destination.write(offsetBytes, data);
        }

        @Override
        public void flush() throws DestinationException {
            destination.flush();
        }

        @Override
        public long read(long offsetBytes, MemorySegment into) throws DestinationException {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return destination.read(offsetBytes, into);
        }

        @Override
        public void close() {
            destination.close();
        }
    }

    private SimulatedJob job(String address) throws Exception {
        SimulatedJob job = new SimulatedJob(address, folder);
        job.writerLane = writer;
        job.flusherLane = flusher;
        return job;
    }

    private void stopEndsIt(SimulatedJob job, Imager imager) throws Exception {
        Thread owner = Thread.ofPlatform().daemon().start(() -> {
            while (imager.doWork()) {
                job.hostClock.advance(1_000_000);
            }
        });
        asked.await();
        imager.order(new ImagerOrder.Stop());
        long commands = job.drive.hardware().counters().commands();
        // The host's clock of the job stands still while a destination is waited for, so patience is counted in real time here.
        long end = System.nanoTime() + SOON_NANOS;
        while (imager.snapshot().state() != ImagerState.STOPPED && System.nanoTime() < end) {
            job.hostClock.advance(100_000_000);
            Thread.sleep(1);
        }
        assertThat(imager.snapshot().state()).isEqualTo(ImagerState.STOPPED);
        answer.countDown();
        owner.join(Duration.ofSeconds(5));
        assertThat(job.drive.hardware().counters().commands()).isEqualTo(commands);
    }

    @Test
    void aStopEndsAJobWhoseDestinationDoesNotGiveSuspectSectorsBack() throws Exception {
        SimulatedJob job = job("sim:healthy?size=4MiB");
        job.durable.set(job.durable.wholeRange(), SectorState.of(Stage.SUSPECT));
        stopEndsIt(job, job.imager(PlainPlans.thorough(1, false), new Hanging(job.destination)));
    }

    @Test
    void aStopEndsAJobWhoseDestinationDoesNotGiveAKnownSectorBack() throws Exception {
        SimulatedJob job = job("sim:clustered?size=16MiB&seed=7");
        job.durable.set(new LbaRange(20_000, 20_001), SectorState.of(Stage.READ));
        Imager imager = job.imager(PlainPlans.thorough(1, false), new Hanging(job.destination));
        imager.doWork();
        imager.order(new ImagerOrder.ResetSource(Reset.SOFT));
        stopEndsIt(job, imager);
    }

    @Test
    void aStopEndsAJobWhoseDestinationDoesNotGiveDataBackForItsHashes() throws Exception {
        SimulatedJob job = job("sim:clustered?size=16MiB&seed=7");
        stopEndsIt(job, job.imager(PlainPlans.thorough(1, false), new Hanging(job.destination)));
    }

    @Test
    void aPowerThatWasCutStaysOffLongEnoughEvenWhenTheJobStops() throws Exception {
        SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=4MiB");
        long[] nanos = new long[2];
        PowerSwitch supply = new PowerSwitch() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public PowerOutcome off() {
                nanos[0] = drive.clock().nanos();
                return drive.off();
            }

            @Override
            public PowerOutcome on() {
                nanos[1] = drive.clock().nanos();
                return drive.on();
            }

            @Override
            public PowerState state() {
                return drive.state();
            }
        };
        SimulatedJob log = new SimulatedJob(drive, folder);
        SourceHands hands = new SourceHands(drive, drive.identity(), Optional.of(supply), log, () -> drive.state() == PowerState.OFF);
        hands.recover(new Rung(Rung.Step.RE_POWER, 10_000, 20_000, 1, 1), () -> {
        });
        assertThat(nanos[1] - nanos[0]).isGreaterThanOrEqualTo(supply.minimumOffTime().toNanos());
    }

    @Test
    void aDriveIsNotLeftWithoutPowerByASwitchThatDidNotConfirmItsCut() throws Exception {
        SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=4MiB");
        PowerSwitch supply = new PowerSwitch() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public PowerOutcome off() {
                drive.off();
                return new PowerOutcome.Failed("its answer was lost");
            }

            @Override
            public PowerOutcome on() {
                return drive.on();
            }

            @Override
            public PowerState state() {
                return drive.state();
            }
        };
        SimulatedJob log = new SimulatedJob(drive, folder);
        SourceHands hands = new SourceHands(drive, drive.identity(), Optional.of(supply), log, () -> false);
        Event event = hands.recover(new Rung(Rung.Step.RE_POWER, 10_000, 20_000, 1, 1), () -> {
        });
        assertThat(drive.state()).isEqualTo(PowerState.ON);
        assertThat(event).isInstanceOfSatisfying(Event.Recovered.class, recovered -> assertThat(recovered.words()).contains("lost"));
    }
}
