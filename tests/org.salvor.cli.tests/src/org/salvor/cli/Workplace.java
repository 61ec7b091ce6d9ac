package org.salvor.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.file.BlockDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;

/** A place with everything that is installed in the product. Each command has a station of its own, as each process has. */
final class Workplace {
    static final Terminal AT_A_TERMINAL = new Terminal(true, true, Terminal.Colours.NONE);

    private Workplace() {
    }

    static LocalStation station() {
        return new LocalStation(new Providers().add(new SimulatedDriveProvider()).add(new FileDriveProvider()).add(new BlockDriveProvider())
                .add(new FileDestinationProvider()));
    }

    static Typed type(String... args) {
        return type(Terminal.NONE, "", new StopRequest(), args);
    }

    /** Types a command where that is the terminal, that is answered when it asks, and that stops it. */
    static Typed type(Terminal terminal, String answer, StopRequest stop, String... args) {
        try (LocalStation station = station()) {
            return Typed.type(() -> station, terminal, answer, stop, args);
        }
    }

    /** The objects of an answer in JSON. */
    static List<JsonObject> objects(Typed typed) {
        return typed.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
}
