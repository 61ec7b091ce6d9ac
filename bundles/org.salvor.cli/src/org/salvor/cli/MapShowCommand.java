package org.salvor.cli;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.station.JobView;
import org.salvor.station.MapPalette;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a map in numbers. */
@Command(name = "show", description = "Shows how many sectors are in each stage and what their last errors were.",
        footer = { "", "Examples:",
                "  salvor map show case1", "  salvor map show drive.map --runs", "  salvor map show case1 --json" })
final class MapShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "MAP", description = "A map or a job folder.")
    private String map;

    @Option(names = "--runs", description = "Show each run of sectors in one state as well.")
    private boolean runs;

    @Mixin
    private MapInput input;

    @Mixin
    private JsonOption json;

    MapShowCommand(Shell shell) {
        this.shell = shell;
    }

    /** Sectors of a drive, altogether and by stage and cause. */
    private record Totals(long sectorCount, int sectorBytes, long runCount, Map<String, Long> sectorsByStage,
            Map<String, Long> sectorsByCause) {
    }

    /** A run of sectors as JSON has it. */
    private record Run(long firstLba, long endLba, Stage stage, Cause cause, int tries, int lastPass, int registers) {
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        LoadedMap loaded = input.load(map);
        MapView view = loaded.view();
        Totals totals = new Totals(view.sectorCount(), loaded.sectorBytes(), view.runCount(view.wholeRange()), stages(loaded),
                causes(view));
        loaded.text().notes().forEach(note -> shell.err().println("salvor: " + map + ": " + note));
        if (runs) {
            printRuns(view);
        }
        if (json.chosen()) {
            JsonObject object = Json.object("map", totals);
            object.addProperty("name", map);
            Json.print(shell.out(), object);
        } else {
            print(totals);
        }
        return ExitCode.DONE;
    }

    /** A job itself knows what is read; its text can only say that it was finished. */
    private Map<String, Long> stages(LoadedMap loaded) throws StationException {
        Map<String, Long> sectors = new LinkedHashMap<>();
        JobView job = Files.isDirectory(Path.of(map)) ? shell.stations().station().open(map) : null;
        for (MapPalette.Entry entry : MapPalette.entries()) {
            sectors.put(entry.name(), job == null ? loaded.view().totals().of(entry.stage()) : job.sectors(entry.name()));
        }
        return sectors;
    }

    private static Map<String, Long> causes(MapView view) {
        Map<Cause, Long> counts = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            if (cause != Cause.NONE && view.totals().of(cause) > 0) {
                counts.put(cause, view.totals().of(cause));
            }
        }
        Map<String, Long> named = new LinkedHashMap<>();
        counts.forEach((cause, sectors) -> named.put(name(cause), sectors));
        return named;
    }

    private void print(Totals totals) {
        shell.out().println(map + ": " + Quantities.bytes((double) totals.sectorCount() * totals.sectorBytes()) + ", "
                + Quantities.count(totals.sectorCount(), "sector") + " of " + totals.sectorBytes() + " bytes in "
                + Quantities.count(totals.runCount(), "run"));
        Table table = new Table("STAGE", ">SECTORS", ">SIZE", ">SHARE");
        for (MapPalette.Entry entry : MapPalette.entries()) {
            long sectors = totals.sectorsByStage().get(entry.name());
            if (sectors > 0) {
                table.row(entry.label(), Quantities.count(sectors), Quantities.bytes((double) sectors * totals.sectorBytes()),
                        Quantities.percent(sectors, totals.sectorCount()));
            }
        }
        table.print(shell.out());
        totals.sectorsByCause()
                .forEach((cause, sectors) -> shell.out().println("Last error " + cause + ": " + Quantities.count(sectors, "sector")));
    }

    private void printRuns(MapView view) {
        RunCursor cursor = view.runs();
        while (cursor.next()) {
            SectorState state = cursor.state();
            if (json.chosen()) {
                Json.print(shell.out(),
                        Json.object("run", new Run(cursor.firstLba(), cursor.endLba(), state.stage(), state.cause(), state.tries(),
                                state.lastPass(), state.registers())));
            } else {
                String error = state.cause() == Cause.NONE ? "" : ", last error " + name(state.cause()) + ", " + state.tries() + " tries";
                // The text of a map knows no difference between what was read and what was imported.
                String stage = state.stage().isFinished() ? "finished" : MapPalette.of(state.stage()).label();
                shell.out().println(cursor.firstLba() + "-" + (cursor.endLba() - 1) + "  " + stage + error);
            }
        }
    }

    private static String name(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
