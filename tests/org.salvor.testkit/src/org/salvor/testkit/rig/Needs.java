package org.salvor.testkit.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What a machine lacks for a rig. */
final class Needs {
    private static final String[] USUAL_FOLDERS = { "/usr/sbin", "/sbin", "/usr/bin", "/bin" };

    private Needs() {
    }

    /** A sentence about the tools that are not installed, or empty. */
    static Optional<String> tools(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!isInstalled(name)) {
                missing.add(name);
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("not installed here: " + String.join(", ", missing));
    }

    /** A sentence when this user is not root, or empty. */
    static Optional<String> root() {
        return "root".equals(System.getProperty("user.name")) ? Optional.empty() : Optional.of("only root can set this up");
    }

    /** Skips the running test, with the sentence, where there is one. */
    static void orSkip(Optional<String> lack) {
        Assumptions.assumeTrue(lack.isEmpty(), () -> lack.orElse(""));
    }

    private static boolean isInstalled(String tool) {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(List.of(USUAL_FOLDERS));
        return folders.stream().filter(folder -> !folder.isEmpty()).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
