package org.salvor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
class CommandGroup implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        throw new ParameterException(spec.commandLine(),
                "\"" + spec.qualifiedName() + "\" needs one of its commands: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
