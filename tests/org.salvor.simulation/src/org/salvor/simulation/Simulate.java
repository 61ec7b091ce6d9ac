package org.salvor.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Runs whole simulated jobs: {@code SEED...} replays seeds, {@code --count N [--from SEED]} runs many, {@code --failed} those that ever failed,
 * {@code --mutants} engines with a fault each.
 */
public final class Simulate {
    private static final Tampering NONE = new Tampering() {
    };

    private Simulate() {
    }

    public static void main(String[] args) throws Exception {
        try {
            System.exit(run(List.of(args)) ? 0 : 1);
        } catch (NumberFormatException e) {
            System.err.println(
                    "sim takes seeds, or --count N, --count N --from SEED, --failed, --mutants; seeds and counts are whole numbers");
            System.exit(2);
        }
    }

    private static boolean run(List<String> args) throws Exception {
        return switch (args.getFirst()) {
        case "--mutants" -> Mutants.run(System.out);
        case "--failed" -> many(failedOnce(), System.out);
        case "--count" -> {
            long first = args.size() > 3 && args.get(2).equals("--from") ? Long.parseLong(args.get(3)) : System.nanoTime() & 0xFFFF_FFFFL;
            System.out.println("seeds from " + first + " on");
            yield many(LongStream.range(first, first + Long.parseLong(args.get(1))).toArray(), System.out);
        }
        default -> {
            boolean sound = true;
            for (String arg : args) {
                sound &= run(Long.parseLong(arg), System.out);
            }
            yield sound;
        }
        };
    }

    /** Runs a seed and tells what became of it. False when an invariant broke. */
    public static boolean run(long seed, PrintStream out) throws Exception {
        Verdict verdict = new Simulation(seed, NONE).run();
        verdict.tell(out);
        return verdict.sound();
    }

    /** Runs engines with a fault each. False when one of them broke no invariant. */
    public static boolean mutants(PrintStream out) throws Exception {
        return Mutants.run(out);
    }

    /** What sums up every step of a seed's run: equal for equal runs. */
    public static long fingerprint(long seed) throws Exception {
        return new Simulation(seed, NONE).run().story().fingerprint();
    }

    /** Seeds that broke an invariant once, to be run for ever. */
    public static long[] failedOnce() throws IOException {
        try (InputStream in = Simulate.class.getResourceAsStream("failed-seeds.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty()).mapToLong(Long::parseLong).toArray();
        }
    }

    /** Runs many seeds on all processors. False when one broke an invariant. */
    public static boolean many(long[] seeds, PrintStream out) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        AtomicLong steps = new AtomicLong();
        ConcurrentLinkedQueue<Verdict> broken = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> accidents = new ConcurrentLinkedQueue<>();
        int threads = Runtime.getRuntime().availableProcessors();
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (long at = next.getAndIncrement(); at < seeds.length; at = next.getAndIncrement()) {
                        Verdict verdict = new Simulation(seeds[(int) at], NONE).run();
                        steps.addAndGet(verdict.story().steps());
                        if (!verdict.sound()) {
                            broken.add(verdict);
                            synchronized (out) {
                                verdict.tell(out);
                            }
                        }
                    }
                } catch (Throwable e) {
                    accidents.add(e);
                } finally {
                    done.countDown();
                }
            });
        }
        long began = System.nanoTime();
        while (!done.await(10, TimeUnit.SECONDS)) {
            System.err.printf("%d of %d seeds, %d broke an invariant, %.1f a second%n", Math.min(next.get(), seeds.length), seeds.length,
                    broken.size(), next.get() * 1e9 / (System.nanoTime() - began));
        }
        List<Verdict> all = new ArrayList<>(broken);
        all.sort((a, b) -> Long.compare(a.seed(), b.seed()));
        accidents.forEach(accident -> accident.printStackTrace(out));
        out.printf("%d seeds, %d steps, %.0f s: %s%n", seeds.length, steps.get(), (System.nanoTime() - began) / 1e9,
                all.isEmpty() && accidents.isEmpty() ? "every invariant held"
                        : all.size() + " broke an invariant: "
                                + all.stream().map(verdict -> verdict.seed() + " (" + verdict.rule() + ")").toList());
        return all.isEmpty() && accidents.isEmpty();
    }
}
