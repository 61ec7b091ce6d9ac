package org.salvor.testkit.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simulated drive as a file that any program can read: an NBD server in this JVM, shown by nbdfuse. A read that fails is EIO.
 *
 * <p>Read it past the page cache (O_DIRECT), or what is counted is the kernel's reading ahead. nbdfuse runs with one thread, so that requests reach the
 * drive in the order in which they are made.
 */
public final class ServedDrive implements AutoCloseable {
    private static final String SCRIPT = """
            folder=$1 name=$2
            nbdfuse -r -s "$folder/mount/$name" --unix "$folder/socket" </dev/null &
            fuse=$!
            for i in $(seq 500); do [ -e "$folder/mount/$name" ] && break; kill -0 $fuse || break; sleep 0.02; done
            if [ -e "$folder/mount/$name" ]; then
                echo "ready $folder/mount/$name"
                cat >/dev/null
            fi
            fusermount3 -u "$folder/mount" 2>/dev/null || fusermount3 -uz "$folder/mount"
            for i in $(seq 100); do kill -0 $fuse 2>/dev/null || break; sleep 0.02; done
            kill $fuse 2>/dev/null
            wait
            """;

    private final Path folder;
    private final NbdServer server;
    private final Supervised shell;

    private ServedDrive(Path folder, NbdServer server, Supervised shell) {
        this.folder = folder;
        this.server = server;
        this.shell = shell;
    }

    /** A sentence about what this machine lacks for it, or empty. */
    public static Optional<String> lacks() {
        Optional<String> tools = Tools.missing("nbdfuse", "fusermount3");
        return tools.isPresent() || Files.exists(Path.of("/dev/fuse")) ? tools : Optional.of("this kernel has no /dev/fuse");
    }

    /** Shows a drive; nobody else may use it until this is closed. */
    public static ServedDrive serve(MeteredDrive drive) throws IOException {
        Path folder = Files.createTempDirectory("served");
        Files.createDirectory(folder.resolve("mount"));
        NbdServer server = NbdServer.start(folder.resolve("socket"), drive);
        try {
            return new ServedDrive(folder, server, Supervised.start(SCRIPT, folder.toString(), "drive"));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The file to read. */
    public Path path() {
        return Path.of(shell.what());
    }

    /** Takes the file away and ends both servers; the drive's score is complete then. */
    @Override
    public void close() throws IOException {
        shell.close();
        server.close();
        try (Stream<Path> leftovers = Files.walk(folder)) {
            for (Path leftover : leftovers.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(leftover);
            }
        }
    }
}
