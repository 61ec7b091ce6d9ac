package org.salvor.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.salvor.station.HeadsView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds out which head of a drive reads which sectors. */
@Command(name = "heads",
        description = "Finds out, by rebuild assist, which head of a drive reads which sectors, and prints the head map that "
                + "\"salvor image --heads\" takes.",
        footer = { "", "Examples:", "  salvor heads ahci:0000:03:00.0/0 > drive7.yaml",
                "  salvor heads \"sim:weak-head?size=1GiB\"" })
final class HeadsCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 50;
    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Mixin
    private JsonOption json;

    HeadsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        HeadsView heads = found();
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("heads", heads));
        } else {
            if (!heads.bands().isEmpty()) {
                print(heads, shell.out());
            }
            shell.err().println(heads.sentence() + " (" + heads.commands() + " commands)");
        }
        return heads.complete() ? ExitCode.DONE : shell.stop().made() ? ExitCode.STOPPED : ExitCode.UNREAD;
    }

    /** A signal ends the search in good order: the drive's settings are put back. */
    private HeadsView found() throws StationException {
        Thread searching = Thread.currentThread();
        try (Signals signals = shell.catchSignals().start()) {
            AtomicBoolean through = new AtomicBoolean();
            Thread.ofVirtual().start(() -> {
                while (!through.get() && shell.stop().rest(LOOK_MILLIS)) {
                    if (shell.stop().made()) {
                        searching.interrupt();
                        return;
                    }
                }
            });
            try {
                return shell.stations().station().heads(source);
            } finally {
                through.set(true); // an interrupt would count as a wish to stop
                Thread.interrupted();
            }
        }
    }

    private static void print(HeadsView heads, PrintWriter out) {
        if (!heads.complete()) {
            out.println("# " + heads.sentence());
        }
        Map<Integer, String> ranges = heads.bands().stream().collect(Collectors.groupingBy(HeadsView.Band::head, TreeMap::new,
                Collectors.mapping(band -> "      - {first: " + band.firstLba() + " sectors, end: " + band.endLba() + " sectors}",
                        Collectors.joining(System.lineSeparator()))));
        out.println("format: 1");
        out.println("heads:");
        ranges.forEach((head, lines) -> {
            out.println("  - head: " + head);
            out.println("    ranges:");
            out.println(lines);
        });
    }
}
