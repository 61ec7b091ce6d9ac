package org.salvor.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.salvor.station.PlanCheck;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a plan. */
@Command(name = "check", description = "Checks a plan and names each thing that is wrong with its line.", footer = { "",
        "Ends with 0 when the plan can be used and with 2 when it cannot.", "", "Example:", "  salvor plan check mine.yaml" })
final class PlanCheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "A plan as YAML.")
    private Path file;

    @Mixin
    private JsonOption json;

    PlanCheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        PlanCheck check = shell.stations().station().checkPlan(TextFile.text(file, "plan"));
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("plan-check", check));
        } else if (check.findings().isEmpty()) {
            shell.out().println("The plan in " + file + " can be used.");
        } else {
            check.findings()
                    .forEach(finding -> shell.out()
                            .println(file + ":" + finding.line() + ":" + finding.column() + ": " + finding.sentence()));
        }
        return check.findings().isEmpty() ? ExitCode.DONE : ExitCode.WRONG_INPUT;
    }
}
