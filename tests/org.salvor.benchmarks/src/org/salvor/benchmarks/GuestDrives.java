package org.salvor.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.ahci.AhciDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.linux.HostClock;

/** What {@link DriveControlBench} runs in the guest, where it may take controllers from the kernel. */
public final class GuestDrives {
    static final String SERIAL = "SALVORB";
    private static final int PAIRS = 9;
    private static final int WARM_UP = 4;
    private static final long WARM_UP_NANOS = 15_000_000_000L;
    private static final int SECTOR = 512;
    private static final long DISK_MILLIS = 30_000;
    private static final Pattern DD = Pattern.compile("copied, ([0-9.e-]+) s");
    private static final List<Load> LOADS = List.of(Load.ONE_SECTOR, Load.LARGE);
    private final String controller;
    private final DriveContext context = new DriveContext(new HostClock(), CommandGate.readOnly());
    private final MemorySegment buffer = Arena.ofShared().allocate(1 << 20, 4096);

    private GuestDrives(String controller) {
        this.controller = controller;
    }

    /** Reads of one size, so many of them in a turn. */
    private record Load(String words, int sectors, int count) {
        private static final Load ONE_SECTOR = new Load("one-sector reads", 1, 2000);
        private static final Load LARGE = new Load("reads of 1 MiB", 2048, 48);
        private static final long LONGEST_BYTES = 32 << 20;

        /**
         * The longest command that a transport takes: with more dd would not be measured alike, as the kernel splits what it is asked for and queues the
         * parts, and a pass-through sends one command at a time.
         */
        static Load longest(Drive drive) {
            int sectors = Math.min(2048, drive.capabilities().maxSectorsPerCommand());
            return new Load("reads of %d KiB".formatted(sectors * SECTOR / 1024), sectors, (int) (LONGEST_BYTES / SECTOR / sectors));
        }

        String rate(double seconds) {
            return sectors == 1 ? "%,.0f/s".formatted(count / seconds)
                    : "%.0f MB/s".formatted(count * sectors * (double) SECTOR / 1e6 / seconds);
        }
    }

    public static void main(String[] args) throws Exception {
        GuestDrives bench = new GuestDrives(args[0]);
        if (args.length == 1 || args[1].equals("sg")) {
            bench.passThrough();
        }
        if (args.length == 1 || args[1].equals("ahci")) {
            bench.userSpace();
        }
        if (args.length == 1 || args[1].equals("deadlines")) {
            new GuestDeadlines(args[0]).run();
        }
        System.exit(0);
    }

    /** The drive stays with the kernel: both read it through libata. */
    private void passThrough() throws Exception {
        String disk = disk();
        String sg = "sg:/dev/" + first(Path.of("/sys/block", disk, "device/scsi_generic")).orElseThrow();
        try (Drive drive = open(new SgDriveProvider(), sg)) {
            Load longest = Load.longest(drive);
            System.out.printf(
                    "SCSI pass-through takes %s in one command; dd with more, such as bs=1M, has it split and the parts queued by the kernel,%n"
                            + "so both are measured with one such command at a time%n",
                    longest.words.replaceFirst("reads of ", ""));
            for (Load load : List.of(Load.ONE_SECTOR, longest)) {
                warm(drive, load, ReadMethod.DMA);
                double[][] pairs = new double[PAIRS][];
                for (int pair = -WARM_UP; pair < PAIRS; pair++) {
                    boolean oursFirst = pair % 2 == 0;
                    double first = oursFirst ? ours(drive, load, ReadMethod.DMA) : dd(disk, load);
                    double second = oursFirst ? dd(disk, load) : ours(drive, load, ReadMethod.DMA);
                    if (pair >= 0) {
                        pairs[pair] = oursFirst ? new double[] { first, second } : new double[] { second, first };
                    }
                }
                print("SCSI pass-through", load, pairs, 0.95);
            }
        }
    }

