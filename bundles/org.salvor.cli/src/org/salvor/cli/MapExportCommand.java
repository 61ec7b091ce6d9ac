package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the map of a job for other programs. */
@Command(name = "export",
        description = "Writes the map of a job as a ddrescue mapfile. Stages that ddrescue does not know become the nearest one; what is "
                + "finer travels in comments, which ddrescue passes over and Salvor reads back.",
        footer = { "", "Examples:", "  salvor map export case1 case1.map", "  salvor map export case1 | ddrescuelog -t -" })
final class MapExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DIR", index = "0", description = "A job folder, or a map.")
    private String map;

    @Parameters(paramLabel = "OUT", index = "1", arity = "0..1", defaultValue = MapOutput.STANDARD,
            description = "Where the result goes; standard "
                    + "output unless told otherwise.")
    private String out;

    @Option(names = "--plain", description = "Leave the comments with finer states out.")
    private boolean plain;

    @Mixin
    private MapInput input;

    MapExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        MapOutput.write(shell, input.load(shell, map).text(), plain, out);
        return ExitCode.DONE;
    }
}
