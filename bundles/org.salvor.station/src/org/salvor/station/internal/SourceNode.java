package org.salvor.station.internal;

import java.nio.file.Path;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.FileStatus;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.station.StationException;

/** Under which path the kernel shows a source, so that it is never written to under that name. */
final class SourceNode {

    private SourceNode() {
    }

    /**
     * Path of the file or device; empty for a source that the kernel does not show while it is open: a simulated one, or one whose controller was taken from
     * the kernel.
     *
     * @throws StationException when it cannot be found out, for then nothing may be written anywhere
     */
    static String of(DriveAddress source, BlockDevices known) throws StationException {
        return switch (source.scheme()) {
        case "file", "block" -> source.path();
        case "sg" -> behindPassThrough(Path.of(source.path()), known);
        default -> "";
        };
    }

    /** A drive that no disk driver has taken has no block device, and then nobody can write to it by one. */
    private static String behindPassThrough(Path node, BlockDevices known) throws StationException {
        if (!Linux.isSupported()) {
            return "";
        }
        try {
            FileStatus status = FileStatus.of(node);
            if (status.isBlockDevice()) {
                return node.toString();
            }
            return known.behindPassThrough(status.represents()).map(BlockDevice::node).map(Path::toString).orElse("");
        } catch (LinuxException e) {
            throw new StationException(StationException.Kind.INPUT, "It cannot be found out which disk " + node + " is (" + e.getMessage()
                    + "), so that nothing is written anywhere; check the address of the source.", e);
        }
    }
}