    /** The controller changes hands for each half of a pair. */
    private void userSpace() throws Exception {
        double[][][] pairs = new double[LOADS.size()][PAIRS][2];
        AhciDriveProvider provider = new AhciDriveProvider();
        try (Drive drive = open(provider, "ahci:" + controller + "/0")) {
            LOADS.forEach(load -> warm(drive, load, ReadMethod.DMA));
        }
        for (int pair = -WARM_UP; pair < PAIRS; pair++) {
            for (int half = 0; half < 2; half++) {
                boolean our = (half == 0) == (pair % 2 == 0);
                double[] times = our ? oursOfAll(provider) : ddOfAll();
                for (int load = 0; load < times.length && pair >= 0; load++) {
                    pairs[load][pair][our ? 0 : 1] = times[load];
                }
            }
        }
        for (Load load : LOADS) {
            print("AHCI in user space", load, pairs[LOADS.indexOf(load)], 1.0);
        }
    }

    /** Until the code has been compiled. */
    private void warm(Drive drive, Load load, ReadMethod method) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            ours(drive, load, method);
        }
    }

    private double[] oursOfAll(AhciDriveProvider provider) throws Exception {
        try (Drive drive = open(provider, "ahci:" + controller + "/0")) {
            return LOADS.stream().mapToDouble(load -> ours(drive, load, ReadMethod.DMA)).toArray();
        }
    }

    private double[] ddOfAll() throws Exception {
        String disk = disk();
        double[] times = new double[LOADS.size()];
        for (int index = 0; index < times.length; index++) {
            times[index] = dd(disk, LOADS.get(index));
        }
        return times;
    }

    private double ours(Drive drive, Load load, ReadMethod method) {
        long start = System.nanoTime();
        for (int index = 0; index < load.count; index++) {
            ReadOutcome outcome = drive.read(ReadRequest.of((long) index * load.sectors, load.sectors, method, 10_000), buffer);
            if (!outcome.good()) {
                throw new IllegalStateException("a read failed: " + outcome);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double dd(String disk, Load load) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("dd", "if=/dev/" + disk, "of=/dev/null", "iflag=direct",
                "bs=" + load.sectors * SECTOR, "count=" + load.count).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = DD.matcher(said);
        if (process.waitFor() != 0 || !matcher.find()) {
            throw new IllegalStateException("dd said: " + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static void print(String who, Load load, double[][] pairs, double goal) {
        double[] ours = Arrays.stream(pairs).mapToDouble(pair -> pair[0]).sorted().toArray();
        double[] theirs = Arrays.stream(pairs).mapToDouble(pair -> pair[1]).sorted().toArray();
        double[] ratios = Arrays.stream(pairs).mapToDouble(pair -> pair[1] / pair[0]).sorted().toArray();
        System.out.printf("%s, %s: %s (%s to %s); dd iflag=direct bs=%d: %s (%s to %s)%n", who, load.words, load.rate(ours[PAIRS / 2]),
                load.rate(ours[PAIRS - 1]), load.rate(ours[0]), load.sectors * SECTOR, load.rate(theirs[PAIRS / 2]),
                load.rate(theirs[PAIRS - 1]), load.rate(theirs[0]));
        System.out.printf("%s over dd, %-18s %6.2f x   (to reach: >= %.2f; %d pairs, %.2f to %.2f)%n", who, load.words, ratios[PAIRS / 2],
                goal, PAIRS, ratios[0], ratios[PAIRS - 1]);
    }

    private Drive open(DriveProvider provider, String address) throws DriveOpenException {
        return provider.open(DriveAddress.parse(address), context);
    }

    /** The kernel's name of the drive, once it has it. */
    private static String disk() throws IOException, InterruptedException {
        long end = System.nanoTime() + DISK_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            Optional<String> found = find();
            if (found.isPresent() && Files.exists(Path.of("/dev", found.get()))) {
                Thread.sleep(500); // the kernel looks at it, too
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the kernel does not show the drive " + SERIAL + "0");
    }

    private static Optional<String> find() throws IOException {
        try (DirectoryStream<Path> disks = Files.newDirectoryStream(Path.of("/sys/block"), "sd*")) {
            for (Path disk : disks) {
                Path page = disk.resolve("device/vpd_pg80");
                try {
                    if (new String(Files.readAllBytes(page), StandardCharsets.ISO_8859_1).contains(SERIAL + "0")) {
                        return Optional.of(disk.getFileName().toString());
                    }
                } catch (IOException goneMeanwhile) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                return Optional.of(entry.getFileName().toString());
            }
        }
        return Optional.empty();
    }
}
