package org.salvor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/** The sector map in memory and as text: ten million runs of a 30 TB drive beside a TreeMap, and ddrescue maps beside ddrescuelog. */
public final class SectorMapBench {
    /** 30 TB in sectors of 512 bytes. */
    private static final long SECTORS = 58_593_750_000L;
    private static final int RUNS = 10_000_000;
    private static final int WARM_UP_RUNS = 1_000_000;
    private static final int INSERT_ROUNDS = 3;
    private static final int SCAN_ROUNDS = 15;
    private static final int WINDOWS = 400;
    private static final int CELLS = 4000;
    private static final int STEPS = 2_000_000;
    private static final long SEED = 42;

    private static volatile long sink;

    private SectorMapBench() {
    }

    /** Measures and prints; some minutes, and some gigabytes of heap for the TreeMap. */
    public static void run(PrintStream out) {
        insert(out);
        heap(out);
        reading(out);
        steps(out);
        try {
            MapTextBench.run(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The numbers 0..count-1 in an order that chance makes. */
    static int[] order(int count) {
        int[] order = new int[count];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** First sector of the i-th of {@code count} runs that tile the drive, each of another length. */
    static long start(long i, int count) {
        return i == count ? SECTORS : i * (SECTORS / count) + (i == 0 ? 0 : (i * 0x9E3779B97F4A7C15L >>> 40) % (SECTORS / count));
    }

    private static long state(long i, boolean detailed) {
        SectorState state = SectorState.of(i % 2 == 0 ? Stage.READ : Stage.BAD);
        return (detailed ? new SectorState(state.stage(), Cause.UNCORRECTABLE, 1, 1 + (int) i % 3, 0x5140) : state).packed();
    }

    private static SectorMap map(int[] order, boolean detailed) {
        SectorMap map = new SectorMap(SECTORS);
        for (int i : order) {
            map.set(start(i, order.length), start(i + 1L, order.length), state(i, detailed));
        }
        return map;
    }

    private static TreeMap<Long, Long> tree(int[] order) {
        TreeMap<Long, Long> tree = new TreeMap<>();
        for (int i : order) {
            tree.put(start(i, order.length), state(i, false));
        }
        return tree;
    }

    /** What a map of runs on a TreeMap has to do to set a range: split the runs at both ends and drop what lies between. */
    private static TreeMap<Long, Long> splittingTree(int[] order) {
        TreeMap<Long, Long> tree = new TreeMap<>();
        tree.put(0L, SectorState.UNTRIED.packed());
        for (int i : order) {
            long first = start(i, order.length);
            long end = start(i + 1L, order.length);
            if (end < SECTORS) {
                tree.putIfAbsent(end, tree.floorEntry(end).getValue());
            }
            tree.subMap(first, end).clear();
            tree.put(first, state(i, false));
        }
        return tree;
    }

    private static void insert(PrintStream out) {
        int[] few = order(WARM_UP_RUNS);
        for (int i = 0; i < 3; i++) {
            sink += map(few, false).version() + tree(few).size() + splittingTree(few).size();
        }
        int[] order = order(RUNS);
        Span[] ours = new Span[INSERT_ROUNDS];
        Span[] plain = new Span[INSERT_ROUNDS];
        for (int round = 0; round < INSERT_ROUNDS; round++) {
            ours[round] = span(() -> map(order, false).version());
            plain[round] = span(() -> tree(order).size());
        }
        Span splitting = span(() -> splittingTree(order).size());
        double[] wall = ratios(ours, plain, Span::wallSeconds);
        double[] cpu = ratios(ours, plain, Span::cpuSeconds);
        out.printf(
                "10^7 runs in random order over 30 TB: %.2f s of the processor, TreeMap.put alone %.2f s, TreeMap that splits runs %.2f s%n",
                median(ours, Span::cpuSeconds), median(plain, Span::cpuSeconds), splitting.cpuSeconds());
        out.printf("  ratio to TreeMap.put, elapsed   %6.3f   (to reach: <= 0.25; %s)%n", median(wall), spread(wall));
        out.printf("  ratio to TreeMap.put, processor %6.3f   (%s)%n", median(cpu), spread(cpu));
    }

    /** How long something took, by the clock and of the processor. */
    private record Span(double wallSeconds, double cpuSeconds) {
    }

    private static Span span(LongSupplier work) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double wall = seconds(work);
        return new Span(wall, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    private static double median(Span[] spans, ToDoubleFunction<Span> part) {
        return median(Arrays.stream(spans).mapToDouble(part).toArray());
    }

    private static double[] ratios(Span[] ours, Span[] theirs, ToDoubleFunction<Span> part) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> part.applyAsDouble(ours[i]) / part.applyAsDouble(theirs[i]));
        return ratios;
    }

    private static void heap(PrintStream out) {
        int[] order = order(RUNS);
        for (boolean detailed : new boolean[] { false, true }) {
            long before = usedBytes();
            SectorMap map = map(order, detailed);
            double bytes = (usedBytes() - before) / (double) map.runCount(map.wholeRange());
            out.printf("heap a run, %-24s %6.2f B  (to reach: <= 16)%n", detailed ? "with pass and registers" : "stage, cause and tries",
                    bytes);
            sink += map.version();
        }
    }

    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }

    private static void reading(PrintStream out) {
        MapView view = map(order(RUNS), false).snapshot();
        scan(out, view);
        windows(out, "windows of a 30 TB map, 10^7 runs all over", view, SECTORS);
        windows(out, "windows of 10^7 runs within 10 pages", dense().snapshot(), 10L << 20);
    }

    private static void scan(PrintStream out, MapView view) {
        Span[] times = new Span[SCAN_ROUNDS];
        for (int round = -5; round < SCAN_ROUNDS; round++) {
            times[Math.max(0, round)] = span(() -> scan(view));
        }
        out.printf("full scan of 10^7 runs             %s   (to reach: <= 50 ms)%n", millis(times));
    }

    /** Median, spread, and the median of the processor's time, which other programs disturb less. */
    private static String millis(Span[] times) {
        double[] wall = Arrays.stream(times).mapToDouble(span -> 1000 * span.wallSeconds()).toArray();
        return "%6.2f ms, %.2f of the processor (%s)".formatted(median(wall), 1000 * median(times, Span::cpuSeconds), spread(wall));
    }

    private static long scan(MapView view) {
        long sum = 0;
        RunCursor runs = view.runs();
        while (runs.next()) {
            sum += runs.endLba() - runs.firstLba() ^ runs.packedState();
        }
        return sum;
    }

    /** Ten pages in which runs of one sector alternate, but for one sector in twenty. */
    private static SectorMap dense() {
        SectorMap map = new SectorMap(SECTORS);
        for (long lba = 0; lba < 10L << 20; lba++) {
            if (lba % 20 != 0) {
                map.set(lba, lba + 1, state(lba, false));
            }
        }
        return map;
    }

    private static void windows(PrintStream out, String what, MapView view, long sectors) {
        Span first = span(() -> view.window(new LbaRange(0, sectors), CELLS, -1).version());
        SplittableRandom random = new SplittableRandom(SEED);
        Span[] times = new Span[WINDOWS];
        for (int i = -200; i < WINDOWS; i++) {
            long length = Math.min(sectors, (long) (CELLS * Math.pow(sectors / (double) CELLS, random.nextDouble(0, 1.1))));
            LbaRange range = LbaRange.ofCount(random.nextLong(sectors - length + 1), length);
            times[Math.max(0, i)] = span(() -> view.window(range, CELLS, -1).summaries()[0]);
        }
        Span[] whole = new Span[SCAN_ROUNDS];
        for (int i = 0; i < SCAN_ROUNDS; i++) {
            whole[i] = span(() -> view.window(new LbaRange(0, sectors), CELLS, -1).summaries()[0]);
        }
        double slowest = Arrays.stream(times).mapToDouble(Span::cpuSeconds).max().orElseThrow();
        out.printf("%s, 4,000 cells (to reach: <= 5 ms)%n", what);
        out.printf("  any place and zoom               %s, slowest %.2f ms of the processor%n", millis(times), 1000 * slowest);
        out.printf("  all of it                        %s, very first %.2f ms of the processor%n", millis(whole),
                1000 * first.cpuSeconds());
    }

    /** What a scheduler does at each step: asks for the next sectors, marks them, looks at the totals; a view now and then. */
    private static void steps(PrintStream out) {
        Span[] times = new Span[5];
        for (int round = -2; round < times.length; round++) {
            times[Math.max(0, round)] = span(SectorMapBench::stepThrough);
        }
        out.printf("scheduler steps on a map of few runs %,12.0f /s, %,.0f a second of the processor (to reach: 200,000 with the engine)%n",
                STEPS / median(times, Span::wallSeconds), STEPS / median(times, Span::cpuSeconds));
    }

    private static long stepThrough() {
        SectorMap map = new SectorMap(SECTORS);
        StateFilter untried = StateFilter.of(Stage.UNTRIED);
        SectorState read = SectorState.of(Stage.READ).withLastPass(1);
        SectorState failed = new SectorState(Stage.NON_TRIMMED, Cause.UNCORRECTABLE, 1, 1, 0x5140);
        long at = 0;
        long sum = 0;
        for (int step = 0; step < STEPS; step++) {
            LbaRange next = map.nextStretch(new LbaRange(at, SECTORS), untried, 256);
            map.set(next, step % 10_000 == 9_999 ? failed : read);
            at = next.endLba() + (step % 10_000 == 9_999 ? 100_000 : 0);
            sum += map.totals().of(Stage.READ);
            if (step % 20_000 == 0) {
                sum += map.snapshot().version();
            }
        }
        return sum;
    }

    static double seconds(LongSupplier work) {
        long start = System.nanoTime();
        sink += work.getAsLong();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return "%d rounds, %,.3g to %,.3g".formatted(sorted.length, sorted[0], sorted[sorted.length - 1]);
    }
}
