package org.salvor.testkit.rig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that shows an image and answers with true errors of the kernel where it is told to: nbdkit with a small plugin, shown as a file by nbdfuse.
 *
 * <p>Read it past the page cache (O_DIRECT) for errors at the exact sector. One request is served at a time, as by a drive.
 */
public final class FaultyFile implements AutoCloseable {
    private static final String SCRIPT = """
            folder=$1 image=$2 name=$3 mode=$4
            nbdkit -f -U "$folder/socket" python "$folder/faulty_file.py" "image=$image" "faults=$folder/faults" "log=$folder/log" </dev/null &
            server=$!
            for i in $(seq 200); do [ -S "$folder/socket" ] && break; kill -0 $server || exit 1; sleep 0.02; done
            nbdfuse $mode "$folder/mount/$name" --unix "$folder/socket" </dev/null &
            fuse=$!
            for i in $(seq 200); do [ -e "$folder/mount/$name" ] && break; kill -0 $fuse || break; sleep 0.02; done
            if [ -e "$folder/mount/$name" ]; then
                echo "ready $folder/mount/$name"
                cat >/dev/null
            fi
            fusermount3 -u "$folder/mount" 2>/dev/null || fusermount3 -uz "$folder/mount"
            kill $server
            for i in $(seq 100); do kill -0 $fuse 2>/dev/null || break; sleep 0.02; done
            kill $fuse 2>/dev/null
            wait
            """;

    private final Path folder;
    private final Supervised server;

    private FaultyFile(Path folder, Supervised server) {
        this.folder = folder;
        this.server = server;
    }

    /** A sentence about what this machine lacks for it, or empty. */
    public static Optional<String> lacks() {
        Optional<String> tools = Needs.tools("nbdkit", "nbdfuse", "fusermount3");
        return tools.isPresent() || Files.exists(Path.of("/dev/fuse")) ? tools : Optional.of("this kernel has no /dev/fuse");
    }

    /** Shows an image that cannot be written; skips the running test where the machine lacks something. */
    public static FaultyFile readOnly(Path image, Faults faults) throws IOException {
        return serve(image, faults, "-r");
    }

    /** Shows an image that takes writes; skips the running test where the machine lacks something. */
    public static FaultyFile writable(Path image, Faults faults) throws IOException {
        return serve(image, faults, "");
    }

    private static FaultyFile serve(Path image, Faults faults, String mode) throws IOException {
        Needs.orSkip(lacks());
        Path folder = Files.createTempDirectory("faulty");
        Files.createDirectory(folder.resolve("mount"));
        try (InputStream plugin = FaultyFile.class.getResourceAsStream("faulty_file.py")) {
            Files.copy(plugin, folder.resolve("faulty_file.py"));
        }
        Files.writeString(folder.resolve("faults"), faults.text());
        Supervised server = Supervised.start(SCRIPT, folder.toString(), image.toAbsolutePath().toString(), image.getFileName().toString(),
                mode);
        return new FaultyFile(folder, server);
    }

    /** The file to use. */
    public Path path() {
        return Path.of(server.what());
    }

    /** Changes what is wrong, from the next request on. */
    public void change(Faults faults) throws IOException {
        Path next = Files.writeString(folder.resolve("faults.next"), faults.text());
        Files.move(next, folder.resolve("faults"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The requests that arrived so far, each as {@code read OFFSET COUNT}, {@code write …} or {@code flush 0 0}. */
    public List<String> requests() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    /** Takes the file away, even from under an open reader, and ends both servers. */
    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> leftovers = Files.walk(folder)) {
            for (Path leftover : leftovers.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(leftover);
            }
        }
    }
}
