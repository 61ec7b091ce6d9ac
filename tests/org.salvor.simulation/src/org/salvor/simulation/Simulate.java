package org.salvor.simulation;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.PassPlan;
import org.salvor.sectormap.Stage;

/** Runs one whole job, crashes included, that a seed decides: drive, size, plan and moments of death. The same seed gives the same run. */
public final class Simulate {
    private static final List<String> PROFILES = List.of("healthy", "clustered", "dead-head", "weak-head", "scratch", "weak-sectors", "hangs", "flash-freezes",
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
        int crashes = random.nextInt(12);
        out.println("seed " + seed + ": " + address + ", " + crashes + " crashes");
        Path folder = Files.createTempDirectory("salvor-simulation");
        try {
            return run(new SimulatedJob(SimulatedDrive.open(address), folder), plan, crashes, random, out);
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static boolean run(SimulatedJob job, PassPlan plan, int crashes, SplittableRandom random, PrintStream out) throws Exception {
        for (int crash = 1; crash <= crashes; crash++) {
            Imager imager = job.imager(plan);
            for (long steps = random.nextLong(1, 3_000); steps > 0 && imager.doWork(); steps--) {
                job.hostClock.advance(random.nextLong(30_000_000));
            }
            job.destination.crash();
            out.println("  crash " + crash + " in pass " + (imager.snapshot().passIndex() + 1) + ": durable " + job.durable.totals());
            if (job.firstWrong() >= 0) {
                out.println("  BROKEN: sector " + job.firstWrong() + " is read in the durable map and its bytes are wrong");
                return false;
            }
        }
        ImagerSnapshot end = job.run(plan);
        out.printf("  %s: %s; %d errors, %d resets, %d power cycles, %.0f s of drive time%n", end.state(), end.map().totals(), end.errors(), end.resets(),
                end.powerCycles(), end.driveSeconds());
        long readable = job.drive.truth().count(SectorFate.READABLE);
        boolean right = job.firstWrong() < 0 && end.state() == ImagerState.FINISHED && job.durable.totals().of(Stage.READ) >= readable
                && job.drive.hardware().counters().modifyingCommands() == 0;
        out.println(right ? "  every readable sector is on the destination, nothing wrong is called read, nothing was written to the source"
                : "  BROKEN: first wrong sector " + job.firstWrong() + ", readable " + readable);
        return right;
    }
}
