package org.salvor.cli;

import org.salvor.sectormap.MapAlgebra;
import picocli.CommandLine.Command;

/** What a map has over another. */
@Command(name = "minus", description = "Finished where the first map is and the second is not.")
final class MapMinusCommand extends MapCombination {
    MapMinusCommand(Shell shell) {
        super(shell, MapAlgebra::difference);
    }
}
