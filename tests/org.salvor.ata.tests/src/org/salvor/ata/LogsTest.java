package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogsTest {

    @Test
    void theNcqErrorLogLiesAsTheStandardPutsIt() throws AtaFormatException {
        Registers registers = new Registers(0x41, 0x40, 0x0008, 0x1122_3344_5566L, 0x40);
        NcqErrorLog log = new NcqErrorLog(true, false, 17, registers, 0x0B, 0x1103, 0x6655_4433_2211L);
        byte[] raw = log.encode();
        assertThat(raw).startsWith(
                bytes(0x11, 0, 0x41, 0x40, 0x66, 0x55, 0x44, 0x40, 0x33, 0x22, 0x11, 0, 0x08, 0, 0x0B, 0x11, 0x03, 0x11, 0x22, 0x33,
                        0x44, 0x55, 0x66, 0));
        assertThat(sum(raw)).isZero();
        assertThat(NcqErrorLog.decode(segment(raw))).isEqualTo(log);
        assertThat(log.predicted()).isTrue();
    }

    /** Laid out by hand as ACS-5 has it: a header of 32 bytes, then 32 bytes an element. */
    @Test
    void thePhysicalElementStatusLiesAsTheStandardPutsIt() throws AtaFormatException {
        byte[] raw = new byte[512];
        raw[0] = 3;
        raw[4] = 2;
        raw[8] = 7;
        raw[36] = 1;
        raw[46] = 1;
        raw[47] = 100;
        raw[49] = 0x10;
        raw[68] = 2;
        raw[78] = 1;
        raw[79] = 101;
        raw[80] = 5;
        PhysicalElementStatus status = PhysicalElementStatus.decode(segment(raw));
        assertThat(status).isEqualTo(new PhysicalElementStatus(3, 7, List.of(new PhysicalElementStatus.Element(1, 1, 100, 0x1000),
                new PhysicalElementStatus.Element(2, 1, 101, 5))));
        assertThat(status.elements()).extracting(PhysicalElementStatus.Element::condition)
                .containsExactly(PhysicalElementStatus.Condition.WITHIN_LIMITS, PhysicalElementStatus.Condition.OUTSIDE_LIMITS);
        assertThat(status.encode()).isEqualTo(raw);
    }

    @Test
    void ofAPhysicalElementStatusThatWasCutOffTheWholeElementsAreKept() throws AtaFormatException {
        byte[] raw = new byte[100];
        raw[4] = (byte) 0xFF;
        raw[5] = (byte) 0xFF;
        raw[7] = (byte) 0x80;
        assertThat(PhysicalElementStatus.decode(segment(raw)).elements()).hasSize(2);
        assertThatThrownBy(() -> PhysicalElementStatus.decode(segment(new byte[31]))).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void anNcqErrorLogOfNoQueuedCommandSaysSo() throws AtaFormatException {
        NcqErrorLog log = new NcqErrorLog(false, true, 0, Registers.NONE, 0, 0, 0);
        assertThat(log.encode()[0]).isEqualTo((byte) 0xC0);
        assertThat(NcqErrorLog.decode(segment(log.encode()))).isEqualTo(log);
    }

    @Test
    void aLogWithAWrongChecksumIsRefused() {
        byte[] raw = new NcqErrorLog(true, false, 1, Registers.NONE, 0, 0, 0).encode();
        raw[20] ^= 1;
        assertThatThrownBy(() -> NcqErrorLog.decode(segment(raw))).isInstanceOf(AtaFormatException.class).hasMessageContaining("checksum");
        assertThatThrownBy(() -> NcqErrorLog.decode(segment(new byte[256]))).isInstanceOf(AtaFormatException.class)
                .hasMessageContaining("256");
    }

    @Test
    void theRebuildAssistLogNamesOneHeadOfTheDrivesOwnField() throws AtaFormatException {
        byte[] own = new byte[512];
        own[7] = 2;
        own[8] = (byte) 0xFF;
        own[9] = 0x03;
        RebuildAssistLog log = RebuildAssistLog.decode(segment(own));
        assertThat(log.enabled()).isFalse();
        assertThat(log.supported().cardinality()).isEqualTo(10);
        BitSet head = new BitSet();
        head.set(9);
        byte[] raw = log.disabling(head).encode();
        assertThat(raw).startsWith(bytes(1, 0, 0, 0, 0, 0, 0, 2, 0xFF, 0x03, 0x00, 0x02, 0));
        assertThat(RebuildAssistLog.decode(segment(raw))).isEqualTo(log.disabling(head));
        assertThat(log.off().encode()[0]).isZero();
        head.set(16);
        assertThatThrownBy(() -> log.disabling(head)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRebuildAssistLogWhoseFieldsLeaveThePageIsRefused() {
        byte[] raw = new byte[512];
        raw[7] = (byte) 253;
        assertThatThrownBy(() -> RebuildAssistLog.decode(segment(raw))).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void theSctStatusTellsTemperatures() throws AtaFormatException {
        SctStatus status = new SctStatus(3, 5, 0xFFFF, 1, 1, 0x1234_5678_9ABCL, OptionalInt.of(-5), OptionalInt.of(61),
                OptionalInt.empty());
        byte[] raw = status.encode();
        assertThat(raw[200]).isEqualTo((byte) -5);
        assertThat(raw[202]).isEqualTo((byte) 61);
        assertThat(raw[204]).isEqualTo((byte) 0x80);
        assertThat(SctStatus.decode(segment(raw))).isEqualTo(status);
        raw[0] = 9;
        assertThatThrownBy(() -> SctStatus.decode(segment(raw))).isInstanceOf(AtaFormatException.class).hasMessageContaining("version 9");
    }

    @Test
    void sctKeysLieAsTheStandardPutsThem() throws AtaFormatException {
        assertThat(SctKey.readLong(0x1122_3344_5566L).raw()).startsWith(bytes(1, 0, 1, 0, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0, 0, 0));
        assertThat(SctKey.readLong(0x1122_3344_5566L).lba()).isEqualTo(0x1122_3344_5566L);
        assertThat(SctKey.setTimer(SctKey.Timer.READ, 600).raw()).startsWith(bytes(3, 0, 1, 0, 1, 0, 0x58, 0x02, 0));
        assertThat(SctKey.getTimer(SctKey.Timer.WRITE).raw()).startsWith(bytes(3, 0, 2, 0, 2, 0, 0, 0));
        assertThat(SctKey.decode(segment(SctKey.temperatureHistory().raw()))).isEqualTo(SctKey.of(5, 1, 2));
        assertThat(SctKey.temperatureHistory()).hasToString("SCT temperature history");
        assertThatThrownBy(() -> SctKey.decode(segment(new byte[100]))).isInstanceOf(AtaFormatException.class);
        assertThatThrownBy(() -> SctKey.readLong(1L << 48)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SctKey.setTimer(SctKey.Timer.READ, 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void smartDataAndThresholdsComeTogether() throws AtaFormatException {
        SmartData data = new SmartData(List.of(new SmartAttribute(5, 0x33, 20, 20, 4711, OptionalInt.of(36)),
                new SmartAttribute(197, 0x12, 100, 100, 0xFFFF_FFFF_FFFFL, OptionalInt.of(0)),
                new SmartAttribute(194, 0x22, 58, 45, 0x0037_0011_002AL, OptionalInt.of(0))), 0x82, 0);
        SmartData read = SmartData.decode(segment(data.encode()), segment(data.encodeThresholds()));
        assertThat(read).isEqualTo(data);
        assertThat(read.attribute(5).orElseThrow().failing()).isTrue();
        assertThat(read.attribute(5).orElseThrow().name()).isEqualTo("reallocated sectors");
        assertThat(read.attribute(197).orElseThrow().failing()).isFalse();
        assertThat(read.temperature()).hasValue(42);
        assertThat(SmartData.decode(segment(data.encode())).attribute(5).orElseThrow().threshold()).isEmpty();
        assertThat(data.encode()).startsWith(bytes(0x10, 0, 5, 0x33, 0, 20, 20, 0x67, 0x12, 0, 0, 0, 0, 0, 197));
        assertThat(data.encodeThresholds()).startsWith(bytes(0x10, 0, 5, 36, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 197, 0));
    }

    @Test
    void withoutATemperatureAttributeThereIsNoTemperature() {
        assertThat(new SmartData(List.of(), 0, 0).temperature()).isEmpty();
        SmartAttribute airflow = new SmartAttribute(190, 0x22, 60, 50, 40, OptionalInt.empty());
        assertThat(new SmartData(List.of(airflow), 0, 0).temperature()).hasValue(40);
        assertThat(new SmartData(List.of(new SmartAttribute(194, 0, 0, 0, 0, OptionalInt.empty()), airflow), 0, 0).temperature())
                .hasValue(40);
    }

    @Test
    void deviceStatisticsAreReadOnlyWhereTheyAreValid() throws AtaFormatException {
        byte[] raw = new byte[512];
        raw[0] = 1;
        raw[2] = DeviceStatistics.TEMPERATURE_PAGE;
        raw[8] = (byte) -3;
        raw[15] = (byte) 0xC0;
        raw[16] = 77;
        raw[23] = (byte) 0x80;
        DeviceStatistics page = DeviceStatistics.decode(segment(raw), DeviceStatistics.TEMPERATURE_PAGE);
        assertThat(page.temperature()).hasValue(-3);
        assertThat(page.value(16, 1)).isEmpty();
        assertThatThrownBy(() -> DeviceStatistics.decode(segment(raw), 1)).isInstanceOf(AtaFormatException.class)
                .hasMessageContaining("page 5 came");
        assertThatThrownBy(() -> page.value(12, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDeviceConfigurationTellsTheWholeDrive() throws AtaFormatException {
        DeviceConfiguration whole = new DeviceConfiguration(7, 0x7F, 7_814_037_167L, 0x1234);
        byte[] raw = whole.encode();
        assertThat(raw[510]).isEqualTo((byte) 0xA5);
        assertThat(Pages.number(raw, 6, 8)).isEqualTo(7_814_037_167L);
        assertThat(DeviceConfiguration.decode(segment(raw))).isEqualTo(whole);
        raw[510] = 0;
        raw[511] += (byte) 0xA5;
        assertThatThrownBy(() -> DeviceConfiguration.decode(segment(raw))).isInstanceOf(AtaFormatException.class)
                .hasMessageContaining("A5h");
    }

    @Test
    void noBytesMakeADecoderThrowAnythingElse() {
        SplittableRandom random = new SplittableRandom(31_337);
        int decoded = 0;
        for (int round = 0; round < 30_000; round++) {
            byte[] raw = new byte[random.nextInt(10) == 0 ? random.nextInt(1100) : 512];
            random.nextBytes(raw);
            if (raw.length == 512) {
                if (random.nextBoolean()) {
                    Pages.seal(raw);
                }
                if (random.nextBoolean()) {
                    raw[0] = 3;
                    raw[1] = 0;
                }
            }
            MemorySegment page = segment(raw);
            int number = raw.length > 2 ? raw[2] & 0xFF : 0;
            decoded += tried(() -> NcqErrorLog.decode(page).encode()) + tried(() -> RebuildAssistLog.decode(page).encode())
                    + tried(() -> SctStatus.decode(page).encode()) + tried(() -> SctKey.decode(page).toString())
                    + tried(() -> SmartData.decode(page, page).temperature())
                    + tried(() -> DeviceStatistics.decode(page, number).temperature())
                    + tried(() -> DeviceConfiguration.decode(page).encode());
        }
        assertThat(decoded).isGreaterThan(60_000);
    }

    private interface Decoding {
        Object run() throws AtaFormatException;
    }

    private static int tried(Decoding decoding) {
        try {
            assertThat(decoding.run()).isNotNull();
            return 1;
        } catch (AtaFormatException refused) {
            assertThat(refused).hasMessageEndingWith(".");
            return 0;
        }
    }

    private static MemorySegment segment(byte[] raw) {
        return MemorySegment.ofArray(raw);
    }

    private static int sum(byte[] raw) {
        int sum = 0;
        for (byte each : raw) {
            sum += each;
        }
        return sum & 0xFF;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }
}
