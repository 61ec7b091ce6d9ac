package org.salvor.casework;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces small files so that a crash leaves the old or the new one, never a mixture. Any thread; one at a time a file. */
final class AtomicFile {
    static final String TEMPORARY = ".new";

    private AtomicFile() {
    }

    static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    /** Writes beside the file, forces, renames over it and forces the folder. */
    static void write(Path file, String text) throws IOException {
        Path beside = temporary(file);
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        putInPlace(beside, file);
    }

    /** Copies another file to this place, as carefully. */
    static void copy(Path from, Path file) throws IOException {
        Path beside = temporary(file);
        Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        putInPlace(beside, file);
    }

    private static void putInPlace(Path beside, Path file) throws IOException {
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(file.toAbsolutePath().getParent());
    }

    /** Makes a folder and all above it that are missing, durably. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Path above = folder.toAbsolutePath().getParent();
            createFolder(above);
            Files.createDirectory(folder);
            forceFolder(above);
        }
    }

    /** Makes the names in a folder durable, where the system can open folders. */
    static void forceFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (AccessDeniedException e) {
            return; // Windows does not open folders, and keeps their entries durable by itself
        }
        try (channel) {
            channel.force(true);
        }
    }
}
