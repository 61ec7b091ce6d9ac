package org.salvor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.StationException;
import org.salvor.station.SwitchListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists power switches. */
@Command(name = "list", description = "Lists the power switches that are seen, and how the others are addressed. Switches nothing.",
        footer = { "", "Examples:", "  salvor power list", "  salvor power list --json" })
final class PowerListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private JsonOption json;

    PowerListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        List<SwitchListing> switches = shell.stations().station().switches();
        if (json.chosen()) {
            switches.forEach(each -> Json.print(shell.out(), Json.object("switch", each)));
            return ExitCode.DONE;
        }
        if (switches.isEmpty()) {
            shell.out().println("No kind of power switch is installed.");
            return ExitCode.DONE;
        }
        Table seen = new Table("ADDRESS", "NAME", "REMARK");
        switches.stream().filter(SwitchListing::found).forEach(each -> seen.row(each.address(), each.name(), each.problem()));
        if (switches.stream().anyMatch(SwitchListing::found)) {
            seen.print(shell.out());
        }
        List<SwitchListing> others = switches.stream().filter(each -> !each.found()).toList();
        if (!others.isEmpty()) {
            shell.out().println("Also to be had, by their addresses:");
            others.forEach(each -> shell.out().println("  " + each.name()));
        }
        return ExitCode.DONE;
    }
}
