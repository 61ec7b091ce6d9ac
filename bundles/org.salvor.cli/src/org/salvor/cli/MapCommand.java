package org.salvor.cli;

import picocli.CommandLine.Command;

/** Sector maps. */
@Command(name = "map", description = "Shows, converts, compares and combines sector maps: of jobs, of GNU ddrescue, and of OpenSuperClone.",
        subcommands = {
                MapShowCommand.class, MapImportCommand.class, MapExportCommand.class, MapAndCommand.class, MapOrCommand.class,
                MapXorCommand.class,
                MapMinusCommand.class, MapInvertCommand.class, MapShiftCommand.class, MapSelectCommand.class, MapDiffCommand.class,
                MapPictureCommand.class },
        footer = { "",
                "MAP is a ddrescue mapfile, an OpenSuperClone project, or a job folder. What a file calls finished is \"imported\" here: only a job"
                        + " knows that its destination really holds a sector. In and, or, xor, minus and invert the finished sectors are the set.",
                "", "Examples:", "  salvor map show case1", "  salvor map export case1 case1.map",
                "  salvor map and monday.map tuesday.map both.map",
                "  salvor map select case1 --stage bad,non-scraped again.map", "  salvor map picture case1 case1.png --width 1600" })
final class MapCommand extends CommandGroup {
}
