package org.salvor.simulation;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.Verifier;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/** Runs one whole job, crashes included, that a seed decides: drive, size, parts, plan, troubles and moments of death. The same seed gives the same run. */
public final class Simulate {
    private static final List<String> PROFILES = List.of("healthy", "clustered", "dead-head", "weak-head", "scratch", "weak-sectors",
            "hangs", "flash-freezes",
            "wearing", "liar");

    private Simulate() {
    }

    public static void main(String[] args) throws Exception {
        for (String arg : args) {
            if (!run(Long.parseLong(arg), System.out)) {
                System.exit(1);
            }
        }
    }

    /** Runs a seed and tells the story. False when an invariant broke. */
    public static boolean run(long seed, PrintStream out) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        String profile = PROFILES.get(random.nextInt(PROFILES.size()));
        String address = "sim:" + profile + "?seed=" + seed + "&size=" + random.nextInt(2_000, 60_000) + "sectors";
        PassPlan plan = PlainPlans.thorough(1 + random.nextInt(3), profile.equals("liar") || random.nextBoolean());
        int lives = random.nextInt(12);
        out.println("seed " + seed + ": " + address + ", " + lives + " lives before the last");
        Path folder = Files.createTempDirectory("salvor-simulation");
        try {
            return run(new SimulatedJob(SimulatedDrive.open(address), folder), plan, lives, random, out);
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static boolean run(SimulatedJob job, PassPlan plan, int lives, SplittableRandom random, PrintStream out) throws Exception {
        excludeSome(job, random);
        long excluded = job.durable.totals().of(Stage.EXCLUDED);
        Adversary adversary = new Adversary(job, random, out);
        for (int life = 0; life < lives; life++) {
            if (!adversary.live(plan)) {
                return false;
            }
        }
        ImagerSnapshot end = adversary.finish(plan).snapshot();
        out.printf("  %s: %s; %d errors, %d resets, %d power cycles, %.0f s of drive time%n", end.state(), end.map().totals(), end.errors(),
                end.resets(),
                end.powerCycles(), end.driveSeconds());
        Verifier.Report report = job.verify();
        long missed = firstMissed(job);
        boolean right = job.isSound(out) && end.state() == ImagerState.FINISHED && missed < 0 && report.faults().isEmpty()
                && report.withoutHash() == 0
                && job.durable.totals().of(Stage.EXCLUDED) == excluded;
        out.println(right ? "  every readable sector is on the destination, nothing wrong is called read, nothing was written to the source"
                : "  BROKEN: first missed sector " + missed + ", " + report);
        return right;
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
}
