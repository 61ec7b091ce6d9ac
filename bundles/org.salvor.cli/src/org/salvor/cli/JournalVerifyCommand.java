package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.JournalCheck;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Walks the chain of a case journal. */
@Command(name = "verify",
        description = "Walks the whole chain of a case journal. A change is found relative to a head that is kept elsewhere: compare "
                + "the head shown here with the one in a report.",
        footer = { "",
                "Ends with 0 when the journal is intact and with 4 when it is not.", "", "Example:", "  salvor journal verify case1" })
final class JournalVerifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DIR", description = "Job folder.")
    private String folder;

    @Mixin
    private JsonOption json;

    JournalVerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        JournalCheck check = shell.stations().station().verifyJournal(folder);
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("journal-check", check));
        } else {
            shell.out().println(check.sentence());
            shell.out().println("Head: " + check.head());
        }
        return check.intact() ? ExitCode.DONE : ExitCode.OWN_SIDE;
    }
}
