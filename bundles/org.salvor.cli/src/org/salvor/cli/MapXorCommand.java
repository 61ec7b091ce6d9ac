package org.salvor.cli;

import org.salvor.sectormap.MapAlgebra;
import picocli.CommandLine.Command;

/** What one of two maps has. */
@Command(name = "xor", description = "Finished where exactly one of the maps is.")
final class MapXorCommand extends MapCombination {
    MapXorCommand(Shell shell) {
        super(shell, MapAlgebra::xor);
    }
}
