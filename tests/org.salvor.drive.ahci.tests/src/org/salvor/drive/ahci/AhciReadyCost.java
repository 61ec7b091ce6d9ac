package org.salvor.drive.ahci;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Pace;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.linux.HostClock;

/** A benchmark in real time: how long after a read was sent a drive that hangs is ready again, with a deadline of 200 ms and a soft reset. */
public final class AhciReadyCost {
    private static final int SAMPLES = 50;
    private static final long TIMEOUT_MILLIS = 200;
    private static final double GOAL_MILLIS = 260;
    private static final String DRIVE = "sim:hangs?size=64MiB&hang=1&hang.soft=100&hang.hard=0";

    private AhciReadyCost() {
    }

    /** The host's clock from now on: a simulated drive's time begins at 0. */
    private record SinceNow(Clock host, long origin) implements Clock {

        @Override
        public long nanos() {
            return host.nanos() - origin;
        }

        @Override
        public Instant wallTime() {
            return host.wallTime();
        }

        @Override
        public void sleep(long nanos) {
            host.sleep(nanos);
        }
    }

    /** Nobody else uses the controller. */
    private static final class Alone implements Tenancy {

        @Override
        public Optional<String> whileAlone(Runnable work) {
            work.run();
            return Optional.empty();
        }

        @Override
        public void giveBack() {
            // it goes with the process
        }
    }

    /** Measures and prints. */
    public static void run(PrintStream out) throws Exception {
        HostClock host = new HostClock();
        Clock clock = new SinceNow(host, host.nanos());
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(DRIVE)));
        Hba hba = new Hba(new SimulatedHba(hardware, clock));
        hba.takeOver(new Pace(clock));
        MemorySegment buffer = Arena.ofAuto().allocate(512);
        double[] ready = new double[SAMPLES];
        try (AhciDrive drive = AhciDrive.open(hba, SimulatedHba.PORT, 0, new DriveContext(clock, CommandGate.readOnly()), new Alone())) {
            long bad = hardware.truth().nextNotReadable(20);
            for (int sample = 0; sample < SAMPLES; sample++) {
                long sent = clock.nanos();
                ReadOutcome outcome = drive.read(ReadRequest.of(bad, 1, ReadMethod.DMA, TIMEOUT_MILLIS), buffer);
                if (!(outcome instanceof ReadOutcome.TimedOut) || !(drive.reset(Reset.SOFT, 5000) instanceof ResetOutcome.Ready)) {
                    throw new IllegalStateException("the drive did not hang, or was not ready again: " + outcome);
                }
                ready[sample] = (clock.nanos() - sent) / 1e6;
            }
        }
        Arrays.sort(ready);
        out.printf(
                "a drive that hangs, deadline %d ms, soft reset: ready again after p50 %.1f ms, p95 %.1f ms (to reach: <= %.0f; %d samples, "
                        + "slowest %.1f ms)%n",
                TIMEOUT_MILLIS, ready[SAMPLES / 2], ready[SAMPLES * 95 / 100], GOAL_MILLIS, SAMPLES, ready[SAMPLES - 1]);
    }
}
