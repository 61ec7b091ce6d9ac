package org.salvor.cli;

import java.util.concurrent.Callable;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.station.StationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that makes one map of two. */
abstract class MapCombination implements Callable<Integer> {
    private final Shell shell;
    private final Operation operation;

    @Parameters(paramLabel = "FIRST", index = "0", description = "A map or a job folder.")
    private String first;

    @Parameters(paramLabel = "SECOND", index = "1", description = "Another one of the same drive.")
    private String second;

    @Parameters(paramLabel = "OUT", index = "2", arity = "0..1", defaultValue = MapOutput.STANDARD, description = MapOutput.WHAT)
    private String out;

    @Mixin
    private MapInput input;

    @Spec
    private CommandSpec spec;

    MapCombination(Shell shell, Operation operation) {
        this.shell = shell;
        this.operation = operation;
    }

    /** What is made of two maps within a range. */
    @FunctionalInterface
    interface Operation {
        SectorMap apply(MapView first, MapView second, LbaRange within);
    }

    @Override
    public final Integer call() throws CommandFailure, StationException {
        LoadedMap one = input.load(first);
        LoadedMap other = input.load(second);
        MapView made = operation.apply(one.view(), other.view(), one.blocksOfBoth(other)).snapshot();
        MapOutput.writeMade(shell, spec, one.text().withMap(made), out);
        return ExitCode.DONE;
    }
}
