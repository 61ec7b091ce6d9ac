package org.salvor.cli;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import org.salvor.station.SwitchView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a switch as it changes. */
@Command(name = "watch",
        description = "Shows a switch again and again: its state, its volts and amperes where it measures them. Switches nothing.",
        footer = { "", "Ctrl-C ends it.", "", "Examples:", "  salvor power watch scpi:psu.lab/1",
                "  salvor power watch command:rig1 --every 5 --count 10 --json" })
final class PowerWatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "The switch, as \"salvor power list\" names it.")
    private String address;

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "1",
            description = "Seconds from one look to the next (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--count", paramLabel = "N", description = "End after so many looks.")
    private long count = Long.MAX_VALUE;

    @Mixin
    private JsonOption json;

    PowerWatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException, CommandFailure {
        if (seconds < 1 || count < 1) {
            throw CommandFailure.input("--every and --count are whole numbers from 1 on.");
        }
        Station station = shell.stations().station();
        try (Signals signals = shell.catchSignals().start()) {
            String told = "";
            for (long i = 0; i < count && !shell.stop().made(); i++) {
                if (i > 0) {
                    shell.stop().rest(seconds * 1_000L);
                }
                if (i == 0 || !shell.stop().made()) {
                    told = show(station.powerSwitch(address), told);
                }
            }
        }
        return ExitCode.DONE;
    }

    /** Shows it, with its sentence when that is another than before, which it answers. */
    private String show(SwitchView view, String told) {
        if (json.chosen()) {
            JsonObject object = Json.object("switch", view);
            object.addProperty("epochMillis", Instant.now().toEpochMilli());
            Json.print(shell.out(), object);
        } else {
            shell.out().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line(view));
            if (!view.sentence().isEmpty() && !view.sentence().equals(told)) {
                shell.out().println(view.sentence());
            }
        }
        shell.out().flush();
        return view.sentence();
    }

    private static String line(SwitchView view) {
        String volts = Double.isNaN(view.volts()) ? "" : String.format(Locale.ROOT, "  %.2f V", view.volts());
        String amperes = Double.isNaN(view.amperes()) ? "" : String.format(Locale.ROOT, "  %.2f A", view.amperes());
        return view.name() + "  " + view.state().name().toLowerCase(Locale.ROOT) + volts + amperes;
    }
}
