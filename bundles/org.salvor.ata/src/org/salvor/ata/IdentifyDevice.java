package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The 512 bytes that IDENTIFY DEVICE answers (ACS-4 7.13.6), read word by word. Immutable, any thread. Every 512 bytes can be asked
 * everything: what makes no sense reads as "not supported".
 *
 * @param raw the 512 bytes as they came; copied in and out
 */
public record IdentifyDevice(byte[] raw) {

    /** Bytes of the page. */
    public static final int BYTES = 512;
    private static final int SIGNATURE = 0xA5;
    private static final long MAX_28 = 0x0FFF_FFFFL;
    private static final long MAX_48 = 0xFFFF_FFFF_FFFFL;

    /** How the drive is attached, as it says itself (word 222). */
    public enum Transport {
        PARALLEL, SERIAL, PCIE, UNKNOWN
    }

    /** @throws IllegalArgumentException when {@code raw} is not 512 bytes */
    public IdentifyDevice {
        if (raw.length != BYTES) {
            throw new IllegalArgumentException("an IDENTIFY page has 512 bytes, not " + raw.length);
        }
        raw = raw.clone();
    }

    /**
     * Reads a page that came from a drive.
     *
     * @throws AtaFormatException when it is not 512 bytes, holds one byte all over (nothing arrived), or carries a checksum that is wrong.
     *         A page without the checksum signature, as drives before ATA-5 send it, is taken: see {@link #hasChecksum()}
     */
    public static IdentifyDevice decode(byte[] page) throws AtaFormatException {
        if (page.length != BYTES) {
            throw new AtaFormatException("The identify page has " + page.length + " bytes instead of 512.");
        }
        boolean same = true;
        int sum = 0;
        for (byte each : page) {
            same &= each == page[0];
            sum += each;
        }
        if (same) {
            throw new AtaFormatException(
                    "The identify page holds nothing but bytes %02Xh: the drive sent no identity.".formatted(page[0] & 0xFF));
        }
        if ((page[510] & 0xFF) == SIGNATURE && (sum & 0xFF) != 0) {
            throw new AtaFormatException("The checksum of the identify page is wrong.");
        }
        return new IdentifyDevice(page);
    }

    /**
     * Reads a page that came from a drive.
     *
     * @throws AtaFormatException as {@link #decode(byte[])}
     */
    public static IdentifyDevice decode(MemorySegment page) throws AtaFormatException {
        if (page.byteSize() != BYTES) {
            throw new AtaFormatException("The identify page has " + page.byteSize() + " bytes instead of 512.");
        }
        return decode(page.toArray(ValueLayout.JAVA_BYTE));
    }

    /** Makes pages, for a simulated drive or a test. */
    public static IdentifyBuilder builder() {
        return new IdentifyBuilder();
    }

    /** A builder that starts from this page. */
    public IdentifyBuilder edit() {
        return new IdentifyBuilder(raw);
    }

    @Override
    public byte[] raw() {
        return raw.clone();
    }

    /** Word {@code index}, 0-255, as an unsigned number. */
    public int word(int index) {
        return raw[2 * index] & 0xFF | (raw[2 * index + 1] & 0xFF) << 8;
    }

    /** Whether the page carries the checksum (which was then right when it was decoded). */
    public boolean hasChecksum() {
        return (raw[510] & 0xFF) == SIGNATURE;
    }

    /** Whether this is an ATA drive and not a packet device. */
    public boolean isAta() {
        return !bit(0, 15);
    }

    /** Serial number, trimmed; bytes that do not print read as {@code ?}. */
    public String serial() {
        return text(10, 10);
    }

    /** Firmware revision, trimmed. */
    public String firmware() {
        return text(23, 4);
    }

    /** Model number, trimmed. */
    public String model() {
        return text(27, 20);
    }

    /** World wide name, 0 when there is none. */
    public long worldWideName() {
        return supports(DriveFeature.WORLD_WIDE_NAME) ? (long) word(108) << 48 | (long) word(109) << 32 | (long) word(110) << 16 | word(111)
                : 0;
    }

    /** Addressable sectors by 28-bit commands (words 60-61), 0 to 268,435,455. */
    public long sectorCount28() {
        return Math.min(dword(60), MAX_28);
    }

    /** Addressable sectors by 48-bit commands (words 100-103, or 230-233 where word 69 bit 3 says so); 0 without 48-bit commands. */
    public long sectorCount48() {
        if (!supports(DriveFeature.LBA48)) {
            return 0;
        }
        return (bit(69, 3) ? qword(230) : qword(100)) & MAX_48;
    }

    /**
     * Addressable logical sectors, ≥ 0: by 48-bit commands, else by 28-bit ones, else cylinders × heads × sectors of drives without LBA.
     */
    public long sectorCount() {
        long wide = sectorCount48();
        if (wide != 0) {
            return wide;
        }
        return bit(49, 9) || dword(60) != 0 ? sectorCount28() : (long) word(1) * word(3) * word(6);
    }

    /** Bytes of a logical sector, ≥ 512. */
    public int logicalSectorBytes() {
        long words = dword(117);
        return sectorSizeValid() && bit(106, 12) && words >= 256 && words <= 0x8000 ? (int) words * 2 : 512;
    }

    /** Logical sectors in a physical one: 1, 2, 4 …; 1 too where the drive claims physical sectors of 2 GiB. */
    public int sectorsPerPhysical() {
        int claimed = sectorSizeValid() && bit(106, 13) ? 1 << (word(106) & 0x0F) : 1;
        return (long) claimed * logicalSectorBytes() <= Integer.MAX_VALUE ? claimed : 1;
    }

