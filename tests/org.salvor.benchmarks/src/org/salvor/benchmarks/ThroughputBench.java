package org.salvor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;
import org.salvor.station.StationException;

/**
 * A healthy image from file to file, with SHA-256 and a durable map, against GNU ddrescue without hashing: in turns, with cold caches, both reading past the
 * page cache and both timed until the copy is synced. The start of the JVM is not counted, that of ddrescue is some milliseconds.
 */
public final class ThroughputBench {
    private static final long SIZE = 4L << 30;
    private static final int PAIRS = 9;

    private ThroughputBench() {
    }

    /** Measures and prints; needs room for three images and takes some minutes. */
    public static void run(PrintStream out) {
        try {
            Path folder = Files.createTempDirectory(
                    Path.of(System.getProperty("salvor.bench.folder", System.getProperty("java.io.tmpdir"))), "salvor-bench");
            try {
                measure(folder, out);
            } finally {
                delete(folder);
            }
        } catch (IOException | StationException | InterruptedException e) {
            out.println("could not be measured: " + e.getMessage());
        }
    }

    private static void measure(Path folder, PrintStream out) throws IOException, StationException, InterruptedException {
        if (!tool("ddrescue")) {
            out.println("skipped: GNU ddrescue is not installed");
            return;
        }
        Path source = random(folder.resolve("source.img"));
        double[] ours = new double[PAIRS];
        double[] theirs = new double[PAIRS];
        for (int pair = -1; pair < PAIRS; pair++) {
            boolean oursFirst = pair % 2 == 0;
            double first = oursFirst ? salvor(folder, source) : ddrescue(folder, source);
            double second = oursFirst ? ddrescue(folder, source) : salvor(folder, source);
            if (pair >= 0) {
                ours[pair] = oursFirst ? first : second;
                theirs[pair] = oursFirst ? second : first;
            }
        }
        double[] ratios = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            ratios[pair] = theirs[pair] / ours[pair];
        }
        Arrays.sort(ratios);
        out.printf("%d MiB file to file: Salvor %.2f s, ddrescue -d %.2f s (medians of %d)%n", SIZE >> 20, median(ours), median(theirs),
                PAIRS);
        out.printf("throughput with SHA-256 over ddrescue's without   %12.2f x      (to reach: >= 1.0; %d pairs, %.2f to %.2f)%n",
                ratios[PAIRS / 2], PAIRS,
                ratios[0], ratios[PAIRS - 1]);
    }

    private static double salvor(Path folder, Path source) throws StationException, IOException, InterruptedException {
        cold();
        Path job = folder.resolve("job");
        Path copy = folder.resolve("ours.img");
        try (LocalStation station = new LocalStation(new Providers().add(new FileDriveProvider()).add(new FileDestinationProvider()))) {
            long start = System.nanoTime();
            JobView view = station.start(new JobOrder(job.toString(), source.toString(), copy.toString(), "standard", List.of(), "", "",
                    JobOrder.Options.DEFAULT));
            while (view.live()) {
                Thread.sleep(5);
                view = station.job(view.id());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (view.state() != JobView.State.FINISHED || !view.complete()) {
                throw new IOException("Salvor ended " + view.state() + ": " + view.sentence());
            }
            return seconds;
        } finally {
            delete(job);
            Files.deleteIfExists(copy);
        }
    }

    private static double ddrescue(Path folder, Path source) throws IOException, InterruptedException {
        cold();
        Path copy = folder.resolve("theirs.img");
        long start = System.nanoTime();
        run("ddrescue", "-q", "-d", source.toString(), copy.toString(), folder.resolve("theirs.map").toString());
        run("sync", copy.toString());
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder.resolve("theirs.map"));
        return seconds;
    }

    /** Nothing dirty, and as root nothing cached. */
    private static void cold() throws IOException, InterruptedException {
        run("sync");
        Path drop = Path.of("/proc/sys/vm/drop_caches");
        if (Files.isWritable(drop)) {
            Files.writeString(drop, "3");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with code " + code);
        }
    }

    private static boolean tool(String name) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    private static Path random(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        ByteBuffer block = ByteBuffer.allocate(1 << 20);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long at = 0; at < SIZE; at += block.capacity()) {
                random.nextBytes(block.array());
                block.clear();
                channel.write(block);
            }
            channel.force(true);
        }
        return file;
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
