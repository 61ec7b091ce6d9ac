package org.salvor.drive.simulated;

import org.salvor.ata.DeviceConfiguration;
import org.salvor.ata.TaskFile;

/** How much of the drive hosts can see: all of it, less what the configuration overlay hides, less the host protected area. */
final class HiddenArea {
    private static final int MULTIWORD_DMA = 0x07;
    private static final int ULTRA_DMA = 0x7F;
    private static final int FEATURES = 0x008F;
    private final long realSectors;
    private final long madeSectors;
    private long overlaySectors;
    private long storedSectors;
    private long sectors;
    private boolean overlayFrozen;
    private boolean maxFrozen;
    private boolean nativeJustRead;

    /**
     * @param realSectors sectors of the drive
     * @param hiddenByOverlay of these, how many the overlay hides at the end
     * @param hiddenByHost how many more the host protected area hides
     */
    HiddenArea(long realSectors, long hiddenByOverlay, long hiddenByHost) {
        this.realSectors = realSectors;
        madeSectors = realSectors - hiddenByOverlay;
        overlaySectors = madeSectors;
        storedSectors = madeSectors - hiddenByHost;
        sectors = storedSectors;
    }

    /** Sectors that can be addressed now. */
    long sectors() {
        return sectors;
    }

    void powerOn() {
        sectors = storedSectors;
        overlayFrozen = false;
        maxFrozen = false;
    }

    /** Notes every command: SET MAX is taken only right behind READ NATIVE MAX. */
    void commandSeen(int command) {
        nativeJustRead &= command == 0xF9 || command == 0x37;
    }

    /** READ NATIVE MAX ADDRESS (EXT). */
    Reply readNativeMax(boolean extended) {
        nativeJustRead = true;
        long last = overlaySectors - 1;
        return Reply.registers(0, extended ? last : Math.min(last, 0x0FFF_FFFFL));
    }

    /** SET MAX ADDRESS (EXT), and SET MAX FREEZE LOCK. */
    Reply setMax(TaskFile taskFile) {
        boolean allowed = nativeJustRead && !maxFrozen;
        nativeJustRead = false;
        if (!taskFile.extended() && taskFile.feature() == 4) {
            maxFrozen = true;
            return Reply.good();
        }
        if (!allowed || taskFile.lba() >= overlaySectors || !taskFile.extended() && taskFile.feature() != 0) {
            return Reply.aborted();
        }
        sectors = taskFile.lba() + 1;
        if ((taskFile.count() & 1) == 1) {
            storedSectors = sectors;
        }
        return Reply.registers(0, taskFile.lba());
    }

    /** DEVICE CONFIGURATION: restore, freeze, identify, set. */
    Reply configuration(TaskFile taskFile, DeviceConfiguration wanted) {
        return switch (taskFile.feature()) {
        case 0xC0 -> {
            if (overlayFrozen || sectors != overlaySectors) {
                yield Reply.aborted();
            }
            show(realSectors);
            yield Reply.good();
        }
        case 0xC1 -> {
            overlayFrozen = true;
            yield Reply.good();
        }
        case 0xC2, 0xC4 -> overlayFrozen ? Reply.aborted()
                : Reply.data(new DeviceConfiguration(MULTIWORD_DMA, ULTRA_DMA, realSectors - 1, FEATURES).encode());
        case 0xC3, 0xC5 -> {
            if (overlayFrozen || sectors != overlaySectors || wanted == null || wanted.lastLba() >= realSectors) {
                yield Reply.aborted();
            }
            show(wanted.lastLba() + 1);
            yield Reply.good();
        }
        default -> Reply.aborted();
        };
    }

    private void show(long count) {
        overlaySectors = count;
        storedSectors = count;
        sectors = count;
    }
}
