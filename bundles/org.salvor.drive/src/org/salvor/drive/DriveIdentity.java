package org.salvor.drive;

import org.salvor.ata.IdentifyDevice;

/**
 * Who a drive says it is.
 *
 * @param model model number, trimmed; never empty
 * @param serial serial number, trimmed; empty when the transport shows none
 * @param firmware firmware revision, trimmed, may be empty
 * @param sectorCount addressable logical sectors, ≥ 0
 * @param sectorBytes bytes of a logical sector: 512, 520, 4096 …
 * @param physicalSectorBytes bytes of a physical sector, a multiple of or equal to {@code sectorBytes}: the unit that fails
 */
public record DriveIdentity(String model, String serial, String firmware, long sectorCount, int sectorBytes, int physicalSectorBytes) {

    /** The identity that an IDENTIFY page tells. A drive that names no model is called "unnamed drive". */
    public static DriveIdentity of(IdentifyDevice page) {
        String model = page.model().isEmpty() ? "unnamed drive" : page.model();
        return new DriveIdentity(model, page.serial(), page.firmware(), page.sectorCount(), page.logicalSectorBytes(),
                page.physicalSectorBytes());
    }

    /** Logical sectors in a physical one, ≥ 1. */
    public int sectorsPerPhysical() {
        return Math.max(1, physicalSectorBytes / sectorBytes);
    }

    /** Bytes of all sectors. */
    public long sizeBytes() {
        return sectorCount * sectorBytes;
    }

    /**
     * Whether this can be the same drive as {@code other}, perhaps behind another bridge or transport: same serial number (model too, where
     * neither shows a serial number), same number of sectors and same sector size.
     */
    public boolean sameDrive(DriveIdentity other) {
        boolean named = serial.isEmpty() && other.serial.isEmpty() ? model.equals(other.model) : serial.equals(other.serial);
        return named && sectorCount == other.sectorCount && sectorBytes == other.sectorBytes;
    }
}
