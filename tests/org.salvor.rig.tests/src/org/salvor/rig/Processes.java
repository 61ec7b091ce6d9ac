package org.salvor.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the host that a rig runs, each to a deadline. */
final class Processes {

    /** @param code of its exit; above 128 when a signal ended it, as a shell tells it */
    record Ended(int code, String words) {
    }

    private Processes() {
    }

    static Ended run(long seconds, Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("salvor-rig", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    end(process);
                }
            } catch (InterruptedException e) {
                end(process);
                throw e;
            }
            return new Ended(process.waitFor(), Files.readString(log));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    static String output(long seconds, Map<String, String> environment, String... command) throws IOException, InterruptedException {
        return run(seconds, environment, command).words();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
