package org.salvor.sectormap.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that other maps are judged by. A test that needs it is skipped, in words, where it is not installed. */
final class Ddrescuelog {
    private final Path folder;

    Ddrescuelog(Path folder) {
        assumeTrue(isInstalled(), "ddrescuelog is not installed, so nothing was compared with it (Debian: apt-get install gddrescue)");
        this.folder = folder;
    }

    private static boolean isInstalled() {
        return List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, "ddrescuelog")));
    }

    /** What came of a call. */
    record Answer(int exit, String text) {
        /** The lines of the blocks. */
        List<String> blocks() {
            List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
            return lines.subList(Math.min(1, lines.size()), lines.size());
        }
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    Answer run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ddrescuelog"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("ddrescuelog does not come back");
        }
        return new Answer(process.exitValue(), text);
    }
}
