package org.salvor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the process is talking to.
 *
 * @param input whether a person can answer
 * @param output whether a person looks at the output as it comes
 * @param colours colours that the output can show
 */
record Terminal(boolean input, boolean output, Colours colours) {
    /** No person near: pipes and files. */
    static final Terminal NONE = new Terminal(false, false, Colours.NONE);

    private static final int USUAL_COLUMNS = 80;

    /** Colours a terminal can show. */
    enum Colours {
        NONE, INDEXED, ALL
    }

    /** What this process is talking to. */
    static Terminal ofProcess(Map<String, String> environment) {
        boolean output = isTerminal(1);
        return new Terminal(isTerminal(0), output, output ? colours(environment) : Colours.NONE);
    }

    /** Columns of the terminal as they are now. */
    int columns(Map<String, String> environment) {
        if (!output) {
            return USUAL_COLUMNS;
        }
        String[] size = sizeByStty().split(" ");
        String columns = size.length == 2 ? size[1] : environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,3}") ? Math.max(20, Integer.parseInt(columns)) : USUAL_COLUMNS;
    }

    static Colours colours(Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            return Colours.NONE;
        }
        return environment.getOrDefault("COLORTERM", "").matches("truecolor|24bit") ? Colours.ALL : Colours.INDEXED;
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            return Files.readSymbolicLink(link).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException noSuchSystem) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    private static String sizeByStty() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (InputStream answer = stty.getInputStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
                return stty.waitFor(1, TimeUnit.SECONDS) ? text : "";
            }
        } catch (IOException notHere) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
