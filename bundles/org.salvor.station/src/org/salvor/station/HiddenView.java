package org.salvor.station;

/**
 * What of a drive hosts do not see.
 *
 * @param address the drive
 * @param sectorBytes bytes of a sector
 * @param visibleSectors sectors that can be read now
 * @param nativeSectors sectors without a host protected area, -1 when the drive does not tell
 * @param realSectors sectors without a configuration overlay too, -1 when the drive does not tell
 * @param protectedArea whether the drive has a host protected area feature set (HPA), or its successor (accessible max)
 * @param overlay whether the drive has a configuration overlay feature set (DCO)
 * @param visibleBefore sectors that could be read before this request changed that; equal to {@code visibleSectors} when it changed nothing
 * @param sentence what that means, in words
 */
public record HiddenView(String address, int sectorBytes, long visibleSectors, long nativeSectors, long realSectors, boolean protectedArea,
        boolean overlay, long visibleBefore, String sentence) {

    /** Sectors that a host protected area hides, 0 when none or unknown. */
    public long hiddenByHost() {
        return nativeSectors < 0 ? 0 : Math.max(0, nativeSectors - visibleSectors);
    }

    /** Sectors that a configuration overlay hides, 0 when none or unknown. */
    public long hiddenByOverlay() {
        return realSectors < 0 ? 0 : Math.max(0, realSectors - Math.max(nativeSectors, visibleSectors));
    }
}
