package org.salvor.drive.file;

import java.nio.file.Path;
import org.salvor.drive.DriveIdentity;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.FileStatus;

/** Who a source is, as far as files and {@code /sys} tell. */
final class Identities {
    private Identities() {
    }

    /** A file is named by its canonical path, and known again by inode and time of birth where its file system tells them. */
    static DriveIdentity of(Path canonical, String serial, int sectorBytes, int failingUnitBytes, long sizeBytes) {
        return new DriveIdentity(canonical.toString(), serial, "", sectors(sizeBytes, sectorBytes), sectorBytes,
                multiple(failingUnitBytes, sectorBytes));
    }

    /** Inode numbers come again when a file is deleted, and some file systems make them up: alone they prove nothing. */
    static String serial(FileStatus status) {
        return status.born().map(born -> "inode " + status.inode() + ", born " + born).orElse("");
    }

    static DriveIdentity of(BlockDevice device, int sectorBytes, long sizeBytes) {
        return new DriveIdentity(device.modelWords(), device.serialWords(), device.firmware(), sectors(sizeBytes, sectorBytes), sectorBytes,
                multiple(device.physicalSectorBytes(), sectorBytes));
    }

    /** A last sector that is only begun counts as one. */
    static long sectors(long sizeBytes, int sectorBytes) {
        return Math.ceilDiv(sizeBytes, sectorBytes);
    }

    private static int multiple(int physicalBytes, int sectorBytes) {
        return physicalBytes > sectorBytes && physicalBytes % sectorBytes == 0 ? physicalBytes : sectorBytes;
    }
}
