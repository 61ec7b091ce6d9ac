package org.salvor.imaging;

/**
 * Who a destination is.
 *
 * @param kind {@code file} or {@code drive}
 * @param address canonical path or device path
 * @param model of a drive, else empty
 * @param serial of a drive; of a file a text that stays with the file itself (file system, inode and, since inode numbers come again, time of birth)
 * @param sizeBytes size of a drive; 0 for a file
 * @param sectorBytes logical sector of a drive; 1 for a file
 */
public record DestinationIdentity(String kind, String address, String model, String serial, long sizeBytes, int sectorBytes) {

    /** Whether this is the same destination, perhaps under another letter or path. */
    public boolean same(DestinationIdentity other) {
        boolean named = serial.isEmpty() && other.serial.isEmpty() ? address.equals(other.address) : serial.equals(other.serial);
        return kind.equals(other.kind) && named && sizeBytes == other.sizeBytes;
    }
}
