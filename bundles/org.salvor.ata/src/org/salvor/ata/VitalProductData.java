package org.salvor.ata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page of vital product data (SPC-5 7.7) and what stands in the pages that matter here. Pure, any thread.
 *
 * @param page page number, 0-255
 * @param body the bytes behind its header of four; treated as immutable
 */
public record VitalProductData(int page, byte[] body) {
    /** The list of pages. */
    public static final int SUPPORTED = 0x00;
    /** The unit's serial number. */
    public static final int SERIAL = 0x80;
    /** Names of device, port and target. */
    public static final int IDENTIFICATION = 0x83;
    /** What a SAT translator tells of itself and of the ATA drive behind it (SAT-4 12.4.2). */
    public static final int ATA_INFORMATION = 0x89;
    /** Limits of transfers (SBC-4 6.6.4). */
    public static final int BLOCK_LIMITS = 0xB0;
    /** How the medium is made (SBC-4 6.6.2). */
    public static final int BLOCK_CHARACTERISTICS = 0xB1;
    private static final int HEADER_BYTES = 4;
    private static final int IDENTIFY_AT = 56;

    /**
     * One name of page 83h.
     *
     * @param association 0 the logical unit, 1 the port, 2 the target device
     * @param type designator type, 0-15: 3 is NAA, 1 a T10 vendor identification, 8 a SCSI name
     * @param codeSet 1 binary, 2 ASCII, 3 UTF-8
     * @param bytes the name; treated as immutable
     */
    public record Designator(int association, int type, int codeSet, byte[] bytes) {
    }

    /**
     * Page B0h: 0 means that no limit is told.
     *
     * @param granularityBlocks best transfers are multiples of it
     * @param maximumBlocks longest transfer
     * @param optimalBlocks best longest transfer
     */
    public record BlockLimits(long granularityBlocks, long maximumBlocks, long optimalBlocks) {
    }

    /**
     * Page B1h.
     *
     * @param rotationRpm 0 not told, 1 does not turn, else rounds a minute
     * @param formFactor 0 not told, 2 3.5", 3 2.5", 4 1.8", 5 smaller
     */
    public record BlockCharacteristics(int rotationRpm, int formFactor) {
    }

    /**
     * Reads a page.
     *
     * @param wanted the page that was asked for
     * @throws AtaFormatException when it is another page, or shorter than it says
     */
    public static VitalProductData decode(int wanted, byte[] raw) throws AtaFormatException {
        if (raw.length < HEADER_BYTES) {
            throw new AtaFormatException("A page of vital product data has " + raw.length + " bytes.");
        }
        int length = (int) BigEndian.number(raw, 2, 2);
        if ((raw[1] & 0xFF) != wanted || HEADER_BYTES + length > raw.length) {
            throw new AtaFormatException("The drive answered page %02Xh of %d bytes instead of page %02Xh.".formatted(raw[1] & 0xFF,
                    length, wanted));
        }
        return new VitalProductData(wanted, Arrays.copyOfRange(raw, HEADER_BYTES, HEADER_BYTES + length));
    }

    /** The bytes of the page of a disk. */
    public byte[] encode() {
        byte[] raw = new byte[HEADER_BYTES + body.length];
        raw[1] = (byte) page;
        BigEndian.put(raw, 2, 2, body.length);
        System.arraycopy(body, 0, raw, HEADER_BYTES, body.length);
        return raw;
    }

    /** Page 00h: the pages that there are. */
    public List<Integer> supportedPages() {
        List<Integer> pages = new ArrayList<>();
        for (byte each : body) {
            pages.add(each & 0xFF);
        }
        return pages;
    }

    /** Page 80h: the serial number, trimmed. */
    public String serial() {
        return BigEndian.text(body, 0, body.length);
    }

    /** Page 83h: the names; a last one that is cut off is left out. */
    public List<Designator> designators() {
        List<Designator> all = new ArrayList<>();
        for (int at = 0; at + HEADER_BYTES <= body.length;) {
            int end = at + HEADER_BYTES + (body[at + 3] & 0xFF);
            if (end > body.length) {
                break;
            }
            all.add(new Designator(body[at + 1] >> 4 & 3, body[at + 1] & 0x0F, body[at] & 0x0F,
                    Arrays.copyOfRange(body, at + HEADER_BYTES, end)));
            at = end;
        }
        return all;
    }

    /** Page 83h: the world-wide name of the logical unit, 8 bytes, where it has one. */
    public Optional<Long> worldWideName() {
        return designators().stream().filter(each -> each.association() == 0 && each.type() == 3 && each.bytes().length >= 8)
                .map(each -> BigEndian.number(each.bytes(), 0, 8)).findFirst();
    }

    /** Page 89h: who translates, such as {@code linux libata}. @throws AtaFormatException when the page is too short */
    public String translator() throws AtaFormatException {
        need(32);
        return (BigEndian.text(body, 4, 8) + " " + BigEndian.text(body, 12, 16)).strip();
    }

    /** Page 89h: the drive's IDENTIFY page as the translator has kept it. @throws AtaFormatException when it is none */
    public IdentifyDevice identify() throws AtaFormatException {
        need(IDENTIFY_AT + IdentifyDevice.BYTES);
        return IdentifyDevice.decode(Arrays.copyOfRange(body, IDENTIFY_AT, IDENTIFY_AT + IdentifyDevice.BYTES));
    }

    /** Page B0h. @throws AtaFormatException when the page is too short */
    public BlockLimits blockLimits() throws AtaFormatException {
        need(12);
        return new BlockLimits(BigEndian.number(body, 2, 2), BigEndian.number(body, 4, 4), BigEndian.number(body, 8, 4));
    }

    /** Page B1h. @throws AtaFormatException when the page is too short */
    public BlockCharacteristics blockCharacteristics() throws AtaFormatException {
        need(4);
        return new BlockCharacteristics((int) BigEndian.number(body, 0, 2), body[3] & 0x0F);
    }

    private void need(int bytes) throws AtaFormatException {
        if (body.length < bytes) {
            throw new AtaFormatException(
                    "Page %02Xh of vital product data has %d bytes instead of %d.".formatted(page, body.length, bytes));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VitalProductData data && page == data.page && Arrays.equals(body, data.body);
    }

    @Override
    public int hashCode() {
        return 31 * page + Arrays.hashCode(body);
    }
}
