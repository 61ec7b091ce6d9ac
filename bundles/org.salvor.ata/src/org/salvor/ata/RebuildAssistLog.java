package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/**
 * The rebuild assist log, 15h (ACS-4 9.18; HC310 OEM specification 9.17.5). The mode ends when power goes and outlives resets (SBC-4
 * 4.19.4). With one physical element disabled a drive answers reads of its sectors from foreknowledge, which shows where the bands of one
 * head lie.
 *
 * @param enabled whether rebuild assist is on
 * @param lengthBytes length of the two element fields, 0-252
 * @param supported elements that may be disabled
 * @param disabled elements that are disabled
 */
public record RebuildAssistLog(boolean enabled, int lengthBytes, BitSet supported, BitSet disabled) {
    private static final int FIELDS = 8;
    private static final int MAX_LENGTH = (512 - FIELDS) / 2;

    public RebuildAssistLog {
        if (lengthBytes < 0 || lengthBytes > MAX_LENGTH || supported.length() > 8 * lengthBytes || disabled.length() > 8 * lengthBytes) {
            throw new IllegalArgumentException("elements do not fit " + lengthBytes + " bytes");
        }
        supported = (BitSet) supported.clone();
        disabled = (BitSet) disabled.clone();
    }

    /**
     * Reads the log page.
     *
     * @throws AtaFormatException when it is not 512 bytes or its fields would reach beyond the page
     */
    public static RebuildAssistLog decode(MemorySegment page) throws AtaFormatException {
        byte[] raw = Pages.bytes("rebuild assist log", page);
        int length = raw[7] & 0xFF;
        if (length > MAX_LENGTH) {
            throw new AtaFormatException("The rebuild assist log tells of fields of " + length + " bytes, more than its page holds.");
        }
        return new RebuildAssistLog((raw[0] & 1) != 0, length, bits(raw, FIELDS, length), bits(raw, FIELDS + length, length));
    }

    /** The page to write that turns rebuild assist on with these elements disabled; the drive's own page gives the field length. */
    public RebuildAssistLog disabling(BitSet elements) {
        return new RebuildAssistLog(true, lengthBytes, supported, elements);
    }

    /** The page to write that turns rebuild assist off. */
    public RebuildAssistLog off() {
        return new RebuildAssistLog(false, lengthBytes, supported, new BitSet());
    }

    /** The 512 bytes of the page. */
    public byte[] encode() {
        byte[] raw = new byte[Pages.BYTES];
        raw[0] = (byte) (enabled ? 1 : 0);
        raw[7] = (byte) lengthBytes;
        byte[] mask = supported.toByteArray();
        byte[] off = disabled.toByteArray();
        System.arraycopy(mask, 0, raw, FIELDS, mask.length);
        System.arraycopy(off, 0, raw, FIELDS + lengthBytes, off.length);
        return raw;
    }

    @Override
    public BitSet supported() {
        return (BitSet) supported.clone();
    }

    @Override
    public BitSet disabled() {
        return (BitSet) disabled.clone();
    }

    /** Whether bytes going out are such a page and nothing else. */
    static boolean wellFormed(Payload payload) {
        int length = payload.unsignedByte(7);
        if (!payload.oneBlock() || (payload.unsignedByte(0) & ~1) != 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int reserved = 1; reserved < 7; reserved++) {
            if (payload.unsignedByte(reserved) != 0) {
                return false;
            }
        }
        return payload.zeroFrom(FIELDS + 2 * length);
    }

    private static BitSet bits(byte[] raw, int from, int length) {
        byte[] field = new byte[length];
        System.arraycopy(raw, from, field, 0, length);
        return BitSet.valueOf(field);
    }
}
