package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.Progress;
import org.salvor.station.StationException;
import org.salvor.station.VerifyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a destination back. */
@Command(name = "verify",
        description = "Reads the whole destination of a job back, compares it with the hashes of what was imaged, and names each "
                + "segment that changed.",
        footer = { "",
                "Ends with 0 when everything is as imaged, with 1 when some segments have no hash yet (go on with the job first),",
                "and with 4 when a segment changed or cannot be read.", "", "Example:", "  salvor verify case1" })
final class VerifyCommand implements Callable<Integer> {
    private static final long TERMINAL_PERIOD_NANOS = 200_000_000L;
    private static final long LINE_PERIOD_NANOS = 10_000_000_000L;

    private final Shell shell;
    private long nextShowNanos;

    @Parameters(paramLabel = "DIR", description = "Job folder.")
    private String folder;

    @Mixin
    private JsonOption json;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        nextShowNanos = shell.nanos().getAsLong();
        VerifyView result;
        try (Signals signals = shell.catchSignals().start()) {
            result = shell.stations().station().verify(folder, this::show);
        } catch (Stopped stopped) {
            throw new CommandFailure(ExitCode.STOPPED, "Stopped; the destination was not read to its end, so nothing is said about it.",
                    stopped);
        }
        if (shell.terminal().output() && !json.chosen()) {
            shell.out().print("\r" + Ansi.CLEAR_TO_END_OF_LINE);
        }
        print(result);
        return !result.faults().isEmpty() ? ExitCode.OWN_SIDE : result.intact() ? ExitCode.DONE : ExitCode.UNREAD;
    }

    private void show(Progress progress) {
        if (shell.stop().made()) {
            throw new Stopped();
        }
        long now = shell.nanos().getAsLong();
        if (now - nextShowNanos < 0) {
            return;
        }
        boolean redrawn = shell.terminal().output() && !json.chosen();
        nextShowNanos = now + (redrawn ? TERMINAL_PERIOD_NANOS : json.chosen() ? LINE_PERIOD_NANOS / 10 : LINE_PERIOD_NANOS);
        String line = Quantities.sentence(progress.what()) + ": " + Quantities.percent(progress.doneBytes(), progress.totalBytes()) + ", "
                + Quantities.bytes(progress.doneBytes()) + " of " + Quantities.bytes(progress.totalBytes()) + ", time left "
                + Quantities.duration(progress.remainingSeconds());
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("progress", progress));
        } else {
            shell.out().print(redrawn ? "\r" + line + Ansi.CLEAR_TO_END_OF_LINE : line + System.lineSeparator());
        }
        shell.out().flush();
    }

    private void print(VerifyView result) {
        if (json.chosen()) {
            var object = Json.object("result", result);
            object.addProperty("intact", result.intact());
            Json.print(shell.out(), object);
            return;
        }
        result.faults().forEach(fault -> shell.out().println(fault.sentence()));
        shell.out()
                .println("Segments that are as they were imaged: " + Quantities.count(result.matching()) + " of "
                        + Quantities.count(result.segments())
                        + "; changed or unreadable: " + result.faults().size() + "; read, and without a hash yet: "
                        + Quantities.count(result.withoutHash()) + ".");
    }

    /** Leaves the station's work from within its report of progress. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
