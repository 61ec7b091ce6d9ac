package org.salvor.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the computer from sleeping while it is open. It holds {@code systemd-inhibit} as a child that ends with this process, whatever ends it: the
 * child waits for the end of its standard input.
 *
 * <p>Where the tool is missing or its service does not run, the caller hears of it and nothing else happens: imaging does not depend on it. Any thread.
 */
public final class SleepInhibitor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SleepInhibitor.class.getName());
    private static final long END_MILLIS = 2_000;

    private final Optional<Process> child;

    private SleepInhibitor(Optional<Process> child) {
        this.child = child;
    }

    /**
     * Holds the computer awake until it is closed.
     *
     * @param why what is going on, as a person should read it in the list of inhibitors
     * @param complaint hears one sentence when that does not work, on the calling thread or on one of the process's own
     */
    public static SleepInhibitor hold(String why, Consumer<String> complaint) {
        return hold("systemd-inhibit", why, complaint);
    }

    static SleepInhibitor hold(String tool, String why, Consumer<String> complaint) {
        List<String> command = List.of(tool, "--what=sleep:idle", "--mode=block", "--who=Salvor", "--why=" + why, "cat");
        try {
            Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.onExit().thenAccept(ended -> {
                if (ended.exitValue() != 0) {
                    complaint.accept(sentence(tool + " ended with code " + ended.exitValue()));
                }
            });
            return new SleepInhibitor(Optional.of(process));
        } catch (IOException e) {
            complaint.accept(sentence(tool + " cannot be started"));
            return new SleepInhibitor(Optional.empty());
        }
    }

    private static String sentence(String reason) {
        return "The computer may fall asleep while a job runs, because " + reason + "; see to it yourself that it stays awake.";
    }

    /** Whether the child runs. It may still be about to find that the service is missing. */
    public boolean isHeld() {
        return child.map(Process::isAlive).orElse(false);
    }

    /** Lets the computer sleep again. A second call does nothing. */
    @Override
    public void close() {
        child.ifPresent(SleepInhibitor::end);
    }

    private static void end(Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.flush();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "systemd-inhibit had ended already", e);
        }
        try {
            if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
