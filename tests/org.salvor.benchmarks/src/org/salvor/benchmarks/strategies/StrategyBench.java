package org.salvor.benchmarks.strategies;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.imaging.plan.BuiltInPlans;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.PlanReading;
import org.salvor.imaging.plan.PlanYaml;
import org.salvor.testkit.rig.MeteredDrive.Score;
import org.salvor.testkit.rig.ServedDrive;

/** Salvor beside GNU ddrescue, drive by drive: how much time of the drive each needs for how much of the data. */
public final class StrategyBench {
    private static final String BEGIN = "<!-- figures of releng/lab bench strategies -->";
    private static final String END = "<!-- end of figures -->";
    private final Options options;
    private final PrintStream out;
    private final Path known = Path.of(System.getProperty("salvor.root", "."), "releng", "target", "strategies");
    private boolean differs;

    private StrategyBench(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs with the usual options: small drives, a minute or so. */
    public static void run(PrintStream out) {
        run(out, List.of());
    }

    /**
     * Runs and prints.
     *
     * @throws IllegalArgumentException with a sentence, when the options make no sense
     */
    public static void run(PrintStream out, List<String> words) {
        Options options = Options.of(words);
        Optional<String> lacks = options.rival.isEmpty() || !options.through.equals("direct") ? ServedDrive.lacks() : Optional.empty();
        if (lacks.isPresent()) {
            out.println("strategies cannot be compared: " + lacks.get());
            return;
        }
        try {
            new StrategyBench(options, out).run();
        } catch (IOException | DriveOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() throws IOException, DriveOpenException {
        String rival = options.rival.isEmpty() ? "GNU ddrescue 1.27 (" + String.join(" ", Runs.DDRESCUE) + ")" : "plan " + options.rival;
        String title = "Plan %s beside %s, %s, seeds %d to %d%s".formatted(Path.of(options.plan).getFileName(), rival, options.size,
                options.firstSeed, options.lastSeed, options.more.isEmpty() ? "" : ", with " + options.more.substring(1));
        out.println(title);
        ScoreTable table = new ScoreTable();
        ScorePicture picture = new ScorePicture(title);
        for (Contest contest : options.contests) {
            List<Entry> entries = new ArrayList<>();
            long sectors = 0;
            for (long seed : options.seeds()) {
                String address = contest.address(options.size, seed, options.more);
                sectors = setup(address).sectorCount();
                entries.add(new Entry(seed, rival(contest, address), salvor(contest, address, options.plan)));
            }
            table.add(contest, entries, sectors);
            picture.add(contest, entries);
            out.print(new ScoreTable().add(contest, entries, sectors));
            out.flush();
        }
        if (options.through.equals("both")) {
            out.println(differs ? "Through the file and directly Salvor's figures DIFFER."
                    : "Through the file and directly: the same figures.");
        }
        out.println("Failed reads, commands, travel (in lengths of the drive) and power cycles: medians, ddrescue : Salvor.");
        page(title + ":\n\n" + table);
        write(options.picture, picture.svg());
    }

    private static void write(Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }

    /** Puts the figures between the two marks of a page. */
    private void page(String figures) throws IOException {
        if (options.page != null) {
            String page = Files.readString(options.page);
            int first = page.indexOf(BEGIN);
            int end = page.indexOf(END);
            if (first < 0 || end < first) {
                throw new IllegalArgumentException(
                        options.page + " has no lines \"" + BEGIN + "\" and \"" + END + "\" to put figures between.");
            }
            Files.writeString(options.page, page.substring(0, first + BEGIN.length()) + "\n" + figures + page.substring(end));
        }
    }

    private static DriveSetup setup(String address) throws DriveOpenException {
        return DriveSetup.of(DriveAddress.parse(address));
    }

    private Score rival(Contest contest, String address) throws IOException, DriveOpenException {
        if (!options.rival.isEmpty()) {
            return salvor(contest, address, options.rival);
        }
        String what = setup(address).words() + " " + address + " " + Runs.DDRESCUE;
        Path file = known.resolve("ddrescue-" + HexFormat.of().toHexDigits(hash(what)) + ".txt");
        if (!options.fresh && Files.exists(file) && Files.readAllLines(file).getFirst().equals(what)) {
            return Entry.score(Files.readAllLines(file).getLast());
        }
        Score score = Runs.ddrescue(address, List.of());
        Files.createDirectories(known);
        Files.writeString(file, what + "\n" + Entry.line(score) + "\n");
        return score;
    }

    private static long hash(String text) {
        long hash = 1125899906842597L;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = 31 * hash + one;
        }
        return hash;
    }

    private Score salvor(Contest contest, String address, String planName) throws IOException, DriveOpenException {
        PassPlan plan = plan(planName, setup(address).format().logicalBytes());
        if (contest.hands()) {
            return Runs.withHands(address, plan);
        }
        Score direct = options.through.equals("file") ? null : Runs.direct(address, plan);
        Score file = options.through.equals("direct") ? null : Runs.throughFile(address, plan);
        if (direct != null && file != null && !direct.equals(file)) {
            differs = true;
            out.println(address + ": " + Entry.line(file) + " through the file, but directly " + Entry.line(direct));
        }
        return file != null ? file : direct;
    }

    private static PassPlan plan(String name, int sectorBytes) throws IOException {
        Optional<PassPlan> builtIn = BuiltInPlans.plan(name, sectorBytes);
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        return switch (PlanYaml.parse(Files.readString(Path.of(name)), sectorBytes)) {
        case PlanReading.Sound(PassPlan plan) -> plan;
        case PlanReading.Faulty faulty -> throw new IllegalArgumentException(name + ": " + faulty.findings());
        };
    }
}
