package org.salvor.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What surrounds a command.
 *
 * @param stations the station, for commands that need it
 * @param out where answers go
 * @param err where complaints and questions go
 * @param in where a person answers
 * @param terminal what those are
 * @param columns width of the terminal now
 * @param stop whether the person wants to stop
 * @param catchSignals turns the signals that end a program into {@code stop} until it is closed
 * @param nanos a clock for periods, in nanoseconds
 * @param secrets asks the person for what nobody else is to see
 */
record Shell(StationSource stations, PrintWriter out, PrintWriter err, BufferedReader in, Terminal terminal, IntSupplier columns,
        StopRequest stop,
        SignalCatcher catchSignals, LongSupplier nanos, SecretReader secrets) {

    /** Longest that a stopped program may take to end, framework and all; then it ends at once. What is durable by then stays so. */
    private static final long OVERDUE_SECONDS = 14;

    /** Catches the signals that end a program. */
    @FunctionalInterface
    interface SignalCatcher {
        Signals start();
    }

    /** The shell of this process. */
    static Shell ofProcess(StationSource stations, PrintWriter out, PrintWriter err) {
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.ofProcess(environment);
        StopRequest stop = new StopRequest();
        return new Shell(stations, out, err, new BufferedReader(new InputStreamReader(System.in)), terminal,
                () -> terminal.columns(environment), stop,
                () -> Signals.caught(() -> stopSoon(stop), () -> Runtime.getRuntime().halt(ExitCode.STOPPED)), System::nanoTime,
                SecretReader.ofProcess());
    }

    /** Stops in order, or, when that hangs because a drive holds the process, without. */
    private static void stopSoon(StopRequest stop) {
        stop.make();
        Thread.ofPlatform().daemon().name("overdue").start(() -> {
            try {
                TimeUnit.SECONDS.sleep(OVERDUE_SECONDS);
                Runtime.getRuntime().halt(ExitCode.STOPPED);
            } catch (InterruptedException notNeeded) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
