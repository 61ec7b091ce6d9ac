package org.salvor.drive.file;

import java.nio.file.Path;
import org.salvor.drive.DriveIdentity;
import org.salvor.linux.BlockDevice;

/** Who a source is, as far as files and {@code /sys} tell. */
final class Identities {
    private Identities() {
    }

    /** A file is named by its canonical path and its size; it has no serial number. */
    static DriveIdentity of(Path canonical, int sectorBytes, int failingUnitBytes, long sizeBytes) {
        return new DriveIdentity(canonical.toString(), "", "", sectors(sizeBytes, sectorBytes), sectorBytes,
                multiple(failingUnitBytes, sectorBytes));
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
