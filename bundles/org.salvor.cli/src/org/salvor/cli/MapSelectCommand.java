package org.salvor.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;
import org.salvor.station.JobOrder;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a domain map of some sectors of a map. */
@Command(name = "select",
        description = "Makes a domain map, in which the sectors chosen are finished and all others are not tried: \"salvor image --domain\" "
                + "and ddrescue take it to work on these sectors only.",
        footer = { "", "Stages: untried, skipped, non-trimmed, non-scraped, bad, read, read-ignoring-ecc, suspect, imported, excluded.",
                "Causes: none, timed-out, uncorrectable, id-not-found, address-mark, interface-crc, aborted, drive-fault, not-ready, gone.",
                "",
                "Examples:", "  salvor map select case1 --stage bad,non-scraped again.map",
                "  salvor map select case1 --cause timed-out --ranges 1GiB-2GiB again.map" })
final class MapSelectCommand implements Callable<Integer> {
    @Option(names = "--stage", paramLabel = "NAME", split = ",",
            description = "Sectors in these stages, with commas; any unless told otherwise.")
    private List<String> stages = List.of();

    @Option(names = "--cause", paramLabel = "NAME", split = ",", description = "Sectors whose last error was of these kinds, with commas.")
    private List<String> causes = List.of();

    @Option(names = "--ranges", paramLabel = "RANGES", description = "Sectors in these ranges, written as for \"salvor image\".")
    private String ranges = "";

    @Mixin
    private OneMap map;

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = map.load();
        StateFilter filter = StateFilter.all();
        if (!stages.isEmpty()) {
            filter = StateFilter.of(constants(Stage.class, stages, "stage"));
        }
        if (!causes.isEmpty()) {
            filter = filter.withCauses(constants(Cause.class, causes, "cause"));
        }
        SectorMap chosen = new SectorMap(loaded.view().sectorCount());
        for (LbaRange within : wanted(loaded)) {
            for (LbaRange found : MapAlgebra.ranges(loaded.view(), filter, within)) {
                chosen.set(found, SectorState.of(Stage.IMPORTED));
            }
        }
        MapView made = chosen.snapshot();
        map.writeMade(loaded.text().withMap(made));
        return ExitCode.DONE;
    }

    private List<LbaRange> wanted(LoadedMap loaded) throws CommandFailure {
        if (ranges.isEmpty()) {
            return List.of(loaded.view().wholeRange());
        }
        try {
            List<LbaRange> wanted = new ArrayList<>();
            for (JobOrder.Range range : new SectorRanges(ranges).on(loaded.view().sectorCount(), loaded.sectorBytes())) {
                wanted.add(new LbaRange(range.firstLba(), range.endLba()));
            }
            return wanted;
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, wrong.getMessage(), wrong);
        }
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, List<String> names, String what) throws CommandFailure {
        Set<E> found = EnumSet.noneOf(type);
        for (String name : names) {
            try {
                found.add(Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException unknown) {
                List<String> known = EnumSet.allOf(type).stream()
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
                throw new CommandFailure(ExitCode.WRONG_INPUT,
                        "\"" + name + "\" is no " + what + "; there are " + String.join(", ", known) + ".",
                        unknown);
            }
        }
        return found;
    }
}
