package org.salvor.testkit;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * What a transport's own code costs for a command: the time of its thread, without that of the simulated controller below it, which reports when it is
 * entered and left. What reporting costs is measured, and taken off. One thread.
 */
public final class CommandCost {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 4;
    private static final int COMMANDS = 20_000;
    private static final int REPORTS = 20_000;
    private static final int CALIBRATIONS = 20;
    private static final double GOAL_MICROS = 20;
    private long belowNanos;
    private long calls;

    /** Sends one command. */
    @FunctionalInterface
    public interface Command {
        void send(int index);
    }

    /** The simulator is entered. @return what {@link #leave} wants */
    public long enter() {
        return System.nanoTime();
    }

    /** The simulator is left. */
    public void leave(long entered) {
        belowNanos += System.nanoTime() - entered;
        calls++;
    }

    /** Sends many commands, and prints what one costs in processor time: median of the rounds. */
    public void print(PrintStream out, String what, Command command) {
        double[] own = new double[ROUNDS];
        double looks = 0;
        double report = reportNanos();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            belowNanos = 0;
            calls = 0;
            long start = System.nanoTime();
            for (int index = 0; index < COMMANDS; index++) {
                command.send(index);
            }
            double micros = (System.nanoTime() - start - belowNanos - calls * report) / 1e3 / COMMANDS;
            looks = (double) calls / COMMANDS;
            if (round >= 0) {
                own[round] = micros;
            }
        }
        Arrays.sort(own);
        out.printf("%-44s %6.2f µs a command (to reach: <= %.0f; %d rounds, %.2f to %.2f; %.0f calls of the controller)%n", what,
                own[ROUNDS / 2], GOAL_MICROS, ROUNDS, own[0], own[ROUNDS - 1], looks);
    }

    /** What a report of entering and leaving takes at least beyond what it counts as the simulator's. */
    private double reportNanos() {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < CALIBRATIONS; round++) {
            belowNanos = 0;
            long start = System.nanoTime();
            for (int index = 0; index < REPORTS; index++) {
                leave(enter());
            }
            least = Math.min(least, (double) (System.nanoTime() - start - belowNanos) / REPORTS);
        }
        return Math.max(0, least);
    }
}
