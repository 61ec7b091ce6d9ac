package org.salvor.casework;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;

/** Says in words why the system refused something. Pure. */
final class Causes {

    private Causes() {
    }

    static String words(IOException e) {
        return switch (e) {
        case AccessDeniedException denied -> "permission denied for " + denied.getFile();
        case NoSuchFileException missing -> missing.getFile() + " is not there";
        case FileSystemException refused when refused.getReason() != null -> refused.getReason() + " (" + refused.getFile() + ")";
        default -> String.valueOf(e.getMessage());
        };
    }

    /** Whether the place cannot be written to at all. */
    static boolean readOnly(Exception e) {
        return e instanceof AccessDeniedException || e instanceof ReadOnlyFileSystemException
                || e instanceof FileSystemException refused && String.valueOf(refused.getReason()).contains("Read-only file system");
    }
}
