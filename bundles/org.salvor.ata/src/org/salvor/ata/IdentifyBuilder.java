package org.salvor.ata;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Makes IDENTIFY DEVICE pages with a right checksum. One thread. */
public final class IdentifyBuilder {
    private final int[] words = new int[256];

    /** An ACS-3 drive on a serial link with LBA, DMA and PIO 3-4, and nothing else. */
    IdentifyBuilder() {
        words[0] = 0x0040;
        words[49] = 0x0F00;
        words[50] = 0x4000;
        words[53] = 0x0007;
        words[80] = 0x07F0;
        words[83] = 0x4000;
        words[86] = 0x8000; // words 119 and 120 are valid
        words[84] = 0x4000;
        words[87] = 0x4000;
        words[119] = 0x4000;
        words[120] = 0x4000;
        words[222] = 0x107F;
        words[255] = 0x00A5;
        for (int index = 65; index <= 68; index++) {
            words[index] = 120; // ns: cycle times of multiword DMA 2 and PIO 4
        }
        serial("").firmware("").model("");
    }

    IdentifyBuilder(byte[] raw) {
        for (int index = 0; index < words.length; index++) {
            words[index] = raw[2 * index] & 0xFF | (raw[2 * index + 1] & 0xFF) << 8;
        }
        words[255] = 0x00A5;
    }

    /** Any word as it shall be, index 0-254, value 16 bits. */
    public IdentifyBuilder word(int index, int value) {
        if (index < 0 || index > 254 || (value & ~0xFFFF) != 0) {
            throw new IllegalArgumentException("no word " + index + " with value " + value);
        }
        words[index] = value;
        return this;
    }

    /** Serial number, at most 20 printing ASCII characters. */
    public IdentifyBuilder serial(String text) {
        return text(10, 10, text);
    }

    /** Firmware revision, at most 8 printing ASCII characters. */
    public IdentifyBuilder firmware(String text) {
        return text(23, 4, text);
    }

    /** Model number, at most 40 printing ASCII characters. */
    public IdentifyBuilder model(String text) {
        return text(27, 20, text);
    }

    /** World wide name; sets the feature too. */
    public IdentifyBuilder worldWideName(long name) {
        for (int word = 0; word < 4; word++) {
            words[108 + word] = (int) (name >>> 48 - 16 * word) & 0xFFFF;
        }
        return feature(DriveFeature.WORLD_WIDE_NAME, true, true);
    }

    /**
     * Capacity of a drive with 28-bit commands only.
     *
     * @param sectors 0 to 268,435,455
     */
    public IdentifyBuilder sectors28(long sectors) {
        if (sectors < 0 || sectors > 0x0FFF_FFFFL) {
            throw new IllegalArgumentException(sectors + " sectors do not fit 28-bit commands");
        }
        geometry(sectors);
        put(60, 2, sectors);
        put(100, 4, 0);
        return feature(DriveFeature.LBA48, false, false);
    }

    /**
     * Capacity of a drive with 48-bit commands; the 28-bit field holds as much as it can.
     *
     * @param sectors 0 to 2^48 - 1
     */
    public IdentifyBuilder sectors48(long sectors) {
        if (sectors < 0 || sectors >>> 48 != 0) {
            throw new IllegalArgumentException(sectors + " sectors do not fit 48-bit commands");
        }
        geometry(sectors);
        put(60, 2, Math.min(sectors, 0x0FFF_FFFFL));
        put(100, 4, sectors);
        return feature(DriveFeature.LBA48, true, true);
    }

    /**
     * Sector sizes.
     *
     * @param logicalBytes bytes of a logical sector, even, 512 to 65,536
     * @param perPhysical logical sectors in a physical one, a power of two up to 32,768
     * @param alignmentOffset place of logical sector 0 within its physical sector, in logical sectors, 0 to 16,383
     */
    public IdentifyBuilder sectorSize(int logicalBytes, int perPhysical, int alignmentOffset) {
        if (logicalBytes < 512 || logicalBytes > 65_536 || logicalBytes % 2 != 0 || perPhysical < 1 || perPhysical > 32_768
                || Integer.bitCount(perPhysical) != 1 || alignmentOffset < 0 || alignmentOffset > 0x3FFF) {
            throw new IllegalArgumentException(
                    "impossible sectors: " + logicalBytes + " bytes, " + perPhysical + ", offset " + alignmentOffset);
        }
        words[106] = 0x4000 | (perPhysical > 1 ? 1 << 13 | Integer.numberOfTrailingZeros(perPhysical) : 0)
                | (logicalBytes > 512 ? 1 << 12 : 0);
        put(117, 2, logicalBytes > 512 ? logicalBytes / 2 : 0);
        words[209] = 0x4000 | alignmentOffset;
        return this;
    }

