package org.salvor.power.device;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a lab has set down once about its power devices: programs of its own, and names and passwords, which have no place in addresses since those are kept
 * in jobs and shown. A file of {@code key = value} lines, read anew each time. Any thread.
 */
public final class LabFile {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;

    public LabFile(Path file) {
        this.file = file;
    }

    /**
     * The one of this user: what {@code SALVOR_POWER} in the environment names, else {@code salvor/power.properties} in {@code XDG_CONFIG_HOME}, else in
     * {@code .config} at home.
     */
    public static LabFile usual() {
        String named = System.getenv().getOrDefault("SALVOR_POWER", "");
        String folder = System.getenv().getOrDefault("XDG_CONFIG_HOME", "");
        Path usual = (folder.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".config") : Path.of(folder))
                .resolve("salvor/power.properties");
        return new LabFile(named.isEmpty() ? usual : Path.of(named));
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** The value of a key; empty when the file or the key is not there. @throws IOException with a sentence when the file cannot be trusted or read */
    public Optional<String> get(String key) throws IOException {
        return Optional.ofNullable(read().getProperty(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** All keys, sorted. @throws IOException as above */
    public Set<String> keys() throws IOException {
        return new TreeSet<>(read().stringPropertyNames());
    }

    private Properties read() throws IOException {
        Properties properties = new Properties();
        try {
            requireOurs();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } catch (NoSuchFileException _) {
            return properties;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has a \\u that is not followed by four hex digits; correct it.", e);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().endsWith(".") ? e
                    : new IOException(file + " cannot be read (" + e + "); correct it.", e);
        }
        return properties;
    }

    /** Whoever can write it can have programs run. */
    private void requireOurs() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too large to be a list of power devices; correct it.");
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE) || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new IOException(file + " can be written by others, who could have any program run; type: chmod go-w " + file + ".");
            }
        }
    }
}
