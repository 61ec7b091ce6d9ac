package org.salvor.cli;

import picocli.CommandLine.Command;

/** Case journals. */
@Command(name = "journal", description = "Shows and checks the case journal of a job.", subcommands = { JournalShowCommand.class,
        JournalVerifyCommand.class },
        footer = { "", "Examples:", "  salvor journal show case1 --last 50", "  salvor journal verify case1" })
final class JournalCommand extends CommandGroup {
}
