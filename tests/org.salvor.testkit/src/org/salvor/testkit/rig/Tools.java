package org.salvor.testkit.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that this machine has. */
final class Tools {
    private static final String[] USUAL_FOLDERS = { "/usr/sbin", "/sbin", "/usr/bin", "/bin" };

    private Tools() {
    }

    /** A sentence about those that are not installed, or empty. */
    static Optional<String> missing(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!isInstalled(name)) {
                missing.add(name);
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("not installed here: " + String.join(", ", missing));
    }

    private static boolean isInstalled(String tool) {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(List.of(USUAL_FOLDERS));
        return folders.stream().filter(folder -> !folder.isEmpty()).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
