package org.salvor.station;

import java.util.List;

/**
 * A drive as it describes itself.
 *
 * @param drive the drive as lists show it
 * @param ata whether it answered IDENTIFY DEVICE; all below is empty or 0 when not
 * @param worldWideName 16 hex digits, empty without one
 * @param attachment {@code parallel}, {@code serial}, {@code pcie} or {@code unknown}
 * @param rotationRpm revolutions a minute, 1 for a drive that does not turn, 0 when unknown
 * @param queueDepth commands that NCQ takes, 0 without NCQ
 * @param alignmentOffsetSectors place of sector 0 in its physical sector, in logical sectors
 * @param eccBytes bytes that READ LONG adds to a sector, 0 when the drive does not say
 * @param multipleSectors sectors of a block of READ MULTIPLE at most, 0 without that
 * @param transferModes transfer modes that it offers, such as {@code PIO 4} and {@code UDMA 6}
 * @param transferMode the DMA mode that is selected, empty when none is
 * @param features feature sets that it has
 * @param security its security state
 * @param page the 512 bytes of IDENTIFY DEVICE; empty when it did not answer. Not to be changed
 */
public record DriveDetails(DriveView drive, boolean ata, String worldWideName, String attachment, int rotationRpm, int queueDepth,
        int alignmentOffsetSectors, int eccBytes, int multipleSectors, List<String> transferModes, String transferMode,
        List<Feature> features,
        SecurityView security, byte[] page) {

    /** One feature set: its name in lower case words, and whether it is on. */
    public record Feature(String name, boolean enabled) {
    }
}
