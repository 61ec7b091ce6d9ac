package org.salvor.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import org.salvor.station.HiddenView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what of a drive is hidden, and opens it until power goes. */
@Command(name = "hidden",
        description = "Shows what of a drive is hidden behind its end (HPA, DCO), and opens it until its power is cycled.", footer = { "",
                "Examples:", "  salvor hidden sg:/dev/sg1", "  salvor hidden sg:/dev/sg1 --open",
                "  salvor hidden \"sim:healthy?hpa=16MiB\" --json" })
final class HiddenCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Option(names = "--open", description = "Open a host protected area until the drive's power is cycled; nothing stored is changed. "
            + "To image what it hides, give --open-hidden to \"salvor image\" instead.")
    private boolean open;

    @Mixin
    private JsonOption json;

    HiddenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        HiddenView view = open ? shell.stations().station().openHidden(source) : shell.stations().station().hidden(source);
        if (json.chosen()) {
            JsonObject object = Json.object("hidden", view);
            if (view.nativeSectors() < 0) {
                object.add("nativeSectors", JsonNull.INSTANCE);
            }
            if (view.realSectors() < 0) {
                object.add("realSectors", JsonNull.INSTANCE);
            }
            object.addProperty("hiddenByHostSectors", view.hiddenByHost());
            object.addProperty("hiddenByOverlaySectors", view.hiddenByOverlay());
            Json.print(shell.out(), object);
        } else {
            line("Visible", view.visibleSectors(), view.sectorBytes());
            line("Native max (HPA)", view.nativeSectors(), view.sectorBytes());
            line("Real (DCO)", view.realSectors(), view.sectorBytes());
            shell.out().println(view.sentence());
        }
        return ExitCode.DONE;
    }

    private void line(String name, long sectors, int sectorBytes) {
        shell.out().printf("%-17s %s%n", name,
                sectors < 0 ? "unknown" : Quantities.count(sectors, "sector") + ", " + Quantities.bytes((double) sectors * sectorBytes));
    }
}
