package org.salvor.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.salvor.station.StationException;

/**
 * What came of a command that was typed.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record Typed(int exitCode, String out, String err) {

    /** Nobody who could be asked for a password. */
    static final SecretReader NOBODY = question -> {
        throw CommandFailure.input("Nobody is here to answer.");
    };

    /** A place without a station. */
    static final StationSource NO_STATION = () -> {
        throw new StationException(StationException.Kind.OWN_SIDE, "There is no station here; test something else.");
    };

    /** Types a command where there is no station and no person. */
    static Typed type(String... args) {
        return type(NO_STATION, Terminal.NONE, "", args);
    }

    /** Types a command, and that answer when it asks. */
    static Typed type(StationSource stations, Terminal terminal, String answer, String... args) {
        return type(stations, terminal, answer, new StopRequest(), args);
    }

    static Typed type(StationSource stations, Terminal terminal, String answer, StopRequest stop, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(stations, new PrintWriter(out), new PrintWriter(err), new BufferedReader(new StringReader(answer)),
                terminal, () -> 100,
                stop, () -> Signals.caught(stop::make, stop::make), System::nanoTime, question -> answer.getBytes(StandardCharsets.UTF_8));
        int exitCode = new Salvor(shell).run(args);
        return new Typed(exitCode, out.toString(), err.toString());
    }
}
