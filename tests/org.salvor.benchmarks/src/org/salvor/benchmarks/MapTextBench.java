package org.salvor.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.sectormap.text.MapTextOptions;

/** Reading ddrescue maps, beside {@code ddrescuelog -t} on the same file. */
final class MapTextBench {
    private static final int ROUNDS = 9;
    private static final String LETTERS = "+-?*/";

    private MapTextBench() {
    }

    /** Reads a map in a program of its own: prints how long the first read took and what it found. */
    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        long runs = read(Path.of(args[0]));
        System.out.println((System.nanoTime() - start) / 1e9 + " " + runs);
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

    private static void beside(PrintStream out, Path file) throws IOException, InterruptedException {
        double[] ours = new double[ROUNDS];
        double[] first = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        double[] firstRatio = new double[ROUNDS];
        boolean oracle = true;
        for (int round = -2; round < ROUNDS && oracle; round++) {
            double time = SectorMapBench.seconds(() -> {
                try {
                    return read(file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            long start = System.nanoTime();
            oracle = succeeds(List.of("ddrescuelog", "-t", file.toString()));
            double other = (System.nanoTime() - start) / 1e9;
            double cold = Double.parseDouble(child(file, "-Xmx512m").split(" ")[0]);
            if (round >= 0) {
                ours[round] = time;
                first[round] = cold;
                theirs[round] = other;
                ratio[round] = time / other;
                firstRatio[round] = cold / other;
            }
        }
        if (!oracle) {
            out.println("ddrescuelog is not installed, so reading maps was compared with nothing (Debian: apt-get install gddrescue)");
            return;
        }
        out.printf("ddrescue map of 10^6 runs (%,d bytes): read in %.3f s, the first time in a fresh JVM %.3f s, ddrescuelog -t %.3f s%n",
                Files.size(file), SectorMapBench.median(ours), SectorMapBench.median(first), SectorMapBench.median(theirs));
        out.printf("  ratio                           %6.3f   (to reach: <= 0.5; %s)%n", SectorMapBench.median(ratio),
                SectorMapBench.spread(ratio));
        out.printf("  ratio of the first time         %6.3f   (%s)%n", SectorMapBench.median(firstRatio),
                SectorMapBench.spread(firstRatio));
    }

    private static long read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DdrescueMap map = DdrescueMap.read(in, MapTextOptions.sectorsOf(512));
            return map.map().runCount(map.map().wholeRange());
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
