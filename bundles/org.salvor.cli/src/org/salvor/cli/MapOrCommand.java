package org.salvor.cli;

import org.salvor.sectormap.MapAlgebra;
import picocli.CommandLine.Command;

/** What two maps have together. */
@Command(name = "or", description = "Finished where either map is.")
final class MapOrCommand extends MapCombination {
    MapOrCommand(Shell shell) {
        super(shell, MapAlgebra::or);
    }
}
