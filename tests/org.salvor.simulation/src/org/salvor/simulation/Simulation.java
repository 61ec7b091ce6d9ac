package org.salvor.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.Verifier;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Rung;
import org.salvor.imaging.plan.Skip;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/**
 * One whole job that a seed decides: drive, size, parts, plans, operator, troubles and deaths. The same seed gives the same run, step by step. One thread.
 */
final class Simulation {
    private static final List<String> PROFILES = List.of("healthy", "clustered", "dead-head", "weak-head", "scratch", "weak-sectors",
            "hangs", "flash-freezes", "slow-firmware", "wearing", "liar");
    private static final Path MEMORY = Path.of("/dev/shm");

    private final long seed;
    private final Tampering tampering;
    private final Story story = new Story();

    Simulation(long seed, Tampering tampering) {
        this.seed = seed;
        this.tampering = tampering;
    }

    Verdict run() throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        String profile = PROFILES.get(random.nextInt(PROFILES.size()));
        int most = random.nextInt(8) == 0 ? 60_000 : 12_000;
        String address = "sim:" + profile + "?seed=" + seed + "&size=" + random.nextInt(2_000, most) + "sectors";
        int lives = random.nextInt(12);
        Path folder = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "salvor-simulation")
                : Files.createTempDirectory("salvor-simulation");
        try (SimulatedJob job = new SimulatedJob(SimulatedDrive.open(address), folder)) {
            job.tampering = tampering;
            boolean lies = profile.equals("liar");
            Adversary adversary = new Adversary(job, random, story, lies);
            try {
                run(job, adversary, random, lives, lies || random.nextBoolean());
            } catch (RuntimeException e) {
                story.broken("no exception", "%s at %s", e.toString(), List.of(e.getStackTrace()).stream().limit(6).toList().toString());
            } finally {
                adversary.free();
            }
        } finally {
            delete(folder);
        }
        return new Verdict(seed, address + ", " + lives + " lives before the last", story.brokenRule(), story);
    }

    private void run(SimulatedJob job, Adversary adversary, SplittableRandom random, int lives, boolean distrust) throws IOException {
        excludeSome(job, random);
        long excluded = job.durable.totals().of(Stage.EXCLUDED);
        PassPlan plan = everything(1 + random.nextInt(3), distrust);
        adversary.live(lives, plan);
        if (story.broken() != null) {
            return;
        }
        ImagerSnapshot end = adversary.finish(plan).snapshot();
        if (story.broken() != null) {
            return;
        }
        story.step("the end: %s, %s", end.state().name(), job.durable.totals().toString());
        if (end.state() != ImagerState.FINISHED) {
            story.broken("a plan ends", "the last life ended as %s: %s", end.state().name(), end.sentence());
        }
        long missed = firstMissed(job);
        if (missed >= 0) {
            story.broken("what can be read is read", "sector %d can be read, and it is %s", missed, job.durable.stateAt(missed).toString());
        }
        Verifier.Report report = job.verify();
        if (!report.faults().isEmpty() || report.withoutHash() > 0) {
            story.broken("the hashes are those of the destination", "%s", report.toString());
        }
        if (job.durable.totals().of(Stage.EXCLUDED) != excluded) {
            story.broken("within the domain", "%d sectors were excluded, and %d are", excluded, job.durable.totals().of(Stage.EXCLUDED));
        }
        requireBudgets(job, lives);
    }

    /** Over all lives: a death may cost the memory of the last epoch, and with it of a few steps. */
    private void requireBudgets(SimulatedJob job, int lives) {
        for (Rung.Step step : Rung.Step.values()) {
            long most = PlainPlans.LADDER.stream().filter(rung -> rung.step() == step).mapToLong(Rung::perJob).max().orElse(0);
            if (job.taken(step) > most + 3L * lives) {
                story.broken("budgets are kept", "%s was taken %d times in the job", step.name(), job.taken(step));
            }
        }
    }

    /** The plan of the last life: it takes whatever other plans left over. */
    private static PassPlan everything(int retries, boolean distrust) {
        PassPlan thorough = PlainPlans.thorough(retries, distrust);
        List<Pass> passes = new ArrayList<>(thorough.passes());
        passes.addFirst(PlainPlans.rounds(
                PlainPlans.copy("over raw sectors", Stage.READ_IGNORING_ECC, Direction.FORWARD, 1, Skip.NONE, 20_000), 4, false));
        passes.add(PlainPlans.copy("read suspects again", Stage.SUSPECT, Direction.BACKWARD, 1, Skip.NONE, 20_000));
        passes.add(PlainPlans.rounds(PlainPlans.copy("confirm again", Stage.SUSPECT, Direction.FORWARD, 1, Skip.NONE, 20_000), 8, true));
        return new PassPlan("everything", thorough.sentence(), passes, thorough.ladder(), thorough.checks());
    }

    private static void excludeSome(SimulatedJob job, SplittableRandom random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            long first = random.nextLong(job.durable.sectorCount());
            job.durable.set(new LbaRange(first, random.nextLong(first, job.durable.sectorCount()) + 1), SectorState.of(Stage.EXCLUDED));
        }
    }

    /** First wanted sector that can be read and was not, -1 when there is none. */
    private static long firstMissed(SimulatedJob job) {
        RunCursor cursor = job.durable.runs();
        while (cursor.next()) {
            Stage stage = cursor.state().stage();
            for (long lba = cursor.firstLba(); lba < cursor.endLba() && stage != Stage.READ && stage != Stage.EXCLUDED; lba++) {
                if (job.drive.truth().fate(lba) == SectorFate.READABLE) {
                    return lba;
                }
            }
        }
        return -1;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
