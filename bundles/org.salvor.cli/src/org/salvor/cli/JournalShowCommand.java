package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.JournalView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a case journal. */
@Command(name = "show", description = "Shows entries of a case journal, all of them unless told otherwise.", footer = { "", "Examples:",
        "  salvor journal show case1 --last 50", "  salvor journal show case1 --first 1000 --count 10 --json" })
final class JournalShowCommand implements Callable<Integer> {
    private static final int PAGE = 1000;

    private final Shell shell;

    @Parameters(paramLabel = "DIR", description = "Job folder.")
    private String folder;

    @Option(names = "--first", paramLabel = "N", defaultValue = "0", description = "Start at this entry, from 0.")
    private long first;

    @Option(names = "--last", paramLabel = "N", description = "Show the last N entries.")
    private Long last;

    @Option(names = "--count", paramLabel = "N", description = "Show N entries at most.")
    private Long count;

    @Mixin
    private JsonOption json;

    JournalShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        if (first < 0 || count != null && count < 0 || last != null && last < 0) {
            throw CommandFailure.input("Entries are counted from 0; --first, --last and --count take no negative number.");
        }
        Station station = shell.stations().station();
        long total = station.journal(folder, 0, 0).total();
        long at = last == null ? Math.min(first, total) : Math.max(0, total - last);
        long end = count == null ? total : Math.min(total, at + Math.min(count, total));
        while (at < end) {
            JournalView page = station.journal(folder, at, (int) Math.min(PAGE, end - at));
            page.entries().forEach(entry -> shell.out().println(json.chosen() ? entry : JournalText.line(entry)));
            if (page.entries().isEmpty()) {
                break;
            }
            at = page.first() + page.entries().size();
        }
        return ExitCode.DONE;
    }
}
