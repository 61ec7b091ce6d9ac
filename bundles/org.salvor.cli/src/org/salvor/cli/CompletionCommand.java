package org.salvor.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script with which a shell completes the words of a command. */
@Command(name = "completion", description = "Prints a script with which bash or zsh completes commands, options, plans and profiles.",
        footer = { "",
                "Examples:", "  source <(salvor completion bash)", "  salvor completion bash > /etc/bash_completion.d/salvor",
                "  salvor completion zsh > ~/.salvor-completion.zsh   and, in .zshrc: source ~/.salvor-completion.zsh" })
final class CompletionCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Kind kind;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    /** Shells. */
    enum Kind {
        bash, zsh
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("salvor", spec.root().commandLine());
        String head = switch (kind) {
        case bash -> "";
        case zsh -> "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";
        };
        shell.out().print(head + script);
        return ExitCode.DONE;
    }
}