    /** Bytes of a physical sector: the unit that fails. */
    public int physicalSectorBytes() {
        return logicalSectorBytes() * sectorsPerPhysical();
    }

    /** Place of logical sector 0 within its physical sector, in logical sectors; 0 is aligned (word 209). */
    public int alignmentOffsetSectors() {
        int word = word(209);
        return (word & 0xC000) == 0x4000 ? word & 0x3FFF : 0;
    }

    /** Commands that can be queued by NCQ, 1-32; 0 without NCQ. */
    public int queueDepth() {
        return supports(DriveFeature.NCQ) ? (word(75) & 0x1F) + 1 : 0;
    }

    /** Whether a feature set exists. */
    public boolean supports(DriveFeature feature) {
        return valid(feature.supportedWord) && bit(feature.supportedWord, feature.supportedBit);
    }

    /** Whether a feature set exists and is on. */
    public boolean enabled(DriveFeature feature) {
        return supports(feature) && (feature.alwaysEnabled() || valid(feature.enabledWord) && bit(feature.enabledWord, feature.enabledBit));
    }

    /** All feature sets that exist. */
    public Set<DriveFeature> supported() {
        EnumSet<DriveFeature> set = EnumSet.allOf(DriveFeature.class);
        set.removeIf(feature -> !supports(feature));
        return set;
    }

    /** All feature sets that are on. */
    public Set<DriveFeature> enabled() {
        EnumSet<DriveFeature> set = EnumSet.allOf(DriveFeature.class);
        set.removeIf(feature -> !enabled(feature));
        return set;
    }

    /** State of the security feature set. */
    public SecurityState security() {
        return word(128) == 0xFFFF ? SecurityState.NONE : SecurityState.of(word(128));
    }

    /** Revolutions a minute (1,025-65,534), 1 for a drive that does not turn, empty where the drive does not say (word 217). */
    public OptionalInt rotationRpm() {
        int rate = word(217);
        return rate == 1 || rate > 0x400 && rate < 0xFFFF ? OptionalInt.of(rate) : OptionalInt.empty();
    }

    /** How the drive says it is attached. A drive too old to say is {@link Transport#UNKNOWN}. */
    public Transport transport() {
        int word = word(222);
        return word == 0 || word == 0xFFFF ? Transport.UNKNOWN : switch (word >> 12) {
        case 0 -> Transport.PARALLEL;
        case 1 -> Transport.SERIAL;
        case 0xE -> Transport.PCIE;
        default -> Transport.UNKNOWN;
        };
    }

    /** Transfer modes that the drive offers. PIO 0-2 exist in every drive. */
    public Set<TransferMode> transferModes() {
        EnumSet<TransferMode> modes = EnumSet.range(TransferMode.PIO0, TransferMode.PIO2);
        for (TransferMode mode : TransferMode.values()) {
            int number = mode.code() & 0x07;
            boolean offered = mode.ultraDma() ? bit(53, 2) && bit(88, number)
                    : mode.multiwordDma() ? bit(63, number) : number > 2 && bit(53, 1) && bit(64, number - 3);
            if (offered) {
                modes.add(mode);
            }
        }
        return modes;
    }

    /** The DMA mode that is selected now; empty when none is. */
    public Optional<TransferMode> selectedDmaMode() {
        for (TransferMode mode : TransferMode.values()) {
            int number = mode.code() & 0x07;
            if (mode.ultraDma() && bit(53, 2) && bit(88, 8 + number) || mode.multiwordDma() && bit(63, 8 + number)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** ECC bytes that READ LONG adds to a sector (word 22, obsolete since ATA-4); 0 where the drive does not say. */
    public int eccBytes() {
        return word(22) == 0xFFFF ? 0 : word(22);
    }

    /** Sectors of a DRQ data block of READ MULTIPLE at most (word 47), 0 without READ MULTIPLE. */
    public int maxMultipleSectors() {
        return word(47) & 0xFF;
    }

    /** Sectors of a DRQ data block of READ MULTIPLE as set now (word 59), 0 when it is not set. */
    public int multipleSectors() {
        return bit(59, 8) ? word(59) & 0xFF : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentifyDevice page && Arrays.equals(raw, page.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "%s, serial %s, firmware %s, %d sectors of %d bytes".formatted(model(), serial(), firmware(), sectorCount(),
                logicalSectorBytes());
    }

    private boolean sectorSizeValid() {
        return (word(106) & 0xC000) == 0x4000;
    }

    /** Words that carry a validity pattern of their own, or mean "not supported" by 0000h and FFFFh. */
    private boolean valid(int index) {
        return switch (index) {
        case 83, 84, 87 -> (word(index) & 0xC000) == 0x4000;
        case 119, 120 -> bit(86, 15) && (word(index) & 0xC000) == 0x4000;
        case 82, 85, 86 -> (word(83) & 0xC000) == 0x4000 && word(index) != 0xFFFF;
        default -> word(index) != 0xFFFF;
        };
    }

    private boolean bit(int index, int bit) {
        return (word(index) >> bit & 1) != 0;
    }

    private long dword(int index) {
        return word(index) | (long) word(index + 1) << 16;
    }

    private long qword(int index) {
        return dword(index) | dword(index + 2) << 32;
    }

    private String text(int firstWord, int words) {
        StringBuilder text = new StringBuilder();
        for (int index = firstWord; index < firstWord + words; index++) {
            text.append(character(word(index) >> 8)).append(character(word(index) & 0xFF));
        }
        return text.toString().strip();
    }

    private static char character(int code) {
        return code == 0 ? ' ' : code < 0x20 || code > 0x7E ? '?' : (char) code;
    }
}
