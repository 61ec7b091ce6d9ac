package org.salvor.ata;

import java.util.OptionalLong;

/**
 * What an NVMe controller says of itself (IDENTIFY, CNS 01h; NVMe Base 2.0, figure 275).
 *
 * @param vendor PCI vendor number, 0-65,535
 * @param serial serial number, trimmed, may be empty
 * @param model model number, trimmed, may be empty
 * @param firmware firmware revision, trimmed, may be empty
 * @param maxTransferPages longest transfer of a command in pages of the controller's least page size, mostly 4096 bytes; empty without limit
 * @param version major number in bits 31:16, minor in 15:8, third in 7:0; 0 before 1.2
 * @param namespaces largest namespace number
 * @param verifies whether it has VERIFY
 */
public record NvmeController(int vendor, String serial, String model, String firmware, OptionalLong maxTransferPages, int version,
        long namespaces, boolean verifies) {
    /** Bytes of the structure. */
    public static final int BYTES = 4096;
    private static final int VERIFY = 1 << 7;
    /** The field is a power of two; larger ones than this are no real limit. */
    private static final int MOST_DOUBLINGS = 31;

    /** Reads the structure. @throws AtaFormatException when it is not 4096 bytes, or all of them are 0 or all FFh */
    public static NvmeController decode(byte[] raw) throws AtaFormatException {
        Nvme.require("controller", raw, BYTES);
        int doublings = raw[77] & 0xFF;
        return new NvmeController((int) Pages.number(raw, 0, 2), BigEndian.text(raw, 4, 20), BigEndian.text(raw, 24, 40),
                BigEndian.text(raw, 64, 8),
                doublings == 0 || doublings > MOST_DOUBLINGS ? OptionalLong.empty() : OptionalLong.of(1L << doublings),
                (int) Pages.number(raw, 80, 4), Pages.number(raw, 516, 4), (Pages.number(raw, 520, 2) & VERIFY) != 0);
    }

    /** The bytes, with nothing else in them. */
    public byte[] encode() {
        byte[] raw = new byte[BYTES];
        Pages.put(raw, 0, 2, vendor);
        BigEndian.putText(raw, 4, 20, serial);
        BigEndian.putText(raw, 24, 40, model);
        BigEndian.putText(raw, 64, 8, firmware);
        raw[77] = (byte) (maxTransferPages.isPresent() ? Long.numberOfTrailingZeros(maxTransferPages.getAsLong()) : 0);
        Pages.put(raw, 80, 4, version);
        Pages.put(raw, 516, 4, namespaces);
        Pages.put(raw, 520, 2, verifies ? VERIFY : 0);
        return raw;
    }
}
