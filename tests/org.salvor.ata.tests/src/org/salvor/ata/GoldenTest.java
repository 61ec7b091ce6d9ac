package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What we read out of bytes, beside what hdparm and sg3_utils read out of the same bytes. */
class GoldenTest {
    /** hdparm's words for features, as far as both programs name them. */
    private static final Map<String, DriveFeature> FEATURES = Map.ofEntries(Map.entry("SMART feature set", DriveFeature.SMART),
            Map.entry("Write cache", DriveFeature.WRITE_CACHE), Map.entry("Look-ahead", DriveFeature.LOOK_AHEAD),
            Map.entry("Host Protected Area feature set", DriveFeature.HPA),
            Map.entry("Advanced Power Management feature set", DriveFeature.APM),
            Map.entry("48-bit Address feature set", DriveFeature.LBA48),
            Map.entry("Device Configuration Overlay feature set", DriveFeature.DCO),
            Map.entry("General Purpose Logging feature set", DriveFeature.GENERAL_PURPOSE_LOG),
            Map.entry("IDLE_IMMEDIATE with UNLOAD", DriveFeature.UNLOAD),
            Map.entry("SMART Command Transport (SCT) feature set", DriveFeature.SCT),
            Map.entry("SCT Error Recovery Control (AC3)", DriveFeature.SCT_ERC));

    private final List<String> lines;
    private final String printed;
    private final IdentifyDevice page;

    GoldenTest() throws IOException, AtaFormatException {
        try (InputStream golden = GoldenTest.class.getResourceAsStream("golden-hdparm.txt")) {
            String all = new String(golden.readAllBytes(), StandardCharsets.US_ASCII);
            lines = all.lines().filter(line -> !line.startsWith("#")).toList();
        }
        String words = String.join(" ", lines.subList(0, lines.indexOf("----")));
        byte[] raw = new byte[IdentifyDevice.BYTES];
        int at = 0;
        for (String word : words.split(" ")) {
            byte[] both = HexFormat.of().parseHex(word);
            raw[at++] = both[1];
            raw[at++] = both[0];
        }
        page = IdentifyDevice.decode(raw);
        printed = String.join("\n", lines.subList(lines.indexOf("----") + 1, lines.size()));
    }

    /** What hdparm prints behind a word. */
    private String after(String word) {
        return printed.lines().map(String::strip).filter(line -> line.startsWith(word)).map(line -> line.substring(word.length()).strip())
                .findFirst().orElseThrow(() -> new AssertionError("hdparm printed no " + word));
    }

    @Test
    void hdparmSeesTheSameIdentity() {
        assertThat(page.model()).isEqualTo(after("Model Number:"));
        assertThat(page.serial()).isEqualTo(after("Serial Number:"));
        assertThat(page.firmware()).isEqualTo(after("Firmware Revision:"));
        assertThat("%016x".formatted(page.worldWideName())).isEqualTo(after("Logical Unit WWN Device Identifier:"));
        assertThat(page.hasChecksum()).isEqualTo(after("Checksum:").equals("correct"));
    }

    @Test
    void hdparmSeesTheSameGeometry() {
        assertThat(Long.toString(page.sectorCount28())).isEqualTo(after("LBA    user addressable sectors:"));
        assertThat(Long.toString(page.sectorCount48())).isEqualTo(after("LBA48  user addressable sectors:"));
        assertThat(page.logicalSectorBytes() + " bytes").isEqualTo(after("Logical  Sector size:"));
        assertThat(page.physicalSectorBytes() + " bytes").isEqualTo(after("Physical Sector size:"));
        assertThat(page.alignmentOffsetSectors() * page.logicalSectorBytes() + " bytes").isEqualTo(after("Logical Sector-0 offset:"));
        assertThat(Integer.toString(page.rotationRpm().orElseThrow())).isEqualTo(after("Nominal Media Rotation Rate:"));
        assertThat(Integer.toString(page.queueDepth())).isEqualTo(after("Queue depth:"));
        assertThat("Max = %d\tCurrent = %d".formatted(page.maxMultipleSectors(), page.multipleSectors()))
                .isEqualTo(after("R/W multiple sector transfer:"));
    }

    private static String name(TransferMode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace("mwdma", "mdma");
    }

    @Test
    void hdparmSeesTheSameTransferModes() {
        Set<String> theirs = new TreeSet<>(List.of((after("DMA:") + " " + after("PIO:")).replace("*", "").split(" ")));
        Set<String> ours = new TreeSet<>();
        page.transferModes().forEach(mode -> ours.add(name(mode)));
        assertThat(ours).isEqualTo(theirs);
        String selected = List.of(after("DMA:").split(" ")).stream().filter(mode -> mode.startsWith("*")).findFirst().orElseThrow();
        assertThat("*" + name(page.selectedDmaMode().orElseThrow())).isEqualTo(selected);
    }

