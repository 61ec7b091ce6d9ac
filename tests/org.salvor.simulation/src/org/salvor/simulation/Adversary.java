package org.salvor.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.salvor.drive.Reset;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerOrder;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/**
 * Runs one imager of a job after the other and does to it whatever a seed decides: lanes that lag, orders at any moment, in the middle of a command too,
 * other plans, destinations and journals that fail and come back or are replaced, stops, and the death of the process or of the whole machine.
 */
final class Adversary {
    private static final List<String> TROUBLES = List.of("none", "writes", "flushes", "flushes lose", "reads", "map", "journal");
    private static final int STEPS_TO_STOP = 20_000;

    private final SimulatedJob job;
    private final SplittableRandom random;
    private final Story story;
    private final SourceWatch watch;
    private final RandomPlans plans;
    private final boolean distrustful;
    private final LaggingLane writer = new LaggingLane();
    private final LaggingLane flusher = new LaggingLane();
    private final List<MemoryDestination> replaced = new ArrayList<>();
    private PassPlan plan;
    private Imager imager;
    private boolean otherPlan;
    private boolean stopping;

    /** @param distrustful whether reads after a reset cannot be believed, so that every plan must know it */
    Adversary(SimulatedJob job, SplittableRandom random, Story story, boolean distrustful) {
        this.job = job;
        this.random = random;
        this.story = story;
        this.distrustful = distrustful;
        watch = job.watch(story, random.split());
        watch.meanwhile = this::interfere;
        plans = new RandomPlans(random, job.drive.capabilities(), job.durable.sectorCount(), job.drive.identity().sectorBytes());
        job.writerLane = writer;
        job.flusherLane = flusher;
    }

    /** Lives of the job, each to a death, a stop or the end of its plan. */
    void live(int lives, PassPlan first) throws IOException {
        plan = first;
        for (int life = 0; life < lives && story.broken() == null; life++) {
            if (life == 0 ? random.nextBoolean() : random.nextInt(3) == 0) {
                plan = plans.next(distrustful);
                otherPlan = true;
                job.restartPlan();
            }
            if (life > 0 && random.nextInt(8) == 0) {
                moveImage();
            }
            begin("life " + (life + 1));
            watch.swapPercent = random.nextInt(3) > 0 ? 0 : 30;
            run();
            die();
        }
    }

    private void begin(String what) throws IOException {
        story.step("%s begins with plan %s of %d passes: durable %s", what, plan.name(), plan.passes().size(),
                job.durable.totals().toString());
        stopping = false;
        job.operatorsResets = 0;
        imager = null;
        watch.newLife();
        imager = job.imager(plan);
    }

    private void run() throws IOException {
        long steps = 1L << random.nextInt(11);
        long healAt = -1;
        boolean works = true;
        for (long step = 0; step < steps && works && story.broken() == null; step++) {
            works = step();
            boolean failed = imager.snapshot().state() == ImagerState.FAILED;
            if (healAt < 0 && random.nextInt(40) == 0) {
                trouble(TROUBLES.get(random.nextInt(TROUBLES.size())));
                healAt = step + random.nextInt(1, 60);
            } else if (step >= healAt && healAt >= 0 || failed && random.nextInt(20) == 0) {
                trouble("none");
                healAt = -1;
            }
            if (failed && random.nextInt(4) == 0) {
                requireLeftAlone();
                retryOrReplace();
            }
            if (random.nextInt(30) == 0) {
                order();
            }
        }
        trouble("none");
    }

    private void die() {
        if (stopping || random.nextInt(3) == 0) {
            stop();
        }
        writer.forget();
        flusher.forget();
        boolean machine = random.nextBoolean();
        story.step(machine ? "the machine dies in state %s" : "the process dies in state %s", imager.snapshot().state().name());
        if (machine) {
            job.destination.crash(random);
        }
        job.requireSound();
    }

    /** Brings the job to its end without any more trouble. */
    Imager finish(PassPlan last) throws IOException {
        plan = last;
        watch.comeBack();
        if (otherPlan) {
            job.restartPlan();
        }
        begin("the last life");
        watch.meanwhile = () -> {
        };
        long most = 200_000 + 50 * job.durable.sectorCount();
        long steps = 0;
        while (works() && story.broken() == null) {
            writer.run(Integer.MAX_VALUE);
            flusher.run(Integer.MAX_VALUE);
            job.hostClock.advance(1_000_000);
            if (imager.snapshot().state() == ImagerState.NEEDS_OPERATOR) {
                job.drive.off();
                job.drive.clock().sleep(5_000_000_000L);
                job.drive.on();
                give(new ImagerOrder.Continue());
            }
            if (++steps > most) {
                story.broken("a plan ends", "the last life did not end in %d steps; it is in pass %d, %s", steps,
                        imager.snapshot().passIndex() + 1, imager.snapshot().sentence());
            }
        }
        watch.settle();
        job.requireSound();
        return imager;
    }

