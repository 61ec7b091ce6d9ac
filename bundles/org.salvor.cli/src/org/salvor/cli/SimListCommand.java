package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.ProfileView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the profiles of simulated drives. */
@Command(name = "list", description = "Lists the profiles of simulated drives and what is wrong with each.")
final class SimListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private JsonOption json;

    SimListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        Table table = new Table("ADDRESS", "WHAT IS WRONG WITH IT");
        for (ProfileView profile : shell.stations().station().profiles()) {
            if (json.chosen()) {
                Json.print(shell.out(), Json.object("profile", profile));
            }
            table.row("sim:" + profile.name(), profile.sentence());
        }
        if (!json.chosen()) {
            table.print(shell.out());
        }
        return ExitCode.DONE;
    }
}
