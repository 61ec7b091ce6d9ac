package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Converts the map of another program. */
@Command(name = "import",
        description = "Reads the map of another program, a GNU ddrescue mapfile of any version or an OpenSuperClone project, and writes it "
                + "as a tidy ddrescue map. To go on with such an attempt, give the file to \"salvor image --map\".",
        footer = { "", "Examples:", "  salvor map import drive.log drive.map",
                "  salvor map import --loose pieces.map --sectors 976773168 drive.map" })
final class MapImportCommand implements Callable<Integer> {
    @Mixin
    private OneMap map;

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = map.load();
        map.writeMade(loaded.text());
        return ExitCode.DONE;
    }
}
