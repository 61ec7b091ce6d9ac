package org.salvor.ui.internal.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;

/**
 * Keeps the folders of the jobs that run, so that the next start knows them however this one ends. Losing the file loses nothing but the offer to resume.
 * Reads and writes: not for the display thread. Any one thread at a time.
 */
final class JobsThatRan {
    private final Path file;

    /**
     * Keeps them in this file.
     *
     * @param file made when there is something to keep
     */
    JobsThatRan(Path file) {
        this.file = file;
    }

    /** The folders that were kept last; those that no longer hold a job are left out. */
    synchronized List<String> folders() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream().filter(line -> !line.isBlank())
                .filter(folder -> Files.exists(Path.of(folder).resolve("job.yaml"))).toList();
    }

    /** Keeps these in place of all others; a crash in between leaves the old or the new ones. */
    synchronized void keep(Collection<String> folders) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, folders, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
