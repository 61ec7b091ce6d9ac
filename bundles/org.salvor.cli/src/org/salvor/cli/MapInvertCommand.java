package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a map has not. */
@Command(name = "invert", description = "Finished where the map is not, and bad where it is.")
final class MapInvertCommand implements Callable<Integer> {
    @Mixin
    private OneMap map;

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = map.load();
        MapView made = MapAlgebra.invert(loaded.view(), loaded.blocks()).snapshot();
        map.writeMade(loaded.text().withMap(made));
        return ExitCode.DONE;
    }
}
