package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.PlanView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a plan in full. */
@Command(name = "show",
        description = "Shows a plan as YAML, every parameter written out with its unit; a good start for a plan of your own.", footer = {
                "", "Example:", "  salvor plan show thorough > mine.yaml" })
final class PlanShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "NAME", completionCandidates = KnownNames.Plans.class, description = "A built-in plan, or a YAML file.")
    private String name;

    @Mixin
    private JsonOption json;

    PlanShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        PlanView plan = shell.stations().station().plan(name);
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("plan", plan));
        } else {
            shell.out().print(plan.yaml());
        }
        return ExitCode.DONE;
    }
}
