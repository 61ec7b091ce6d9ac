package org.salvor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.imaging.Imager;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

/** The engine on simulated drives that move no bytes: simulated commands a second, and what the engine itself costs. */
public final class EngineBench {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    /** Small enough for block-by-block rounds of about a second, big enough that start-up does not count. */
    private static final String HEALTHY = "sim:healthy?size=16GiB&bytes=none";
    private static final String CLUSTERED = "sim:clustered?size=64GiB&bytes=none";

    private EngineBench() {
    }

    /** Measures and prints; a minute or so. */
    public static void run(PrintStream out) {
        double[] perSecond = new double[ROUNDS];
        double[] overhead = new double[ROUNDS];
        double[] clustered = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Cost alone = reading(HEALTHY);
            Cost engine = imaging(HEALTHY, true);
            Cost whole = imaging(CLUSTERED, false);
            if (round >= 0) {
                perSecond[round] = engine.commands / engine.wallSeconds;
                overhead[round] = 100 * (engine.cpuSeconds - alone.cpuSeconds) / engine.driveSeconds;
                clustered[round] = whole.wallSeconds;
            }
        }
        out.printf("simulated commands through the whole engine   %,12.0f /s     (to reach: 200,000; %s)%n", median(perSecond),
                spread(perSecond));
        out.printf("engine CPU time over drive time, healthy      %12.3f %%      (to reach: < 5; %s)%n", median(overhead),
                spread(overhead));
        out.printf("a 64 GiB clustered job from end to end        %12.3f s      (%s)%n", median(clustered), spread(clustered));
    }

    private record Cost(double wallSeconds, double cpuSeconds, double driveSeconds, long commands) {
    }

    private static Cost imaging(String address, boolean blockByBlock) {
        try {
            Path folder = Files.createTempDirectory("salvor-bench");
            SimulatedJob job = new SimulatedJob(SimulatedDrive.open(address), folder, blockByBlock);
            Imager imager = job.imager(PlainPlans.thorough(1, false));
            Cost cost = cost(job.drive, () -> job.run(imager));
            Files.delete(folder);
            return cost;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DriveOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same commands without an engine around them: what the simulator alone costs. */
    private static Cost reading(String address) {
        try {
            SimulatedDrive drive = SimulatedDrive.open(address);
            return cost(drive, () -> SimulatedJob.readThrough(drive, PlainPlans.BLOCK_SECTORS));
        } catch (DriveOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cost cost(SimulatedDrive drive, Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long wall = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        long driveStart = drive.clock().nanos();
        long commands = drive.hardware().counters().commands();
        work.run();
        return new Cost((System.nanoTime() - wall) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9,
                (drive.clock().nanos() - driveStart) / 1e9,
                drive.hardware().counters().commands() - commands);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return "%d rounds, %.3g to %.3g".formatted(sorted.length, sorted[0], sorted[sorted.length - 1]);
    }
}
