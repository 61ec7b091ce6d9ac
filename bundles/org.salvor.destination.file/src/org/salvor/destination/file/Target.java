package org.salvor.destination.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;

/**
 * A place to write to, looked at without opening it.
 *
 * @param path as given
 * @param status what is there; empty where there is nothing yet
 * @param mustBeDevice whether the address says so
 */
record Target(Path path, Optional<FileStatus> status, boolean mustBeDevice) {

    /** Whether an address is one of ours: a path, {@code file:} or {@code block:}. */
    static boolean serves(String address) {
        return !address.isBlank()
                && (!address.matches("(?s)[a-z][a-z0-9]+:.*") || address.startsWith("file:") || address.startsWith("block:"));
    }

    /**
     * Looks at an address.
     *
     * @throws LinuxException where the kernel does not let us look
     * @throws IllegalArgumentException with a sentence, where the address cannot be a path
     */
    static Target at(String address) throws LinuxException {
        boolean device = address.startsWith("block:");
        String text = device || address.startsWith("file:") ? address.substring(address.indexOf(':') + 1) : address;
        try {
            Path path = Path.of(text);
            return new Target(path, look(path), device);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be a path here: " + e.getReason() + ".", e);
        }
    }

    /** What is at a path; empty where there is nothing. */
    static Optional<FileStatus> look(Path path) throws LinuxException {
        try {
            return Optional.of(FileStatus.of(path));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The folder that the path lies in. */
    Path folder() {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }

    boolean isDevice() {
        return status.map(FileStatus::isBlockDevice).orElse(false);
    }
}
