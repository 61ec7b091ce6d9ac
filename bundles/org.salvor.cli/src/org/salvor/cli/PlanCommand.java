package org.salvor.cli;

import picocli.CommandLine.Command;

/** Plans. */
@Command(name = "plan", description = "Shows and checks pass plans.", subcommands = { PlanListCommand.class, PlanShowCommand.class,
        PlanCheckCommand.class },
        footer = { "", "Examples:", "  salvor plan list", "  salvor plan show thorough > mine.yaml",
                "  salvor plan check mine.yaml" })
final class PlanCommand extends CommandGroup {
}
