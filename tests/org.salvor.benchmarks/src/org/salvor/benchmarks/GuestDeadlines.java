package org.salvor.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.ahci.AhciDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.linux.HostClock;

/** How late a COMRESET follows the deadline of a read that a slow drive did not answer in time, and when the drive is ready again. */
final class GuestDeadlines {
    private static final int SAMPLES = 200;
    private static final int MOST_READS = 400;
    private static final long TIMEOUT_MILLIS = 200;
    private static final long WATCH_NANOS = 100_000_000;
    private static final long READY_MILLIS = 10_000;
    /** What the transport waits right after it has written COMRESET, and nowhere else. */
    private static final long COMRESET_NANOS = 1_200_000;
    private final Noting clock = new Noting(new HostClock());
    private final String controller;

    GuestDeadlines(String controller) {
        this.controller = controller;
    }

    /** The host's clock, that notes when a COMRESET is out: the transport holds it for a certain time then. */
    private static final class Noting implements Clock {
        private final Clock host;
        private long comresetNanos = -1;

        Noting(Clock host) {
            this.host = host;
        }

        @Override
        public long nanos() {
            return host.nanos();
        }

        @Override
        public Instant wallTime() {
            return host.wallTime();
        }

        @Override
        public void sleep(long nanos) {
            if (nanos == COMRESET_NANOS) {
                comresetNanos = host.nanos();
            }
            host.sleep(nanos);
        }
    }

    void run() throws Exception {
        double[] answered = new double[SAMPLES];
        double[] issued = new double[SAMPLES];
        double[] ready = new double[SAMPLES];
        double[] machine = new double[SAMPLES];
        MemorySegment buffer = Arena.ofShared().allocate(4096, 4096);
        int samples = 0;
        int reads = 0;
        try (Drive drive = new AhciDriveProvider().open(DriveAddress.parse("ahci:" + controller + "/1"),
                new DriveContext(clock, CommandGate.readOnly()))) {
            for (; samples < SAMPLES && reads < MOST_READS; reads++) {
                long deadline = clock.nanos() + TIMEOUT_MILLIS * 1_000_000;
                ReadOutcome outcome = drive.read(ReadRequest.of(reads * 8L, 8, ReadMethod.DMA, TIMEOUT_MILLIS), buffer);
                long answer = clock.nanos();
                if (outcome instanceof ReadOutcome.TimedOut) {
                    clock.comresetNanos = -1;
                    ResetOutcome reset = drive.reset(Reset.HARD, READY_MILLIS);
                    if (!(reset instanceof ResetOutcome.Ready) || clock.comresetNanos < 0) {
                        throw new IllegalStateException("after " + samples + " resets: " + reset);
                    }
                    ready[samples] = (clock.nanos() - deadline) / 1e6;
                    issued[samples] = (clock.comresetNanos - deadline) / 1e6;
                    machine[samples] = watched();
                    answered[samples++] = (answer - deadline) / 1e6;
                }
            }
        }
        System.out.printf("%d of %d reads of a slow drive were not answered within %d ms%n", samples, reads, TIMEOUT_MILLIS);
        print("by watching a clock", machine, samples, "what the machine does to a thread that never sleeps; ");
        print("read given up", answered, samples, "");
        print("COMRESET issued", issued, samples, "to reach: p95 <= 10; ");
        print("drive ready again", ready, samples, "the emulated drive ends its read first; ");
    }

    /** How late a thread notices that a time has come that does nothing but look at the clock: what the emulator's threads lose to others. */
    private static double watched() {
        long deadline = System.nanoTime() + WATCH_NANOS;
        long now = System.nanoTime();
        while (now < deadline) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return (now - deadline) / 1e6;
    }

    private static void print(String what, double[] values, int count, String goal) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        System.out.printf("%-20s after the deadline: p50 %.2f ms, p95 %.2f ms (%sslowest %.2f ms)%n", what, sorted[count / 2],
                sorted[count * 95 / 100], goal, sorted[count - 1]);
    }
}
