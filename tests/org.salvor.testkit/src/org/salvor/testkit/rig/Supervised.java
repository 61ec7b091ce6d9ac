package org.salvor.testkit.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shell that sets something up, says {@code ready WHAT}, waits for the end of its standard input and takes it down again. Its input is a pipe from
 * this JVM, so that even a JVM that is killed leaves nothing behind.
 */
final class Supervised implements AutoCloseable {
    private static final long END_SECONDS = 20;

    private final Process shell;
    private final String what;

    private Supervised(Process shell, String what) {
        this.shell = shell;
        this.what = what;
    }

    /**
     * Runs a script and waits for its word.
     *
     * @throws IllegalStateException with what the script said when it did not get ready
     */
    static Supervised start(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "rig"));
        command.addAll(List.of(arguments));
        try {
            Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
            StringBuilder said = new StringBuilder();
            BufferedReader output = shell.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("ready ")) {
                    Thread.ofPlatform().daemon().name("rig output").start(() -> drain(output));
                    return new Supervised(shell, line.substring("ready ".length()));
                }
                said.append(line).append('\n');
            }
            throw new IllegalStateException("the rig did not get ready: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the script said after {@code ready}. */
    String what() {
        return what;
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Servers may go on talking; nobody needs it.
            }
        } catch (IOException e) {
            // The shell is gone, and its output with it.
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // The shell had ended already.
        }
        try {
            if (!shell.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                shell.destroy();
                throw new IllegalStateException("the rig " + what + " did not come down");
            }
        } catch (InterruptedException e) {
            shell.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
