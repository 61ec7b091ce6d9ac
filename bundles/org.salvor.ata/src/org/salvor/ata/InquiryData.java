package org.salvor.ata;

/**
 * The answer to INQUIRY (SPC-5 6.7.2).
 *
 * @param deviceType peripheral device type, 0-31: 0 is a disk
 * @param qualifier peripheral qualifier, 0-7: 0 means that the device is there
 * @param removable whether the medium can be taken out
 * @param version of SPC that it claims, 0-255
 * @param vendor trimmed; {@code ATA} behind a translator
 * @param product trimmed
 * @param revision trimmed
 */
public record InquiryData(int deviceType, int qualifier, boolean removable, int version, String vendor, String product, String revision) {
    private static final int BYTES = 36;

    /** Reads an answer. @throws AtaFormatException when it is shorter than 36 bytes */
    public static InquiryData decode(byte[] raw) throws AtaFormatException {
        if (raw.length < BYTES) {
            throw new AtaFormatException("The answer to INQUIRY has " + raw.length + " bytes instead of at least 36.");
        }
        return new InquiryData(raw[0] & 0x1F, raw[0] >> 5 & 7, (raw[1] & 0x80) != 0, raw[2] & 0xFF, BigEndian.text(raw, 8, 8),
                BigEndian.text(raw, 16, 16), BigEndian.text(raw, 32, 4));
    }

    /** The 36 bytes of the answer. */
    public byte[] encode() {
        byte[] raw = new byte[BYTES];
        raw[0] = (byte) (qualifier << 5 | deviceType);
        raw[1] = (byte) (removable ? 0x80 : 0);
        raw[2] = (byte) version;
        raw[3] = 2; // response data format, SPC-5 table 142
        raw[4] = BYTES - 5;
        BigEndian.putText(raw, 8, 8, vendor);
        BigEndian.putText(raw, 16, 16, product);
        BigEndian.putText(raw, 32, 4, revision);
        return raw;
    }
}
