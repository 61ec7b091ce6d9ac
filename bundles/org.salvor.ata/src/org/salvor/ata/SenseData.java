package org.salvor.ata;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sense data of either format (SPC-5 4.4), with the ATA Status Return descriptor (SAT-4 12.2.7) where there is one.
 *
 * @param descriptors whether it has the descriptor format, else the fixed one
 * @param deferred whether it tells of an earlier command
 * @param key sense key
 * @param asc additional sense code, 0-255
 * @param ascq its qualifier, 0-255
 * @param information mostly the first failing LBA, unsigned; empty when the drive does not say that it is valid. 32 bits in the fixed format
 * @param commandInformation the command-specific field, unsigned; empty where there is none. 32 bits in the fixed format
 * @param registers the ATA Status Return descriptor; empty where there is none
 * @param extended whether those registers are those of a 48-bit command; false without registers
 */
public record SenseData(boolean descriptors, boolean deferred, SenseKey key, int asc, int ascq, OptionalLong information,
        OptionalLong commandInformation, Optional<Registers> registers, boolean extended) {
    private static final int FIXED = 0x70;
    private static final int DESCRIPTORS = 0x72;
    private static final int FIXED_BYTES = 18;
    private static final int HEADER_BYTES = 8;
    private static final int INFORMATION = 0x00;
    private static final int COMMAND_INFORMATION = 0x01;
    private static final int BLOCK_COMMANDS = 0x05;
    private static final int INCORRECT_LENGTH = 0x20;
    private static final int ATA_STATUS = 0x09;
    private static final int ATA_STATUS_BYTES = 14;
    private static final int NUMBER_BYTES = 12;

    /** Sense data without any addition. */
    public static SenseData of(boolean descriptors, SenseKey key, int asc, int ascq) {
        return new SenseData(descriptors, false, key, asc, ascq, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), false);
    }

    /**
     * What a drive answers to REQUEST SENSE DATA EXT ({@link DriveCommands#requestSense()}): key, code and qualifier stand in LBA 23:16, 15:8 and 7:0
     * (ACS-4 7.38.4).
     */
    public static SenseData ofAnswer(Registers registers) {
        long lba = registers.lba();
        return of(true, SenseKey.of((int) (lba >> 16)), (int) (lba >> 8 & 0xFF), (int) (lba & 0xFF));
    }

    /** These, with the first failing LBA. */
    public SenseData withInformation(long value) {
        return new SenseData(descriptors, deferred, key, asc, ascq, OptionalLong.of(value), commandInformation, registers, extended);
    }

    /** These, with the registers of an ATA command; descriptor format only. */
    public SenseData withRegisters(Registers left, boolean wide) {
        return new SenseData(descriptors, deferred, key, asc, ascq, information, commandInformation, Optional.of(left), wide);
    }

    /** What it says about the command. */
    public SenseMeaning meaning() {
        return SenseMeaning.of(key, asc, ascq);
    }

    /** Key, code and qualifier as the field writes them: {@code 3/11/00}. */
    public String words() {
        return "%X/%02X/%02X".formatted(key.ordinal(), asc, ascq);
    }

    /**
     * Reads sense data. Bytes behind the announced length, and descriptors of other types, are passed over; a descriptor that is cut off is left
     * out.
     *
     * @param raw as much as came, any length
     * @throws AtaFormatException when it has neither format, or is shorter than its fixed part
     */
    public static SenseData decode(byte[] raw) throws AtaFormatException {
        if (raw.length < HEADER_BYTES) {
            throw new AtaFormatException("Sense data of " + raw.length + " bytes are too short.");
        }
        int code = raw[0] & 0x7F;
        return switch (code) {
        case FIXED, FIXED + 1 -> decodeFixed(raw, code == FIXED + 1);
        case DESCRIPTORS, DESCRIPTORS + 1 -> decodeDescriptors(raw, code == DESCRIPTORS + 1);
        default -> throw new AtaFormatException("Sense data have response code %02Xh, which is no format.".formatted(code));
        };
    }

    private static SenseData decodeFixed(byte[] raw, boolean deferred) {
        int end = Math.min(raw.length, HEADER_BYTES + (raw[7] & 0xFF));
        OptionalLong information = (raw[0] & 0x80) != 0 ? OptionalLong.of(BigEndian.number(raw, 3, 4)) : OptionalLong.empty();
        OptionalLong command = end >= 12 ? OptionalLong.of(BigEndian.number(raw, 8, 4)) : OptionalLong.empty();
        return new SenseData(false, deferred, SenseKey.of(raw[2]), end > 12 ? raw[12] & 0xFF : 0, end > 13 ? raw[13] & 0xFF : 0,
                information, command, Optional.empty(), false);
    }

    private static SenseData decodeDescriptors(byte[] raw, boolean deferred) {
        SenseData read = new SenseData(true, deferred, SenseKey.of(raw[1]), raw[2] & 0xFF, raw[3] & 0xFF, OptionalLong.empty(),
                OptionalLong.empty(), Optional.empty(), false);
        int end = Math.min(raw.length, HEADER_BYTES + (raw[7] & 0xFF));
        for (int at = HEADER_BYTES; at + 2 <= end; at += 2 + (raw[at + 1] & 0xFF)) {
            int length = 2 + (raw[at + 1] & 0xFF);
            if (at + length > end) {
                return read;
            }
            read = read.with(raw, at, length);
        }
        return read;
    }

    private SenseData with(byte[] raw, int at, int length) {
        boolean number = length >= NUMBER_BYTES;
        return switch (raw[at] & 0xFF) {
        case INFORMATION -> number && (raw[at + 2] & 0x80) != 0 ? withInformation(BigEndian.number(raw, at + 4, 8)) : this;
        case COMMAND_INFORMATION -> !number ? this
                : new SenseData(descriptors, deferred, key, asc, ascq, information, OptionalLong.of(BigEndian.number(raw, at + 4, 8)),
                        registers, extended);
        case ATA_STATUS -> length >= ATA_STATUS_BYTES ? withRegisters(statusReturn(raw, at), (raw[at + 2] & 1) != 0) : this;
        default -> this;
        };
    }

    private static Registers statusReturn(byte[] raw, int at) {
        boolean wide = (raw[at + 2] & 1) != 0;
        int device = raw[at + 12] & 0xFF;
        long low = raw[at + 7] & 0xFFL | (raw[at + 9] & 0xFFL) << 8 | (raw[at + 11] & 0xFFL) << 16;
        long high = wide ? raw[at + 6] & 0xFFL | (raw[at + 8] & 0xFFL) << 8 | (raw[at + 10] & 0xFFL) << 16 : device & 0x0F;
        int count = wide ? (int) BigEndian.number(raw, at + 4, 2) : raw[at + 5] & 0xFF;
        return new Registers(raw[at + 13] & 0xFF, raw[at + 3] & 0xFF, count, low | high << 24, device);
    }

    /**
     * The registers that a translator put into the fixed format (SAT-4 table 155): LBA and count lose their upper halves, and only sense of an ATA
     * PASS-THROUGH has them at all.
     *
     * @return empty for the descriptor format, for shorter sense data, and where status and error say nothing
     */
    public static Optional<Registers> fixedRegisters(byte[] raw) {
        int code = raw.length < FIXED_BYTES ? 0 : raw[0] & 0x7F;
        if (code != FIXED || (raw[4] & (Status.DRDY | Status.BSY | Status.DF)) == 0) {
            return Optional.empty();
        }
        long lba = raw[9] & 0xFFL | (raw[10] & 0xFFL) << 8 | (raw[11] & 0xFFL) << 16;
        return Optional.of(new Registers(raw[4] & 0xFF, raw[3] & 0xFF, raw[6] & 0xFF, lba, raw[5] & 0xFF));
    }

    /**
     * By how much the length that was asked for is larger than the one that the drive insists on (ILI, SBC-4 5.24); negative when it is smaller.
     *
     * @param raw sense data of either format
     * @return empty when they do not speak of a wrong length, or are no sense data
     */
    public static OptionalLong wrongLength(byte[] raw) {
        try {
            SenseData sense = decode(raw);
            if (sense.information.isEmpty() || !(sense.descriptors ? descriptorSaysLength(raw) : (raw[2] & INCORRECT_LENGTH) != 0)) {
                return OptionalLong.empty();
            }
            long value = sense.information.getAsLong();
            return OptionalLong.of(sense.descriptors ? value : (int) value);
        } catch (AtaFormatException none) {
            return OptionalLong.empty();
        }
    }

    private static boolean descriptorSaysLength(byte[] raw) {
        int end = Math.min(raw.length, HEADER_BYTES + (raw[7] & 0xFF));
        for (int at = HEADER_BYTES; at + 4 <= end; at += 2 + (raw[at + 1] & 0xFF)) {
            if ((raw[at] & 0xFF) == BLOCK_COMMANDS) {
                return (raw[at + 3] & INCORRECT_LENGTH) != 0;
            }
        }
        return false;
    }

    /** The bytes. In the fixed format registers are left out, and numbers that do not fit 32 bits. */
    public byte[] encode() {
        return descriptors ? encodeDescriptors() : encodeFixed();
    }

    private byte[] encodeFixed() {
        byte[] raw = new byte[FIXED_BYTES];
        boolean fits = information.isPresent() && information.getAsLong() >>> 32 == 0;
        raw[0] = (byte) (FIXED | (deferred ? 1 : 0) | (fits ? 0x80 : 0));
        raw[2] = (byte) key.ordinal();
        BigEndian.put(raw, 3, 4, fits ? information.getAsLong() : 0);
        raw[7] = FIXED_BYTES - HEADER_BYTES;
        BigEndian.put(raw, 8, 4, commandInformation.orElse(0));
        raw[12] = (byte) asc;
        raw[13] = (byte) ascq;
        return raw;
    }

    private byte[] encodeDescriptors() {
        int length = HEADER_BYTES + (information.isPresent() ? NUMBER_BYTES : 0) + (commandInformation.isPresent() ? NUMBER_BYTES : 0)
                + (registers.isPresent() ? ATA_STATUS_BYTES : 0);
        byte[] raw = new byte[length];
        raw[0] = (byte) (DESCRIPTORS | (deferred ? 1 : 0));
        raw[1] = (byte) key.ordinal();
        raw[2] = (byte) asc;
        raw[3] = (byte) ascq;
        raw[7] = (byte) (length - HEADER_BYTES);
        int at = HEADER_BYTES;
        if (information.isPresent()) {
            at = putNumber(raw, at, INFORMATION, information.getAsLong());
            raw[at - NUMBER_BYTES + 2] = (byte) 0x80;
        }
        if (commandInformation.isPresent()) {
            at = putNumber(raw, at, COMMAND_INFORMATION, commandInformation.getAsLong());
        }
        if (registers.isPresent()) {
            putStatusReturn(raw, at, registers.get());
        }
        return raw;
    }

    private static int putNumber(byte[] raw, int at, int type, long value) {
        raw[at] = (byte) type;
        raw[at + 1] = NUMBER_BYTES - 2;
        BigEndian.put(raw, at + 4, 8, value);
        return at + NUMBER_BYTES;
    }

    private void putStatusReturn(byte[] raw, int at, Registers left) {
        raw[at] = ATA_STATUS;
        raw[at + 1] = ATA_STATUS_BYTES - 2;
        raw[at + 2] = (byte) (extended ? 1 : 0);
        raw[at + 3] = (byte) left.error();
        BigEndian.put(raw, at + 4, 2, extended ? left.count() : left.count() & 0xFF);
        for (int index = 0; index < 3; index++) {
            raw[at + 7 + 2 * index] = (byte) (left.lba() >> 8 * index);
            raw[at + 6 + 2 * index] = (byte) (extended ? left.lba() >> 24 + 8 * index : 0);
        }
        raw[at + 12] = (byte) (extended ? left.device() : left.device() & 0xF0 | (int) (left.lba() >> 24) & 0x0F);
        raw[at + 13] = (byte) left.status();
    }
}
