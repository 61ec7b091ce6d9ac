package org.salvor.testkit.rig;

import java.nio.file.Path;
import java.util.Optional;

/** A block device over a file, with direct I/O to it where the file allows. Only root can have one. */
public final class LoopDevice implements AutoCloseable {
    private static final String SCRIPT = """
            file=$1 sector=$2 mode=$3
            node=$(losetup --find --show --sector-size "$sector" --direct-io=on $mode "$file") ||
                node=$(losetup --find --show --sector-size "$sector" $mode "$file") || exit 1
            echo "ready $node"
            cat >/dev/null
            losetup --detach "$node"
            """;

    private final Supervised loop;

    private LoopDevice(Supervised loop) {
        this.loop = loop;
    }

    /** A sentence about what this machine lacks for it, or empty. */
    public static Optional<String> lacks() {
        return Needs.root().or(() -> Needs.tools("losetup"));
    }

    /** Makes one that takes writes; skips the running test where the machine lacks something. @param sectorBytes 512 to 4096 */
    public static LoopDevice writable(Path file, int sectorBytes) {
        return attach(file, sectorBytes, "");
    }

    /** Makes one that refuses writes; skips the running test where the machine lacks something. @param sectorBytes 512 to 4096 */
    public static LoopDevice readOnly(Path file, int sectorBytes) {
        return attach(file, sectorBytes, "--read-only");
    }

    private static LoopDevice attach(Path file, int sectorBytes, String mode) {
        Needs.orSkip(lacks());
        return new LoopDevice(Supervised.start(SCRIPT, file.toString(), Integer.toString(sectorBytes), mode));
    }

    /** The device file. */
    public Path node() {
        return Path.of(loop.what());
    }

    /** Detaches it; where something still has it open, the kernel does so at the last close. */
    @Override
    public void close() {
        loop.close();
    }
}
