package org.salvor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.CommandView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends the preparation commands that passes of a plan have. */
@Command(name = "prepare", description = { "Sends preparation commands to a drive, as a pass of a plan does.", "",
        "Commands are: look-ahead, write-cache, auto-reallocation, retries and smart, each with on or off; apm and aam with a level or off; sct-erc read or "
                + "write with a time or off; transfer-mode such as UDMA 2; idle-unload; standby; and raw. They last until the drive's power is cycled." },
        footer = { "", "Examples:", "  salvor prepare sg:/dev/sg1 \"look-ahead off\" \"sct-erc read 1 s\"",
                "  salvor prepare sim:clustered idle-unload" })
final class PrepareCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "Preparation commands, each in quotes.")
    private List<String> commands;

    @Mixin
    private JsonOption json;

    PrepareCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        List<CommandView> views = shell.stations().station().prepare(source, commands);
        for (CommandView view : views) {
            if (json.chosen()) {
                CommandText.print(shell, view, json);
            } else {
                shell.out().println(view.text() + ": " + (view.done() ? "done" : view.sentence()));
            }
        }
        return CommandText.exitCode(views);
    }
}
