package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the map of a job for other programs. */
@Command(name = "export",
        description = "Writes the map of a job as a ddrescue mapfile. Stages that ddrescue does not know become the nearest one; what is "
                + "finer travels in comments, which ddrescue passes over and Salvor reads back.",
        footer = { "", "Examples:", "  salvor map export case1 case1.map", "  salvor map export case1 | ddrescuelog -t -" })
final class MapExportCommand implements Callable<Integer> {
    @Option(names = "--plain", description = "Leave the comments with finer states out.")
    private boolean plain;

    @Mixin
    private OneMap map;

    @Override
    public Integer call() throws CommandFailure, StationException {
        map.write(map.load().text(), plain);
        return ExitCode.DONE;
    }
}
