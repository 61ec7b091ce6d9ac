package org.salvor.cli;

import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.station.StationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a command takes that makes a map of one other. */
final class OneMap {
    private final Shell shell;

    @Parameters(paramLabel = "MAP", index = "0", description = "A ddrescue mapfile, an OpenSuperClone project, or a job folder.")
    private String map;

    @Parameters(paramLabel = "OUT", index = "1", arity = "0..1", defaultValue = MapOutput.STANDARD, description = MapOutput.WHAT)
    private String out;

    @Mixin
    private MapInput input;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    OneMap(Shell shell) {
        this.shell = shell;
    }

    /** The map that was named; what its reader has to say about it goes to standard error. */
    LoadedMap load() throws CommandFailure, StationException {
        LoadedMap loaded = input.load(map);
        loaded.text().notes().forEach(note -> shell.err().println("salvor: " + map + ": " + note));
        return loaded;
    }

    /** Writes what was made of it, and at its top the command as it was typed. */
    void writeMade(DdrescueMap made) throws CommandFailure {
        MapOutput.writeMade(shell, command, made, out);
    }

    /** Writes a map as it is; with {@code plain} without the finer states in its comments. */
    void write(DdrescueMap made, boolean plain) throws CommandFailure {
        MapOutput.write(shell, made, plain, out);
    }
}
