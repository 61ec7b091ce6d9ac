package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves a map along the drive. */
@Command(name = "shift",
        description = "Moves every block by a number of sectors, so that the map of a partition fits its drive, or the other way round. "
                + "What comes in is not tried; what leaves the start is lost.",
        footer = { "", "Examples:", "  salvor map shift partition.map 2048 drive.map",
                "  salvor map shift drive.map -2048 partition.map" })
final class MapShiftCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "MAP", index = "0", description = "A map or a job folder.")
    private String map;

    @Parameters(paramLabel = "SECTORS", index = "1", description = "How far; negative towards the start.")
    private long bySectors;

    @Parameters(paramLabel = "OUT", index = "2", arity = "0..1", defaultValue = MapOutput.STANDARD, description = MapOutput.WHAT)
    private String out;

    @Mixin
    private MapInput input;

    @Spec
    private CommandSpec spec;

    MapShiftCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = input.load(map);
        long room = Math.min(SectorMap.MOST_SECTORS, Long.MAX_VALUE / loaded.sectorBytes()) - loaded.view().sectorCount();
        if (bySectors <= -loaded.view().sectorCount() || bySectors > room) {
            throw CommandFailure
                    .input("Moving the " + Quantities.count(loaded.view().sectorCount(), "sector") + " of " + map + " by " + bySectors
                            + " leaves nothing of them on a drive; give a smaller number.");
        }
        long sectorCount = loaded.view().sectorCount() + bySectors;
        MapView made = MapAlgebra.shift(loaded.view(), bySectors, sectorCount).snapshot();
        MapOutput.writeMade(shell, spec, DdrescueMap.of(made, loaded.sectorBytes(), sectorCount * loaded.sectorBytes()), out);
        return ExitCode.DONE;
    }
}
