package org.salvor.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.salvor.station.ResetView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Resets a drive. */
@Command(name = "reset", description = "Resets a drive, waits until it takes commands, and asks who it is.", footer = { "", "Examples:",
        "  salvor reset sg:/dev/sg1 soft", "  salvor reset sim:hangs hard --wait 20000" })
final class ResetCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Parameters(index = "1", paramLabel = "RESET", description = "One of: ${COMPLETION-CANDIDATES}, in rising severity.")
    private Severity reset;

    @Option(names = "--wait", paramLabel = "MS", defaultValue = "31000",
            description = "Longest wait for the drive in milliseconds (without it ${DEFAULT-VALUE}).")
    private long readyMillis;

    @Mixin
    private JsonOption json;

    ResetCommand(Shell shell) {
        this.shell = shell;
    }

    /** Resets. */
    enum Severity {
        soft, hard, rescan, controller
    }

    @Override
    public Integer call() throws StationException {
        ResetView view = shell.stations().station().reset(source, reset.name(), readyMillis);
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("reset", view));
        } else {
            shell.out().println(view.sentence() + String.format(Locale.ROOT, " (%.1f ms)", view.millis()));
        }
        return view.ready() ? ExitCode.DONE : ExitCode.UNREAD;
    }
}
