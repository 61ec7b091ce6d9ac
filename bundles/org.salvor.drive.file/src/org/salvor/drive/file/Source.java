package org.salvor.drive.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.salvor.drive.DriveIdentity;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.BlockRequests;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OwnedFd;

/**
 * A source that is open, and what was found when it was opened.
 *
 * @param fd open for reading alone
 * @param canonical its path without links
 * @param direct whether reads pass by the page cache
 * @param alignmentBytes what direct reads want of address, offset and length; 1 where reads are cached
 * @param sizeBytes when it was opened
 * @param sectorBytes as asked for
 * @param serial what tells a file from another that is later found under its path; empty for a device and where the file system has nothing
 * @param device what /sys told of it; empty for a file
 * @param carrier the device that the file lives on, where it has one
 * @param notes sentences for a person
 */
record Source(OwnedFd fd, Path canonical, boolean direct, int alignmentBytes, long sizeBytes, int sectorBytes, String serial,
        Optional<BlockDevice> device, Optional<BlockDevice> carrier, List<String> notes) {

    private static final List<String> DEAD_STATES = List.of("offline", "transport-offline", "cancel", "deleted");

    DriveIdentity identity() {
        return identity(sizeBytes);
    }

    /** The identity with a size that was found later. */
    DriveIdentity identity(long currentSizeBytes) {
        int unit = direct ? alignmentBytes : sectorBytes;
        return device.map(d -> Identities.of(d, sectorBytes, currentSizeBytes))
                .orElseGet(() -> Identities.of(canonical, serial, sectorBytes, unit, currentSizeBytes));
    }

    /** Size now. It sends no command to the drive. */
    long currentSizeBytes() throws LinuxException {
        return device.isPresent() ? BlockRequests.sizeBytes(fd) : fd.status().sizeBytes();
    }

    /** Why this is no longer the source that was opened, or empty while it is. It sends no command to the drive. */
    Optional<String> loss(BlockDevices devices) {
        try {
            long size = currentSizeBytes();
            if (size < sizeBytes) {
                return Optional.of(size == 0 && device.isPresent() ? fd.path() + " has no medium any more"
                        : fd.path() + " shrank from " + sizeBytes + " to " + size + " bytes");
            }
        } catch (LinuxException e) {
            return Optional.of(e.getMessage());
        }
        return device.or(() -> carrier).flatMap(known -> loss(known, devices));
    }

    private Optional<String> loss(BlockDevice known, BlockDevices devices) {
        Optional<String> state = devices.stateOf(known.number());
        if (state.isEmpty()) {
            return Optional.of("the kernel no longer knows the device " + known.node());
        }
        return state.filter(DEAD_STATES::contains).map(dead -> "the kernel has taken the device " + known.node() + " " + dead);
    }

    /** Whether the path now leads to another file than the one that is open. */
    boolean isReplaced() throws LinuxException {
        FileStatus open = fd.status();
        FileStatus named = FileStatus.of(canonical);
        return device.isPresent() ? !open.represents().equals(named.represents()) : !open.isSameFile(named);
    }
}