    /** NCQ with a queue of {@code depth} commands, 1-32; 0 for none. */
    public IdentifyBuilder queueDepth(int depth) {
        if (depth < 0 || depth > 32) {
            throw new IllegalArgumentException("no queue holds " + depth + " commands");
        }
        words[75] = Math.max(0, depth - 1);
        words[76] |= 0x000E; // link generations 1 to 3
        return feature(DriveFeature.NCQ, depth > 0, depth > 0);
    }

    /** A feature set: whether it exists and whether it is on. For features that are always on, {@code enabled} is ignored. */
    public IdentifyBuilder feature(DriveFeature feature, boolean supported, boolean enabled) {
        set(feature.supportedWord, feature.supportedBit, supported);
        if (!feature.alwaysEnabled()) {
            set(feature.enabledWord, feature.enabledBit, supported && enabled);
        }
        return this;
    }

    /** Feature sets that exist and are on. */
    public IdentifyBuilder features(Set<DriveFeature> features) {
        features.forEach(feature -> feature(feature, true, true));
        return this;
    }

    /** Security state; sets the feature bits too. */
    public IdentifyBuilder security(SecurityState state) {
        words[128] = state.word();
        return feature(DriveFeature.SECURITY, state.supported(), state.enabled());
    }

    /** Revolutions a minute, 1,025-65,534; 1 for a drive that does not turn; 0 for one that does not say. */
    public IdentifyBuilder rotationRpm(int rpm) {
        return word(217, rpm);
    }

    /** Transport (word 222). */
    public IdentifyBuilder transport(IdentifyDevice.Transport transport) {
        words[222] = switch (transport) {
        case PARALLEL -> 0x003F;
        case SERIAL -> 0x107F;
        case PCIE -> 0xE000;
        case UNKNOWN -> 0;
        };
        return this;
    }

    /**
     * Transfer modes that the drive offers, beside PIO 0-2.
     *
     * @param selected the DMA mode selected now, null for none
     */
    public IdentifyBuilder transferModes(Set<TransferMode> modes, TransferMode selected) {
        words[63] = 0;
        words[64] = 0;
        words[88] = 0;
        for (TransferMode mode : modes) {
            int number = mode.code() & 0x07;
            if (mode.ultraDma() || mode.multiwordDma()) {
                words[mode.ultraDma() ? 88 : 63] |= 1 << number;
            } else if (number > 2) {
                words[64] |= 1 << number - 3;
            }
        }
        if (selected != null) {
            words[selected.ultraDma() ? 88 : 63] |= 1 << 8 + (selected.code() & 0x07);
        }
        return this;
    }

    /** ECC bytes that READ LONG adds (word 22), 0-65,534. */
    public IdentifyBuilder eccBytes(int bytes) {
        return word(22, bytes);
    }

    /** READ MULTIPLE: most sectors a DRQ block, and as set now (0: not set); 0-255. */
    public IdentifyBuilder multiple(int most, int now) {
        words[47] = 0x8000 | most & 0xFF;
        words[59] = words[59] & 0xF000 | (now > 0 ? 0x100 | now & 0xFF : 0);
        return this;
    }

    /** The page, with its checksum. */
    public IdentifyDevice build() {
        byte[] raw = new byte[IdentifyDevice.BYTES];
        int sum = 0;
        for (int index = 0; index < words.length; index++) {
            raw[2 * index] = (byte) words[index];
            raw[2 * index + 1] = (byte) (words[index] >> 8);
            sum += raw[2 * index] + raw[2 * index + 1];
        }
        sum -= raw[511];
        raw[511] = (byte) -sum;
        return new IdentifyDevice(raw);
    }

    /** Cylinders, heads and sectors that old hosts see: at most 16,383 × 16 × 63 (ATA-6 annex C). */
    private void geometry(long sectors) {
        words[1] = (int) Math.min(16_383, sectors / (16 * 63));
        words[3] = 16;
        words[6] = 63;
        words[54] = words[1];
        words[55] = 16;
        words[56] = 63;
        put(57, 2, words[1] * 16L * 63);
    }

    private void put(int firstWord, int count, long value) {
        for (int word = 0; word < count; word++) {
            words[firstWord + word] = (int) (value >>> 16 * word) & 0xFFFF;
        }
    }

    private void set(int word, int bit, boolean value) {
        words[word] = value ? words[word] | 1 << bit : words[word] & ~(1 << bit);
    }

    private IdentifyBuilder text(int firstWord, int count, String text) {
        if (text.length() > 2 * count || !text.chars().allMatch(code -> code >= 0x20 && code <= 0x7E)) {
            throw new IllegalArgumentException("\"" + text + "\" does not fit " + 2 * count + " printing ASCII characters");
        }
        byte[] bytes = (text + " ".repeat(2 * count - text.length())).getBytes(StandardCharsets.US_ASCII);
        for (int word = 0; word < count; word++) {
            words[firstWord + word] = bytes[2 * word] << 8 | bytes[2 * word + 1];
        }
        return this;
    }
}
