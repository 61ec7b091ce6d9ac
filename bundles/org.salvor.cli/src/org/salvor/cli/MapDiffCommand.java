package org.salvor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapDifference;
import org.salvor.sectormap.SectorState;
import org.salvor.station.MapPalette;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two maps. */
@Command(name = "diff", description = "Names the sectors whose stage differs between two maps.", footer = { "",
        "Ends with 0 when there is no difference and with 1 when there is one.", "", "Example:",
        "  salvor map diff monday.map tuesday.map" })
final class MapDiffCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FIRST", index = "0", description = "A map or a job folder.")
    private String first;

    @Parameters(paramLabel = "SECOND", index = "1", description = "Another one of the same drive.")
    private String second;

    @Option(names = "--finer", description = "Differences in last error, tries, pass and registers count too.")
    private boolean finer;

    @Mixin
    private MapInput input;

    @Mixin
    private JsonOption json;

    MapDiffCommand(Shell shell) {
        this.shell = shell;
    }

    /** A stretch of sectors in which two maps differ, as it is shown. */
    private record Difference(long firstLba, long endLba, SectorState first, SectorState second) {
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap one = input.load(first);
        LoadedMap other = input.load(second);
        one.blocksOfBoth(other);
        List<MapDifference> all = MapAlgebra.differences(one.view(), other.view(), one.view().wholeRange(), Integer.MAX_VALUE);
        long differing = 0;
        for (MapDifference difference : all) {
            if (finer || difference.first().stage() != difference.second().stage()) {
                differing += difference.range().sectorCount();
                print(difference);
            }
        }
        if (!json.chosen()) {
            shell.out().println(differing == 0 ? "No difference." : Quantities.count(differing, "sector") + " of "
                    + Quantities.count(one.view().sectorCount()) + " differ.");
        }
        return differing == 0 ? ExitCode.DONE : ExitCode.UNREAD;
    }

    private void print(MapDifference difference) {
        LbaRange range = difference.range();
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("difference",
                    new Difference(range.firstLba(), range.endLba(), difference.first(), difference.second())));
        } else {
            shell.out().println("sectors " + range.firstLba() + " to " + (range.endLba() - 1) + " (" + Quantities.count(range.sectorCount())
                    + "): "
                    + MapPalette.of(difference.first().stage()).label() + " -> " + MapPalette.of(difference.second().stage()).label());
        }
    }
}
