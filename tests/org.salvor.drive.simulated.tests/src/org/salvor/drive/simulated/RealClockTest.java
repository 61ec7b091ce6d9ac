package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;

/** A drive with {@code clock=real} lives on the host's clock. */
class RealClockTest {

    @Test
    void theHostWaitsAsLongAsTheDriveTakes() throws Exception {
        VirtualClock host = new VirtualClock(Instant.EPOCH);
        try (SimulatedDrive drive = open("sim:clustered?clock=real&seed=2", host)) {
            long bad = Commands.firstUnreadable(drive);
            Commands.read(drive, bad - 1, 1);
            long before = host.nanos();
            assertThat(Commands.read(drive, bad, 1)).isInstanceOf(ReadOutcome.MediaError.class);
            assertThat((host.nanos() - before) / 1e6).isCloseTo(1000.1, within(0.01));
            assertThat(drive.clock()).isSameAs(host);
        }
    }

    @Test
    void aDriveOfSpeedTenTakesATenthOfTheTime() throws Exception {
        VirtualClock host = new VirtualClock(Instant.EPOCH);
        try (SimulatedDrive drive = open("sim:clustered?clock=real&seed=2&speed=10", host)) {
            long bad = Commands.firstUnreadable(drive);
            Commands.read(drive, bad - 1, 1);
            long before = host.nanos();
            long driveBefore = drive.clock().nanos();
            assertThat(Commands.read(drive, bad, 1)).isInstanceOf(ReadOutcome.MediaError.class);
            assertThat((host.nanos() - before) / 1e6).isCloseTo(100.01, within(0.01));
            assertThat((drive.clock().nanos() - driveBefore) / 1e6).isCloseTo(1000.1, within(0.01));
            assertThat(drive.clock().wallTime()).isEqualTo(host.wallTime());
        }
    }

    @Test
    void aVirtualDriveDoesNotTouchTheHostsClock() throws Exception {
        VirtualClock host = new VirtualClock(Instant.EPOCH);
        try (SimulatedDrive drive = open("sim:healthy", host)) {
            Commands.read(drive, 0, 100);
            assertThat(host.nanos()).isZero();
            assertThat(drive.clock().nanos()).isPositive();
        }
    }

    @Test
    void aWaitThatIsInterruptedEndsTheReadAndTheDriveGoesOn() throws Exception {
        VirtualClock time = new VirtualClock(Instant.EPOCH);
        boolean[] interrupts = { false };
        Clock host = new Clock() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant wallTime() {
                return time.wallTime();
            }

            @Override
            public void sleep(long nanos) {
                time.sleep(interrupts[0] ? nanos / 2 : nanos);
                if (interrupts[0]) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (SimulatedDrive drive = open("sim:clustered?clock=real&seed=2", host)) {
            long bad = Commands.firstUnreadable(drive);
            interrupts[0] = true;
            MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
            assertThat(drive.read(ReadRequest.of(bad, 1, ReadMethod.AUTO, 5000), buffer)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(Thread.interrupted()).as("the interrupt stays").isTrue();
            interrupts[0] = false;
            assertThat(drive.read(ReadRequest.of(0, 1, ReadMethod.AUTO, 100), buffer)).isInstanceOf(ReadOutcome.NotReady.class);
            assertThat(drive.read(ReadRequest.of(1, 1, ReadMethod.AUTO, 5000), buffer)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void aClockThatWakesTooEarlyIsSleptOnAgain() throws Exception {
        for (double speed : new double[] { 0.3, 2.5, 7.1, 333.3 }) {
            VirtualClock host = new VirtualClock(Instant.EPOCH);
            try (SimulatedDrive drive = open("sim:healthy?clock=real&speed=" + speed, host)) {
                for (int lba = 0; lba < 2000; lba++) {
                    assertThat(Commands.read(drive, lba * 7919L % 1_000_000, 1 + lba % 50)).isInstanceOf(ReadOutcome.Read.class);
                }
            }
        }
    }

    @Test
    void aClosedDriveAnswersNothing() throws Exception {
        SimulatedDrive drive = SimulatedDrive.open("sim:healthy");
        drive.close();
        assertThat(Commands.read(drive, 0, 1)).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(drive.hardware().counters().reads()).isZero();
    }

    private static SimulatedDrive open(String address, Clock clock) throws Exception {
        return SimulatedDrive.open(DriveSetup.of(DriveAddress.parse(address)), new DriveContext(clock, CommandGate.readOnly()));
    }
}
