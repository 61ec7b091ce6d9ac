package org.salvor.cli;

import picocli.CommandLine.Command;

/** Power switches. */
@Command(name = "power", description = "Shows and switches the supplies of drives.", subcommands = { PowerListCommand.class,
        PowerSwitchCommands.On.class, PowerSwitchCommands.Off.class, PowerSwitchCommands.Cycle.class, PowerWatchCommand.class },
        footer = { "",
                "A supply is never cut while it feeds the destination of a running job, or the source of one; jobs name theirs with --power and"
                        + " --destination-power.",
                "", "Examples:", "  salvor power list", "  salvor power cycle scpi:psu.lab/1", "  salvor power off command:rig1 --dry-run",
                "  salvor power watch scpi:psu.lab/1" })
final class PowerCommand extends CommandGroup {
}