    @Test
    void hdparmSeesTheSameFeaturesAndWhichOfThemAreOn() {
        List<String> features = printed.lines().dropWhile(line -> !line.contains("Enabled\tSupported:")).skip(1)
                .takeWhile(line -> line.startsWith("\t")).toList();
        Set<DriveFeature> supported = new TreeSet<>();
        Set<DriveFeature> enabled = new TreeSet<>();
        for (String line : features) {
            DriveFeature feature = FEATURES.get(line.replace("*", "").strip());
            if (feature != null) {
                supported.add(feature);
                if (line.contains("*")) {
                    enabled.add(feature);
                }
            }
        }
        Set<DriveFeature> named = Set.copyOf(FEATURES.values());
        assertThat(supported).hasSameSizeAs(named);
        assertThat(page.supported().stream().filter(named::contains)).containsExactlyInAnyOrderElementsOf(supported);
        assertThat(page.enabled().stream().filter(named::contains)).containsExactlyInAnyOrderElementsOf(enabled);
    }

    private static SenseData sense(String hex) throws AtaFormatException {
        return SenseData.decode(HexFormat.ofDelimiter(" ").parseHex(hex));
    }

    /**
     * sg_decode_sense of sg3_utils 1.46: "Descriptor format, current; Sense key: Medium Error; Additional sense: Unrecovered read error - auto reallocate
     * failed; Information: 0x00000000000004d2; ATA Status Return: extend=0 error=0x40 count=0x0 lba=0x0004d2 device=0x40 status=0x51".
     */
    @Test
    void sg3UtilsSeesTheSameInDescriptorSense() throws AtaFormatException {
        SenseData sense = sense("72 03 11 04 00 00 00 1a 00 0a 80 00 00 00 00 00 00 00 04 d2 09 0c 00 40 00 00 00 d2 00 04 00 00 40 51");
        assertThat(sense.descriptors()).isTrue();
        assertThat(sense.deferred()).isFalse();
        assertThat(sense.key()).isEqualTo(SenseKey.MEDIUM_ERROR);
        assertThat(sense.words()).isEqualTo("3/11/04");
        assertThat(sense.information()).hasValue(0x4d2);
        assertThat(sense.registers()).contains(new Registers(0x51, 0x40, 0, 0x4d2, 0x40));
        assertThat(sense.extended()).isFalse();
    }

    /** "Fixed format, current; Medium Error; Unrecovered read error; Info fld=0x1234"; "Fixed format, deferred; Hardware Error; Internal target failure". */
    @Test
    void sg3UtilsSeesTheSameInFixedSense() throws AtaFormatException {
        SenseData current = sense("f0 00 03 00 00 12 34 0a 00 00 00 00 11 00 00 00 00 00");
        assertThat(current).isEqualTo(new SenseData(false, false, SenseKey.MEDIUM_ERROR, 0x11, 0, OptionalLong.of(0x1234),
                OptionalLong.of(0), Optional.empty(), false));
        SenseData deferred = sense("71 00 04 00 00 00 00 0a 00 00 00 00 44 00 00 00 00 00");
        assertThat(deferred.deferred()).isTrue();
        assertThat(deferred.words()).isEqualTo("4/44/00");
        assertThat(deferred.meaning()).isEqualTo(SenseMeaning.FAULT);
    }

    /** sg_inq: "Vendor identification: ATA, Product identification: QEMU HARDDISK, Product revision level: 2.5+"; sg_vpd: "Unit serial number: QM000001". */
    @Test
    void sg3UtilsSeesTheSameInquiry() throws AtaFormatException {
        byte[] raw = HexFormat.of().parseHex("000005025b000002415441202020202051454d5520484152444449534b202020322e352b");
        InquiryData inquiry = InquiryData.decode(raw);
        assertThat(inquiry.vendor()).isEqualTo("ATA");
        assertThat(inquiry.product()).isEqualTo("QEMU HARDDISK");
        assertThat(inquiry.revision()).isEqualTo("2.5+");
        assertThat(inquiry.deviceType()).isZero();
        byte[] serial = HexFormat.of().parseHex("00800008514d303030303031");
        assertThat(VitalProductData.decode(VitalProductData.SERIAL, serial).serial()).isEqualTo("QM000001");
    }
}
