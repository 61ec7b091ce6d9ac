package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a map has not. */
@Command(name = "invert", description = "Finished where the map is not, and bad where it is.")
final class MapInvertCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "MAP", index = "0", description = "A map or a job folder.")
    private String map;

    @Parameters(paramLabel = "OUT", index = "1", arity = "0..1", defaultValue = MapOutput.STANDARD,
            description = "Where the result goes; standard "
                    + "output unless told otherwise.")
    private String out;

    @Mixin
    private MapInput input;

    @Spec
    private CommandSpec spec;

    MapInvertCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = input.load(shell, map);
        MapView made = MapAlgebra.invert(loaded.view(), loaded.blocks()).snapshot();
        MapOutput.write(shell, loaded.result(made, spec.qualifiedName() + " " + map), false, out);
        return ExitCode.DONE;
    }
}