    private boolean step() {
        boolean works = works();
        job.hostClock.advance(random.nextLong(30_000_000));
        if (random.nextInt(4) > 0) {
            writer.run(random.nextInt(1, 20));
        }
        if (random.nextInt(4) > 0) {
            flusher.run(random.nextInt(1, 5));
        }
        job.requireUntouched();
        return works;
    }

    private boolean works() {
        Thread.currentThread().interrupt();
        try {
            return imager.doWork();
        } finally {
            Thread.interrupted();
            watch.settle();
        }
    }

    private void requireLeftAlone() {
        long commands = job.drive.hardware().counters().commands();
        for (int i = 0; i < 5; i++) {
            step();
        }
        if (job.drive.hardware().counters().commands() != commands) {
            story.broken("the source rests while our own side has failed", "a command left while our own side had failed");
        }
    }

    private void trouble(String kind) {
        story.step("trouble with our own side: %s", kind);
        job.destination.failWritesFromOffset = kind.equals("writes") ? random.nextLong(job.destination.capacityBytes()) : Long.MAX_VALUE;
        job.destination.failFlushes = kind.startsWith("flushes");
        job.destination.loseOnFailedFlush = kind.equals("flushes lose");
        job.destination.failReads = kind.equals("reads");
        job.failCommits = kind.equals("map");
        job.failSyncs = kind.equals("journal");
    }

    private void retryOrReplace() {
        boolean replace = random.nextInt(4) == 0 && imager.snapshot().state() == ImagerState.FAILED;
        if (replace) {
            replaced.add(job.destination);
            job.destination = job.destination.copy();
        }
        story.step(replace ? "the operator gives another destination" : "the operator retries the destination");
        give(new ImagerOrder.UseDestination(job.opened()));
    }

    /** Between two lives the operator moves the image; what the old destination does not give back is read from the source again. */
    private void moveImage() throws IOException {
        job.destination.crash();
        replaced.add(job.destination);
        job.destination = job.destination.copy();
        long first = random.nextLong(job.durable.sectorCount());
        LbaRange lost = new LbaRange(first, Math.min(job.durable.sectorCount(), first + random.nextInt(1, 300)));
        boolean some = random.nextBoolean();
        story.step("the image is moved, %d sectors from %d do not come along", some ? lost.sectorCount() : 0, lost.firstLba());
        if (some) {
            loseRead(lost);
            otherPlan = true;
            job.restartPlan();
        }
    }

    private void loseRead(LbaRange lost) {
        for (long lba = lost.firstLba(); lba < lost.endLba(); lba++) {
            if (job.durable.stateAt(lba).stage() == Stage.READ || job.durable.stateAt(lba).stage() == Stage.SUSPECT) {
                job.durable.set(new LbaRange(lba, lba + 1), SectorState.UNTRIED);
            }
        }
    }

    private void give(ImagerOrder order) {
        if (order instanceof ImagerOrder.Stop) {
            watch.stopped();
            stopping = true;
        }
        if (job.tampering.obeys(order)) {
            imager.order(order);
        }
    }

    /** In the middle of a command, where the owner thread cannot look. */
    private void interfere() {
        if (imager != null && !stopping && random.nextInt(300) == 0) {
            if (random.nextInt(6) == 0) {
                story.step("the operator stops the job in the middle of a command");
                give(new ImagerOrder.Stop());
            } else {
                order();
            }
        }
    }

    private void order() {
        if (stopping) {
            return;
        }
        ImagerOrder order = switch (random.nextInt(6)) {
        case 0 -> new ImagerOrder.Pause();
        case 1, 2, 3 -> new ImagerOrder.Continue();
        case 4 -> new ImagerOrder.ResetSource(random.nextBoolean() ? Reset.SOFT : Reset.HARD);
        default -> random.nextInt(5) == 0 ? new ImagerOrder.SkipPass() : new ImagerOrder.Continue();
        };
        story.step("the operator orders: %s", order.toString());
        job.operatorsResets += order instanceof ImagerOrder.ResetSource ? 1 : 0;
        otherPlan |= order instanceof ImagerOrder.SkipPass;
        give(order);
    }

    private void stop() {
        if (!stopping) {
            story.step("the operator stops the job in state %s", imager.snapshot().state().name());
            give(new ImagerOrder.Stop());
        }
        int steps = 0;
        while (step() && story.broken() == null) {
            writer.run(5);
            flusher.run(5);
            if (++steps > STEPS_TO_STOP) {
                story.broken("a stop stops", "the job went on for %d steps after the stop, in state %s", steps,
                        imager.snapshot().state().name());
            }
        }
    }

    /** Gives back the memory of destinations that were replaced. */
    void free() {
        replaced.forEach(MemoryDestination::free);
    }
}
