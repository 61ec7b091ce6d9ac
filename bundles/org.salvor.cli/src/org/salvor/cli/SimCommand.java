package org.salvor.cli;

import picocli.CommandLine.Command;

/** Simulated drives. */
@Command(name = "sim", description = "Tells of the simulated drives, which can be imaged like any other.",
        subcommands = { SimListCommand.class,
                SimDescribeCommand.class },
        footer = { "", "Examples:", "  salvor sim list", "  salvor sim describe clustered",
                "  salvor image \"sim:clustered?seed=7\" copy.img --job case1" })
final class SimCommand extends CommandGroup {
}
