package org.salvor.ata;

import java.lang.foreign.MemorySegment;

/**
 * The device configuration overlay as DEVICE CONFIGURATION IDENTIFY tells it (ACS-2 7.9.3): what the drive could do without an overlay.
 *
 * @param multiwordDma multiword DMA modes, bits 2:0
 * @param ultraDma Ultra DMA modes, bits 6:0
 * @param lastLba highest LBA of the whole drive, 48 bits
 * @param features word 7, one bit a feature set that may be hidden
 */
public record DeviceConfiguration(int multiwordDma, int ultraDma, long lastLba, int features) {
    private static final int SIGNATURE = 0xA5;

    public DeviceConfiguration {
        if ((multiwordDma & ~0x07) != 0 || (ultraDma & ~0x7F) != 0 || lastLba < 0 || lastLba >>> 48 != 0 || (features & ~0xFFFF) != 0) {
            throw new IllegalArgumentException("a field of the device configuration is out of its range");
        }
    }

    /**
     * Reads the page.
     *
     * @throws AtaFormatException when it is not 512 bytes, lacks its signature or its checksum is wrong
     */
    public static DeviceConfiguration decode(MemorySegment page) throws AtaFormatException {
        byte[] raw = Pages.checked("device configuration", page);
        if ((raw[510] & 0xFF) != SIGNATURE) {
            throw new AtaFormatException("The device configuration lacks its signature A5h.");
        }
        return new DeviceConfiguration(raw[2] & 0x07, raw[4] & 0x7F, Pages.number(raw, 6, 6), (int) Pages.number(raw, 14, 2));
    }

    /** The 512 bytes of the page, with checksum. */
    public byte[] encode() {
        byte[] raw = new byte[Pages.BYTES];
        Pages.put(raw, 0, 2, 2);
        raw[2] = (byte) multiwordDma;
        raw[4] = (byte) ultraDma;
        Pages.put(raw, 6, 8, lastLba);
        Pages.put(raw, 14, 2, features);
        raw[510] = (byte) SIGNATURE;
        return Pages.seal(raw);
    }
}
