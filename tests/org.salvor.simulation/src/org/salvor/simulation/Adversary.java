package org.salvor.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.SplittableRandom;
import org.salvor.drive.Reset;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerOrder;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.plan.PassPlan;

/**
 * Runs one imager of a job after the other and does to it whatever a seed decides: lanes that lag, orders at any moment, destinations and journals that fail
 * and come back, stops, and power failures that tear what was not flushed.
 */
final class Adversary {
    private static final List<String> TROUBLES = List.of("none", "writes", "flushes", "flushes lose", "reads", "map", "journal");

    private final SimulatedJob job;
    private final SplittableRandom random;
    private final PrintStream out;
    private final LaggingLane writer = new LaggingLane();
    private final LaggingLane flusher = new LaggingLane();
    private boolean tamperedWithPlan;

    Adversary(SimulatedJob job, SplittableRandom random, PrintStream out) {
        this.job = job;
        this.random = random;
        this.out = out;
        job.writerLane = writer;
        job.flusherLane = flusher;
    }

    /** One life of the job, to a crash, a stop or its end. False when an invariant broke. */
    boolean live(PassPlan plan) throws IOException {
        Imager imager = job.imager(plan);
        long steps = 1L << random.nextInt(11);
        int healAt = -1;
        boolean works = true;
        for (int step = 0; step < steps && works; step++) {
            works = step(imager);
            boolean failed = imager.snapshot().state() == ImagerState.FAILED;
            if (healAt < 0 && random.nextInt(40) == 0) {
                trouble(TROUBLES.get(random.nextInt(TROUBLES.size())));
                healAt = step + random.nextInt(1, 60);
            } else if (step >= healAt && healAt >= 0 || failed && random.nextInt(20) == 0) {
                trouble("none");
                healAt = -1;
            }
            if (failed && random.nextInt(4) == 0) {
                if (!leftAlone(imager)) {
                    return false;
                }
                imager.order(new ImagerOrder.UseDestination(job.destination));
            }
            if (random.nextInt(30) == 0) {
                order(imager);
            }
        }
        trouble("none");
        if (random.nextInt(3) == 0) {
            stop(imager);
        }
        writer.forget();
        flusher.forget();
        job.destination.crash(random);
        out.println("  ends in pass " + (imager.snapshot().passIndex() + 1) + ", " + imager.snapshot().state() + ": durable "
                + job.durable.totals());
        return job.isSound(out);
    }

    /** Brings the job to its end without any more trouble. */
    Imager finish(PassPlan plan) throws IOException {
        if (tamperedWithPlan) {
            job.restartPlan();
        }
        Imager imager = job.imager(plan);
        while (works(imager)) {
            writer.run(Integer.MAX_VALUE);
            flusher.run(Integer.MAX_VALUE);
            job.hostClock.advance(1_000_000);
            if (imager.snapshot().state() == ImagerState.NEEDS_OPERATOR) {
                imager.order(new ImagerOrder.Continue());
            }
        }
        return imager;
    }

    private boolean step(Imager imager) {
        boolean works = works(imager);
        job.hostClock.advance(random.nextLong(30_000_000));
        if (random.nextInt(4) > 0) {
            writer.run(random.nextInt(1, 20));
        }
        if (random.nextInt(4) > 0) {
            flusher.run(random.nextInt(1, 5));
        }
        return works;
    }

    private static boolean works(Imager imager) {
        Thread.currentThread().interrupt();
        try {
            return imager.doWork();
        } finally {
            Thread.interrupted();
        }
    }

    private boolean leftAlone(Imager imager) {
        long commands = job.drive.hardware().counters().commands();
        for (int i = 0; i < 5; i++) {
            step(imager);
        }
        boolean alone = job.drive.hardware().counters().commands() == commands;
        if (!alone) {
            out.println("  BROKEN: a command left for the source while our own side had failed");
        }
        return alone;
    }

    private void trouble(String kind) {
        job.destination.failWritesFromOffset = kind.equals("writes") ? random.nextLong(job.destination.capacityBytes()) : Long.MAX_VALUE;
        job.destination.failFlushes = kind.startsWith("flushes");
        job.destination.loseOnFailedFlush = kind.equals("flushes lose");
        job.destination.failReads = kind.equals("reads");
        job.failCommits = kind.equals("map");
        job.failSyncs = kind.equals("journal");
    }

    private void order(Imager imager) {
        switch (random.nextInt(5)) {
        case 0 -> imager.order(new ImagerOrder.Pause());
        case 1, 2 -> imager.order(new ImagerOrder.Continue());
        case 3 -> imager.order(new ImagerOrder.ResetSource(random.nextBoolean() ? Reset.SOFT : Reset.HARD));
        default -> {
            if (random.nextInt(5) == 0) {
                imager.order(new ImagerOrder.SkipPass());
                tamperedWithPlan = true;
            }
        }
        }
    }

    private void stop(Imager imager) {
        imager.order(new ImagerOrder.Stop());
        while (step(imager)) {
            writer.run(5);
            flusher.run(5);
        }
    }
}
