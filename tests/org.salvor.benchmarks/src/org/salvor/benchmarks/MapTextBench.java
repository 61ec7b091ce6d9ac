package org.salvor.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.sectormap.text.MapTextOptions;

/** Reading ddrescue maps, beside {@code ddrescuelog -t} on the same file. */
final class MapTextBench {
    private static final int ROUNDS = 11;
    private static final int WARM_UP_ROUNDS = 6;
    private static final String LETTERS = "+-?*/";

    private MapTextBench() {
    }

    /** Reads a map in a program of its own: prints how long that took from the first line of the program on, and how many runs it found. */
    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        MapView map = read(Path.of(args[0]));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(seconds + " " + map.runCount(map.wholeRange()));
    }

    static void run(PrintStream out) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("salvor-bench");
        Path million = write(folder.resolve("million.map"), 1_000_000);
        Path fiveMillions = write(folder.resolve("five-millions.map"), 5_000_000);
        try {
            beside(out, million);
            String answer = child(fiveMillions, "-Xmx512m");
            out.printf("5 x 10^6 runs in a heap of 512 MB: %s%n",
                    answer.endsWith(" 5000000") ? "read in " + answer.split(" ")[0] + " s" : answer);
        } finally {
            Files.delete(million);
            Files.delete(fiveMillions);
            Files.delete(folder);
        }
    }

    /** Rounds of three: read here, where all is compiled by now; {@code ddrescuelog -t}; read for the first time in a fresh JVM. */
    private static void beside(PrintStream out, Path file) throws IOException, InterruptedException {
        double[] warm = new double[ROUNDS];
        double[] cold = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            int place = Math.max(0, round);
            warm[place] = SectorMapBench.seconds(() -> readOrFail(file).version());
            if (round < -1) {
                continue;
            }
            long start = System.nanoTime();
            if (!succeeds(List.of("ddrescuelog", "-t", file.toString()))) {
                out.println("ddrescuelog is not installed, so reading maps was compared with nothing (Debian: apt-get install gddrescue)");
                return;
            }
            theirs[place] = (System.nanoTime() - start) / 1e9;
            cold[place] = Double.parseDouble(child(file, "-Xmx512m").split(" ")[0]);
        }
        out.printf("ddrescue map of 10^6 runs, %,d bytes; %d rounds, load of the machine %.1f%n", Files.size(file), ROUNDS,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.printf("  ddrescuelog -t                              %.3f s   (%s)%n", SectorMapBench.median(theirs),
                SectorMapBench.spread(theirs));
        besides(out, "first read in a fresh JVM, its start excluded", cold, theirs);
        besides(out, "read by a program that has read such maps", warm, theirs);
    }

    private static void besides(PrintStream out, String what, double[] ours, double[] theirs) {
        double[] ratio = new double[ROUNDS];
        Arrays.setAll(ratio, round -> ours[round] / theirs[round]);
        out.printf("  %-45s %.3f s, ratio %.3f   (to reach: <= 0.5; %s)%n", what, SectorMapBench.median(ours), SectorMapBench.median(ratio),
                SectorMapBench.spread(ratio));
    }

    private static MapView readOrFail(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MapView read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DdrescueMap.read(in, MapTextOptions.sectorsOf(512)).map();
        }
    }

    private static Path write(Path file, int runs) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("# Mapfile\n0x00000000     ?               1\n#      pos        size  status\n");
            long at = 0;
            for (int run = 0; run < runs; run++) {
                long size = 512L * (1 + run * 7919L % 4000);
                out.write("0x%08X  0x%08X  %c\n".formatted(at, size, LETTERS.charAt(run % LETTERS.length())));
                at += size;
            }
        }
        return file;
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String child(Path file, String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-cp",
                System.getProperty("java.class.path"), MapTextBench.class.getName(), file.toString()).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return answer;
    }
}
