package org.salvor.benchmarks.strategies;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What was asked for on the command line. */
final class Options {
    static final String USAGE = """
            releng/lab bench strategies [options]: Salvor and GNU ddrescue image the same simulated drives through the same file
              --profile NAME       kinds of drive, separated by commas; all without it
              --seeds A-B          drives of each kind, 1-3 without it; 1-100 are for tuning
              --report             the drives 1001-1010, which are for the final figures alone
              --size SIZE          256MiB without it
              --plan NAME|FILE     a built-in plan or a plan file; standard without it
              --through file|direct|both
                                   how Salvor reads: through the file as ddrescue does; directly, which is faster and gives the same
                                   figures (the usual); or both ways, and compares them
              --vary               each number of the profiles less and more by three tenths, one after the other
              --set KEY=NUMBER     changes a parameter of the drives; may be given again
              --page FILE          also puts the table into a page, between the two marks for it
              --picture FILE       also writes a picture there, as SVG
              --fresh              runs ddrescue again where its score on a drive is known from an earlier run
              --again NAME         Salvor against its own plan NAME in place of ddrescue""";
    static final long REPORT_FIRST = 1001;
    static final long REPORT_LAST = 1010;

    final List<Contest> contests = new ArrayList<>();
    long firstSeed = 1;
    long lastSeed = 3;
    String size = "256MiB";
    String plan = "standard";
    String through = "direct";
    String more = "";
    String rival = "";
    Path page;
    Path picture;
    boolean fresh;
    private boolean report;
    private boolean vary;

    /** @throws IllegalArgumentException with a sentence */
    static Options of(List<String> words) {
        Options options = new Options();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals("--help")) {
                throw new IllegalArgumentException(USAGE);
            } else if (word.equals("--report")) {
                options.report = true;
            } else if (word.equals("--vary")) {
                options.vary = true;
            } else if (word.equals("--fresh")) {
                options.fresh = true;
            } else if (at + 1 < words.size()) {
                options.take(word, words.get(++at));
            } else {
                throw new IllegalArgumentException("\"" + word + "\" is no option, or needs a value.\n" + USAGE);
            }
        }
        options.complete();
        return options;
    }

    private void take(String word, String value) {
        switch (word) {
        case "--profile" -> List.of(value.split(",")).forEach(name -> contests.add(contest(name)));
        case "--seeds" -> seeds(value);
        case "--size" -> size = value;
        case "--plan" -> plan = value;
        case "--through" -> through = value;
        case "--set" -> more += "&" + value;
        case "--page" -> page = Path.of(value);
        case "--picture" -> picture = Path.of(value);
        case "--again" -> rival = value;
        default -> throw new IllegalArgumentException("There is no option \"" + word + "\".\n" + USAGE);
        }
    }

    private static Contest contest(String name) {
        return Contest.named(name).orElseThrow(() -> new IllegalArgumentException("There are no drives \"" + name + "\"; there are "
                + String.join(", ", Contest.ALL.stream().map(Contest::name).toList()) + "."));
    }

    private void seeds(String value) {
        if (!value.matches("\\d{1,9}(-\\d{1,9})?")) {
            throw new IllegalArgumentException("Seeds are given as 1-10, not as \"" + value + "\".");
        }
        String[] ends = value.split("-");
        firstSeed = Long.parseLong(ends[0]);
        lastSeed = Long.parseLong(ends[ends.length - 1]);
    }

    private void complete() {
        if (contests.isEmpty()) {
            contests.addAll(Contest.ALL);
        }
        if (vary) {
            List<Contest> plain = List.copyOf(contests);
            contests.clear();
            plain.forEach(contest -> contests.addAll(Variations.of(contest)));
        }
        if (report) {
            firstSeed = REPORT_FIRST;
            lastSeed = REPORT_LAST;
        } else if (firstSeed <= REPORT_LAST && lastSeed >= REPORT_FIRST) {
            throw new IllegalArgumentException("The seeds 1001-1010 are for the final figures: use --report, and never tune with them.");
        }
        if (firstSeed > lastSeed) {
            throw new IllegalArgumentException("There are no seeds from " + firstSeed + " to " + lastSeed + ".");
        }
        if (!List.of("file", "direct", "both").contains(through)) {
            throw new IllegalArgumentException("Salvor reads through file, direct or both, not \"" + through + "\".");
        }
    }

    List<Long> seeds() {
        return LongStream.rangeClosed(firstSeed, lastSeed).boxed().toList();
    }
}
