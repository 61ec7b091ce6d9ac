package org.salvor.testkit.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A mounted file system of a few megabytes, that fills up soon. Only root can have one. */
public final class SmallFileSystem implements AutoCloseable {
    private static final String IN_MEMORY = """
            mount -t tmpfs -o "size=$2" salvor-rig "$1" || exit 1
            echo "ready $1"
            cat >/dev/null
            umount "$1" || umount -l "$1"
            """;
    private static final String ON_DEVICE = """
            mkfs.ext4 -q -F "$2" && mount "$2" "$1" || exit 1
            echo "ready $1"
            cat >/dev/null
            umount "$1" || umount -l "$1"
            """;

    private final Supervised mount;

    private SmallFileSystem(Supervised mount) {
        this.mount = mount;
    }

    /** A sentence about what this machine lacks for it, or empty. */
    public static Optional<String> lacks() {
        return Needs.root().or(() -> Needs.tools("mount", "umount", "mkfs.ext4"));
    }

    /** Mounts one in memory; skips the running test where the machine lacks something. */
    public static SmallFileSystem inMemory(long sizeBytes) throws IOException {
        Needs.orSkip(lacks());
        return new SmallFileSystem(Supervised.start(IN_MEMORY, Files.createTempDirectory("small").toString(), Long.toString(sizeBytes)));
    }

    /** Makes an ext4 on a device, destroying what it holds, and mounts it; skips the running test where the machine lacks something. */
    public static SmallFileSystem on(Path device) throws IOException {
        Needs.orSkip(lacks());
        return new SmallFileSystem(Supervised.start(ON_DEVICE, Files.createTempDirectory("small").toString(), device.toString()));
    }

    /** The folder it is mounted on. */
    public Path folder() {
        return Path.of(mount.what());
    }

    /** Unmounts it, and removes the folder. */
    @Override
    public void close() throws IOException {
        mount.close();
        Files.deleteIfExists(folder());
    }
}
