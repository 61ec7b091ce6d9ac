package org.salvor.cli;

import org.salvor.sectormap.MapAlgebra;
import picocli.CommandLine.Command;

/** What two maps share. */
@Command(name = "and", description = "Finished where both maps are.")
final class MapAndCommand extends MapCombination {
    MapAndCommand(Shell shell) {
        super(shell, MapAlgebra::and);
    }
}
