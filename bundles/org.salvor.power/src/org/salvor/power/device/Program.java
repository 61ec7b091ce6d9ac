package org.salvor.power.device;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs, without a shell, each within a deadline and with a bound on what it may say. Any thread. */
public final class Program {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private Program() {
    }

    /**
     * What a program did.
     *
     * @param exit its exit code
     * @param output what it said on both outputs, 64 KiB at most
     */
    public record Ended(int exit, String output) {
    }

    /**
     * Runs a program to its end.
     *
     * @param command program and arguments
     * @param environment added to this process's own
     * @throws IOException with a sentence: it is not installed, or it did not end in time and was killed with all that it had started
     */
    public static Ended run(List<String> command, Map<String, String> environment, Duration limit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().put("LC_ALL", "C"); // answers are read by their words
        builder.environment().putAll(environment);
        Process process = start(builder, command.getFirst());
        FutureTask<String> output = new FutureTask<>(() -> read(process.getInputStream()));
        Thread.ofPlatform().daemon().name("salvor power program").start(output);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.getFirst() + " did not end within " + limit.toSeconds()
                        + " s and was ended; check that the device answers, and what the program waits for.");
            }
            return new Ended(process.exitValue(), output.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was ended before it answered, because Salvor stops.");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(command.getFirst() + " ended and left its output open; let what it starts in the background close it.",
                    e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder, String program) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("The program " + program + " cannot be run (" + e.getMessage() + "); install it, or correct its path.",
                    e);
        }
    }

    /** The rest is read too, and forgotten, so that the program is not held up. */
    private static String read(InputStream stream) throws IOException {
        byte[] said = stream.readNBytes(MOST_BYTES);
        stream.transferTo(OutputStream.nullOutputStream());
        return new String(said, StandardCharsets.UTF_8);
    }
}
