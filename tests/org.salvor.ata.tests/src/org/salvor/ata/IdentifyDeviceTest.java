package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentifyDeviceTest {

    @Test
    void whatTheBuilderWritesTheDecoderReads() throws AtaFormatException {
        IdentifyDevice page = IdentifyDevice.builder().serial("WD-1234567").firmware("01.02A03").model("Model of a drive")
                .sectors48(7_814_037_168L)
                .sectorSize(512, 8, 1).queueDepth(32).rotationRpm(7200).transport(IdentifyDevice.Transport.SERIAL).eccBytes(52)
                .multiple(16, 8)
                .worldWideName(0x5000_C500_1234_5678L).features(EnumSet.of(DriveFeature.SMART, DriveFeature.SCT, DriveFeature.SCT_ERC))
                .feature(DriveFeature.APM, true, false)
                .transferModes(EnumSet.range(TransferMode.PIO3, TransferMode.UDMA6), TransferMode.UDMA5).build();
        IdentifyDevice read = IdentifyDevice.decode(page.raw());

        assertThat(read).isEqualTo(page).hasSameHashCodeAs(page);
        assertThat(read.hasChecksum()).isTrue();
        assertThat(read.isAta()).isTrue();
        assertThat(read.serial()).isEqualTo("WD-1234567");
        assertThat(read.firmware()).isEqualTo("01.02A03");
        assertThat(read.model()).isEqualTo("Model of a drive");
        assertThat(read.sectorCount()).isEqualTo(7_814_037_168L);
        assertThat(read.sectorCount28()).isEqualTo(0x0FFF_FFFF);
        assertThat(read.logicalSectorBytes()).isEqualTo(512);
        assertThat(read.physicalSectorBytes()).isEqualTo(4096);
        assertThat(read.alignmentOffsetSectors()).isEqualTo(1);
        assertThat(read.queueDepth()).isEqualTo(32);
        assertThat(read.rotationRpm()).hasValue(7200);
        assertThat(read.transport()).isEqualTo(IdentifyDevice.Transport.SERIAL);
        assertThat(read.eccBytes()).isEqualTo(52);
        assertThat(read.maxMultipleSectors()).isEqualTo(16);
        assertThat(read.multipleSectors()).isEqualTo(8);
        assertThat(read.worldWideName()).isEqualTo(0x5000_C500_1234_5678L);
        assertThat(read.supported()).containsExactlyInAnyOrder(DriveFeature.SMART, DriveFeature.SCT, DriveFeature.SCT_ERC, DriveFeature.APM,
                DriveFeature.LBA48, DriveFeature.NCQ, DriveFeature.WORLD_WIDE_NAME);
        assertThat(read.enabled(DriveFeature.APM)).isFalse();
        assertThat(read.enabled(DriveFeature.SMART)).isTrue();
        assertThat(read.transferModes()).containsExactlyInAnyOrder(TransferMode.values());
        assertThat(read.selectedDmaMode()).hasValue(TransferMode.UDMA5);
    }

    /** Each place is a fact of ACS-4 7.13.6, written here once more and not taken from the code. */
    @Test
    void theWordsLieWhereTheStandardPutsThem() {
        IdentifyDevice page = IdentifyDevice.builder().serial("AB").firmware("F1").model("MO").sectors48(0x1234_5678_9ABCL).queueDepth(32)
                .sectorSize(4096, 1, 0).rotationRpm(5400).security(new SecurityState(true, true, true, false, true, false, true))
                .features(EnumSet.of(DriveFeature.SMART, DriveFeature.HPA, DriveFeature.DCO, DriveFeature.REBUILD_ASSIST,
                        DriveFeature.SENSE_DATA_REPORTING))
                .build();
        assertThat(page.word(10)).isEqualTo('A' << 8 | 'B');
        assertThat(page.word(11)).isEqualTo(0x2020);
        assertThat(page.word(23)).isEqualTo('F' << 8 | '1');
        assertThat(page.word(27)).isEqualTo('M' << 8 | 'O');
        assertThat(page.word(60)).isEqualTo(0xFFFF);
        assertThat(page.word(61)).isEqualTo(0x0FFF);
        assertThat(page.word(75)).isEqualTo(31);
        assertThat(page.word(76) & 0x100).isEqualTo(0x100);
        assertThat(page.word(78)).isEqualTo(0x800);
        assertThat(page.word(82)).isEqualTo(0x0403);
        assertThat(page.word(83)).isEqualTo(0x4C00);
        assertThat(page.word(86) & 0x8000).as("words 119 and 120 are valid").isEqualTo(0x8000);
        assertThat(page.word(100)).isEqualTo(0x9ABC);
        assertThat(page.word(101)).isEqualTo(0x5678);
        assertThat(page.word(102)).isEqualTo(0x1234);
        assertThat(page.word(103)).isZero();
        assertThat(page.word(106)).isEqualTo(0x5000);
        assertThat(page.word(117)).isEqualTo(2048);
        assertThat(page.word(118)).isZero();
        assertThat(page.word(119)).isEqualTo(0x4040);
        assertThat(page.word(128)).isEqualTo(0x117);
        assertThat(page.word(217)).isEqualTo(5400);
        assertThat(page.word(255) & 0xFF).isEqualTo(0xA5);
        int sum = 0;
        for (byte each : page.raw()) {
            sum += each;
        }
        assertThat(sum & 0xFF).isZero();
    }

    @Test
    void aWrongChecksumIsRefused() {
        byte[] raw = IdentifyDevice.builder().model("X").build().raw();
        raw[100] ^= 1;
        assertThatThrownBy(() -> IdentifyDevice.decode(raw)).isInstanceOf(AtaFormatException.class).hasMessageContaining("checksum");
    }

    @Test
    void aPageOfOneByteAllOverIsRefused() {
        byte[] ones = new byte[512];
        Arrays.fill(ones, (byte) 0xFF);
        assertThatThrownBy(() -> IdentifyDevice.decode(new byte[512])).isInstanceOf(AtaFormatException.class).hasMessageContaining("00h");
        assertThatThrownBy(() -> IdentifyDevice.decode(ones)).isInstanceOf(AtaFormatException.class).hasMessageContaining("FFh");
    }

    @Test
    void anotherLengthIsRefused() {
        assertThatThrownBy(() -> IdentifyDevice.decode(new byte[511])).isInstanceOf(AtaFormatException.class).hasMessageContaining("511");
        assertThatThrownBy(() -> IdentifyDevice.decode(MemorySegment.ofArray(new byte[1024]))).isInstanceOf(AtaFormatException.class);
        assertThatThrownBy(() -> IdentifyDevice.decode(MemorySegment.NULL)).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void aPageOfAnOldDriveWithoutChecksumIsTaken() throws AtaFormatException {
        byte[] raw = IdentifyDevice.builder().model("OLD").sectors28(1_000_000).build().raw();
        raw[510] = 0;
        raw[511] = 0;
        IdentifyDevice page = IdentifyDevice.decode(raw);
        assertThat(page.hasChecksum()).isFalse();
        assertThat(page.sectorCount()).isEqualTo(1_000_000);
        assertThat(page.sectorCount48()).isZero();
    }

    @Test
    void aDriveWithoutLbaHasTheCapacityOfItsGeometry() {
        IdentifyDevice page = IdentifyDevice.builder().word(49, 0).word(1, 820).word(3, 6).word(6, 17).build();
        assertThat(page.sectorCount()).isEqualTo(820L * 6 * 17);
    }

    @Test
    void words119And120CountOnlyWhereWord86SaysThatTheyAreValid() {
        IdentifyDevice page = IdentifyDevice.builder().feature(DriveFeature.SENSE_DATA_REPORTING, true, true).build();
        assertThat(page.enabled(DriveFeature.SENSE_DATA_REPORTING)).isTrue();
        assertThat(page.edit().word(86, 0).build().supports(DriveFeature.SENSE_DATA_REPORTING)).isFalse();
    }

    @Test
    void aPhysicalSectorOfTwoGibibytesIsNotBelieved() {
        IdentifyDevice page = IdentifyDevice.builder().sectorSize(65_536, 32_768, 0).build();
        assertThat(page.sectorsPerPhysical()).isEqualTo(1);
        assertThat(page.physicalSectorBytes()).isEqualTo(65_536);
    }

    @Test
    void editingChangesOnlyWhatIsAskedForAndKeepsTheChecksumRight() throws AtaFormatException {
        IdentifyDevice before = IdentifyDevice.builder().model("X").sectors48(1L << 33).features(EnumSet.of(DriveFeature.LOOK_AHEAD))
                .build();
        IdentifyDevice after = IdentifyDevice.decode(before.edit().feature(DriveFeature.LOOK_AHEAD, true, false).build().raw());
        assertThat(after.enabled(DriveFeature.LOOK_AHEAD)).isFalse();
        assertThat(after.supports(DriveFeature.LOOK_AHEAD)).isTrue();
        assertThat(after.edit().feature(DriveFeature.LOOK_AHEAD, true, true).build()).isEqualTo(before);
    }

    @Test
    void theRecordCannotBeChangedThroughItsArrays() {
        byte[] raw = IdentifyDevice.builder().serial("S").build().raw();
        IdentifyDevice page = new IdentifyDevice(raw);
        raw[21] = 'Z';
        page.raw()[21] = 'Z';
        assertThat(page.serial()).isEqualTo("S");
    }

    @Test
    void whatDoesNotFitIsRefusedWhenBuilding() {
        IdentifyBuilder builder = IdentifyDevice.builder();
        assertThatThrownBy(() -> builder.serial("123456789012345678901")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.model("caf\u00e9")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.sectors28(1L << 28)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.sectors48(1L << 48)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.sectorSize(512, 3, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.sectorSize(513, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.word(255, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void any512BytesAnswerEveryQuestionWithinItsRange() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        for (int round = 0; round < 20_000; round++) {
            byte[] raw = new byte[random.nextInt(8) == 0 ? random.nextInt(1025) : 512];
            random.nextBytes(raw);
            IdentifyDevice page;
            try {
                page = IdentifyDevice.decode(raw);
            } catch (AtaFormatException refused) {
                assertThat(refused).hasMessageEndingWith(".");
                continue;
            }
            assertThat(page.sectorCount()).isBetween(0L, (1L << 48) - 1);
            assertThat(page.logicalSectorBytes()).isBetween(512, 65_536);
            assertThat(page.physicalSectorBytes()).isGreaterThanOrEqualTo(page.logicalSectorBytes());
            assertThat(page.physicalSectorBytes() % page.logicalSectorBytes()).isZero();
            assertThat(page.queueDepth()).isBetween(0, 32);
            assertThat(page.model()).matches("[ -~]*");
            assertThat(page.supported()).containsAll(page.enabled());
            assertThat(page.transferModes()).contains(TransferMode.PIO0);
            assertThat(page.security().word() & ~0x13F).isZero();
            assertThat(page.toString()).isNotEmpty();
            page.rotationRpm();
            page.transport();
            page.selectedDmaMode();
        }
    }
}
