package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.PlanView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the built-in plans. */
@Command(name = "list", description = "Lists the built-in plans, the one that strains a drive least first.")
final class PlanListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private JsonOption json;

    PlanListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        Table table = new Table("NAME", ">PASSES", "WHAT IT IS GOOD FOR");
        for (PlanView plan : shell.stations().station().plans()) {
            if (json.chosen()) {
                Json.print(shell.out(), Json.object("plan", plan));
            }
            table.row(plan.name(), Integer.toString(plan.passes().size()), plan.sentence());
        }
        if (!json.chosen()) {
            table.print(shell.out());
        }
        return ExitCode.DONE;
    }
}
