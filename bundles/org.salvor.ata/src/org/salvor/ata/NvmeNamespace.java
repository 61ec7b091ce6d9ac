package org.salvor.ata;

/**
 * What an NVMe namespace says of itself (IDENTIFY, CNS 00h; NVM Command Set 1.0, figure 97).
 *
 * @param blocks its size in logical blocks, 0 or more; all its bytes fit 63 bits
 * @param blockBytes bytes of a logical block, 512 to 65,536
 * @param metadataBytes bytes that the drive keeps beside each block
 * @param interleaved whether those come between the blocks when it is read
 */
public record NvmeNamespace(long blocks, long blockBytes, int metadataBytes, boolean interleaved) {
    /** Bytes of the structure. */
    public static final int BYTES = 4096;
    private static final int FORMATS = 128;
    private static final int LEAST_SHIFT = 9;
    private static final int MOST_SHIFT = 16;

    /**
     * Reads the structure.
     *
     * @throws AtaFormatException when it is not 4096 bytes, all 0 (there is no such namespace) or all FFh, or its size or format is impossible
     */
    public static NvmeNamespace decode(byte[] raw) throws AtaFormatException {
        Nvme.require("namespace", raw, BYTES);
        long blocks = Pages.number(raw, 0, 8);
        int format = raw[26] & 0x0F | (raw[26] & 0x60) >> 1;
        int at = FORMATS + 4 * format;
        int shift = raw[at + 2] & 0xFF;
        if (shift < LEAST_SHIFT || shift > MOST_SHIFT || blocks < 0 || blocks > Long.MAX_VALUE >> shift) {
            throw new AtaFormatException("The NVMe namespace structure tells of %s blocks of 2^%d bytes."
                    .formatted(Long.toUnsignedString(blocks), shift));
        }
        return new NvmeNamespace(blocks, 1L << shift, (int) Pages.number(raw, at, 2), (raw[26] & 0x10) != 0);
    }

    /** The bytes, with this one format and nothing else in them. */
    public byte[] encode() {
        byte[] raw = new byte[BYTES];
        Pages.put(raw, 0, 8, blocks);
        Pages.put(raw, 8, 8, blocks);
        Pages.put(raw, 16, 8, blocks);
        raw[26] = (byte) (interleaved ? 0x10 : 0);
        Pages.put(raw, FORMATS, 2, metadataBytes);
        raw[FORMATS + 2] = (byte) Long.numberOfTrailingZeros(blockBytes);
        return raw;
    }
}
