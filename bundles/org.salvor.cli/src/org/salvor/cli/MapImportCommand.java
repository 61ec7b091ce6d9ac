package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts the map of another program. */
@Command(name = "import",
        description = "Reads the map of another program, a GNU ddrescue mapfile of any version or an OpenSuperClone project, and writes it "
                + "as a tidy ddrescue map. To go on with such an attempt, give the file to \"salvor image --map\".",
        footer = { "", "Examples:", "  salvor map import drive.log drive.map",
                "  salvor map import --loose pieces.map --sectors 976773168 drive.map" })
final class MapImportCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", index = "0", description = "A mapfile or project.")
    private String file;

    @Parameters(paramLabel = "OUT", index = "1", arity = "0..1", defaultValue = MapOutput.STANDARD,
            description = "Where the result goes; standard "
                    + "output unless told otherwise.")
    private String out;

    @Mixin
    private MapInput input;

    @Spec
    private CommandSpec spec;

    MapImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = input.load(shell, file);
        loaded.text().notes().forEach(note -> shell.err().println("salvor: " + file + ": " + note));
        MapOutput.write(shell, loaded.result(loaded.view(), spec.qualifiedName() + " " + file), false, out);
        return ExitCode.DONE;
    }
}
