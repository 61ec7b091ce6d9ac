package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScsiVocabularyTest {
    private static final long SEED = 20_260_101;

    @Test
    void identifyPassesThroughAsHdparmSendsIt() throws AtaFormatException {
        // hdparm --verbose -I: "outgoing cdb: 85 08 0e 00 00 00 01 00 00 00 00 00 00 40 ec 00"
        SatCdb cdb = SatCdb.of(SatCdb.Size.SIXTEEN, TaskFile.of28(0xEC, 0, 1, 0), Protocol.PIO_IN, 512, 512);
        assertThat(hex(cdb.encode())).isEqualTo("85080e0000000100000000000040ec00");
        assertThat(SatCdb.decode(cdb.encode())).isEqualTo(cdb);
    }

    @Test
    void aWideDmaReadInterleavesItsPreviousValues() throws AtaFormatException {
        SatCdb cdb = SatCdb.of(SatCdb.Size.SIXTEEN, TaskFile.of48(0x25, 0, 0x0102, 0x1122_3344_5566L), Protocol.DMA_IN, 0x102 * 512, 512);
        assertThat(hex(cdb.encode())).isEqualTo("850d0e0000010233662255114440" + "2500");
        assertThat(SatCdb.decode(cdb.encode())).isEqualTo(cdb);
        assertThat(cdb.dataProtocol()).isEqualTo(Protocol.DMA_IN);
    }

    @Test
    void aNarrowReadKeepsItsTopLbaBitsInTheDeviceRegister() throws AtaFormatException {
        TaskFile read = TaskFile.of28(0xC8, 0, 8, 0xABCDEF1);
        assertThat(hex(SatCdb.of(SatCdb.Size.TWELVE, read, Protocol.DMA_IN, 4096, 512).encode())).isEqualTo("a10c0e0008f1debc4ac80000");
        for (SatCdb.Size size : SatCdb.Size.values()) {
            assertThat(SatCdb.decode(SatCdb.of(size, read, Protocol.DMA_IN, 4096, 512).encode()).taskFile()).isEqualTo(read);
        }
    }

    @Test
    void theLongFormHasItsFieldsWhereTheStandardPutsThem() throws AtaFormatException {
        SatCdb cdb = new SatCdb(SatCdb.Size.THIRTY_TWO, TaskFile.of48(0x60, 8, 0x10, 0x1122_3344_5566L), 12, 0, 0, false, false, true, true,
                SatCdb.LENGTH_IN_FEATURE, 0x77, 0xCAFEBABE);
        assertThat(hex(cdb.encode())).isEqualTo("7f000000000000181ff0190d0000112233445566" + "00080010" + "4060" + "0077" + "cafebabe");
        assertThat(SatCdb.decode(cdb.encode())).isEqualTo(cdb);
    }

    @Test
    void aReadLongTellsItsLengthByTheTransfer() {
        AtaCommand read = ReadCommands.readLong(5, 512, 4);
        SatCdb cdb = SatCdb.of(SatCdb.Size.SIXTEEN, read.taskFile(), read.protocol(), read.dataBytes(), 512);
        assertThat(cdb.lengthAt()).isEqualTo(SatCdb.LENGTH_OF_TRANSFER);
        assertThat(cdb.inBlocks()).isFalse();
    }

    @Test
    void aReservedBitMakesACommandUnreadable() {
        byte[] cdb = SatCdb.of(SatCdb.Size.SIXTEEN, TaskFile.of28(0x20, 0, 1, 9), Protocol.PIO_IN, 512, 512).encode();
        cdb[7] = 1; // a previous value of a command that has none
        assertThatThrownBy(() -> SatCdb.decode(cdb)).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void theStatusReturnDescriptorGivesAllRegisters() throws AtaFormatException {
        // as libata answers an uncorrectable READ DMA EXT at 0x112233445566 with D_SENSE on
        byte[] raw = HexFormat.of().parseHex("72031104" + "0000000e" + "090c0140" + "0001" + "336622551144" + "4051");
        SenseData sense = SenseData.decode(raw);
        assertThat(sense.words()).isEqualTo("3/11/04");
        assertThat(sense.meaning()).isEqualTo(SenseMeaning.UNCORRECTABLE);
        assertThat(sense.registers()).contains(new Registers(0x51, 0x40, 1, 0x1122_3344_5566L, 0x40));
        assertThat(sense.encode()).isEqualTo(raw);
    }

    @Test
    void aGoodCommandWithItsRegistersIsGood() throws AtaFormatException {
        SenseData sense = SenseData.of(true, SenseKey.RECOVERED_ERROR, 0x00, 0x1D).withRegisters(new Registers(0x50, 0, 0xFF, 0, 0x40),
                false);
        assertThat(SenseData.decode(sense.encode())).isEqualTo(sense);
        assertThat(sense.meaning()).isEqualTo(SenseMeaning.GOOD);
    }

    @Test
    void fixedSenseNamesTheFirstFailingSector() throws AtaFormatException {
        byte[] raw = HexFormat.of().parseHex("f0000300001234" + "0a" + "00000000" + "1100" + "00000000");
        SenseData sense = SenseData.decode(raw);
        assertThat(sense.information()).isEqualTo(OptionalLong.of(0x1234));
        assertThat(sense.meaning()).isEqualTo(SenseMeaning.UNCORRECTABLE);
        assertThat(sense.encode()).isEqualTo(raw);
        assertThat(SenseData.decode(HexFormat.of().parseHex("7000050000000000"))).extracting(SenseData::words).isEqualTo("5/00/00");
    }

    @Test
    void registersInFixedSenseAreReadAsFarAsTheyGo() {
        byte[] raw = HexFormat.of().parseHex("70000340514001" + "0a" + "00030201" + "1104" + "00000000");
        assertThat(SenseData.fixedRegisters(raw)).contains(new Registers(0x51, 0x40, 1, 0x010203, 0x40));
        assertThat(SenseData.fixedRegisters(new byte[18])).isEqualTo(Optional.empty());
    }

    @Test
    void meaningsFollowKeysAndCodes() {
        assertThat(SenseMeaning.of(SenseKey.MEDIUM_ERROR, 0x14, 0x01)).isEqualTo(SenseMeaning.ID_NOT_FOUND);
        assertThat(SenseMeaning.of(SenseKey.MEDIUM_ERROR, 0x16, 0x00)).isEqualTo(SenseMeaning.ADDRESS_MARK);
        assertThat(SenseMeaning.of(SenseKey.MEDIUM_ERROR, 0x11, 0x14)).isEqualTo(SenseMeaning.UNCORRECTABLE);
        assertThat(SenseMeaning.of(SenseKey.ABORTED_COMMAND, 0x47, 0x00)).isEqualTo(SenseMeaning.TRANSFER);
        assertThat(SenseMeaning.of(SenseKey.NOT_READY, 0x04, 0x01)).isEqualTo(SenseMeaning.BECOMING_READY);
        assertThat(SenseMeaning.of(SenseKey.NOT_READY, 0x04, 0x02)).isEqualTo(SenseMeaning.NEEDS_START);
        assertThat(SenseMeaning.of(SenseKey.HARDWARE_ERROR, 0x04, 0x22)).isEqualTo(SenseMeaning.NEEDS_POWER_CYCLE);
        assertThat(SenseMeaning.of(SenseKey.MEDIUM_ERROR, 0x04, 0x21)).isEqualTo(SenseMeaning.NEEDS_HARD_RESET);
        assertThat(SenseMeaning.of(SenseKey.HARDWARE_ERROR, 0x44, 0x00)).isEqualTo(SenseMeaning.FAULT);
        assertThat(SenseMeaning.of(SenseKey.UNIT_ATTENTION, 0x29, 0x00)).isEqualTo(SenseMeaning.WAS_RESET);
        assertThat(SenseMeaning.of(SenseKey.ILLEGAL_REQUEST, 0x21, 0x00)).isEqualTo(SenseMeaning.OUT_OF_RANGE);
        assertThat(SenseMeaning.of(SenseKey.ILLEGAL_REQUEST, 0x24, 0x00)).isEqualTo(SenseMeaning.ILLEGAL);
        assertThat(SenseMeaning.of(SenseKey.DATA_PROTECT, 0x20, 0x02)).isEqualTo(SenseMeaning.PROTECTED);
        assertThat(SenseMeaning.of(SenseKey.VENDOR_SPECIFIC, 0, 0)).isEqualTo(SenseMeaning.ABORTED);
    }

    @Test
    void nvmeStatusIsReadAsThePassThroughAnswersIt() throws AtaFormatException {
        assertThat(NvmeStatus.decode(0x281).meaning()).isEqualTo(SenseMeaning.UNCORRECTABLE);
        assertThat(NvmeStatus.decode(0x4286)).isEqualTo(new NvmeStatus(2, 0x86, 0, false, true));
        assertThat(NvmeStatus.decode(0).meaning()).isEqualTo(SenseMeaning.GOOD);
        for (int status = 0; status < 1 << 15; status++) {
            assertThat(NvmeStatus.decode(status).encode()).isEqualTo(status);
            NvmeStatus.decode(status).meaning();
        }
        assertThatThrownBy(() -> NvmeStatus.decode(1 << 15)).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void readsAreOfTenBytesWhereTheyReachAndOfSixteenBeyond() {
        assertThat(hex(ScsiCommand.read(0x12345678, 8, 512).cdb())).isEqualTo("28001234567800000800");
        assertThat(hex(ScsiCommand.read(0x1_0000_0000L, 8, 512).cdb())).isEqualTo("88000000000100000000" + "00000008" + "0000");
        assertThat(hex(ScsiCommand.readLong(5, 577).cdb())).isEqualTo("3e000000000500024100");
        assertThat(hex(ScsiCommand.readCapacity16().cdb())).isEqualTo("9e10000000000000000000000020" + "0000");
    }

    @Test
    void productDataAreRead() throws AtaFormatException {
        InquiryData disk = new InquiryData(0, 0, false, 6, "ATA", "WDC WD10EZEX", "1A01");
        assertThat(InquiryData.decode(disk.encode())).isEqualTo(disk);
        VitalProductData serial = new VitalProductData(VitalProductData.SERIAL, "  WD-1234 ".getBytes());
        assertThat(VitalProductData.decode(0x80, serial.encode()).serial()).isEqualTo("WD-1234");
        byte[] names = HexFormat.of().parseHex("00830014" + "01030008" + "5000c50012345678" + "02010004" + "41544120");
        assertThat(VitalProductData.decode(0x83, names).worldWideName()).contains(0x5000_C500_1234_5678L);
        assertThat(VitalProductData.decode(0x83, names).designators()).hasSize(2);
        byte[] limits = HexFormat.of().parseHex("00b0000c" + "0000" + "0008" + "00000400" + "00000100");
        assertThat(VitalProductData.decode(0xB0, limits).blockLimits()).isEqualTo(new VitalProductData.BlockLimits(8, 1024, 256));
        byte[] turns = HexFormat.of().parseHex("00b10004" + "1c20" + "0002");
        assertThat(VitalProductData.decode(0xB1, turns).blockCharacteristics())
                .isEqualTo(new VitalProductData.BlockCharacteristics(7200, 2));
        assertThatThrownBy(() -> VitalProductData.decode(0x80, turns)).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void theTranslatorsPageHoldsTheDrivesIdentity() throws AtaFormatException {
        IdentifyDevice drive = IdentifyDevice.builder().model("M").serial("S").firmware("F").sectors48(1000).build();
        byte[] body = new byte[568];
        BigEndian.putText(body, 4, 8, "linux");
        BigEndian.putText(body, 12, 16, "libata");
        System.arraycopy(drive.raw(), 0, body, 56, 512);
        VitalProductData page = VitalProductData.decode(0x89, new VitalProductData(0x89, body).encode());
        assertThat(page.translator()).isEqualTo("linux libata");
        assertThat(page.identify()).isEqualTo(drive);
    }

    @Test
    void capacitiesAreRead() throws AtaFormatException {
        assertThat(ReadCapacity.decode10(HexFormat.of().parseHex("0003ffff00000200"))).isEqualTo(new ReadCapacity(0x40000, 512, 1, false));
        assertThat(ReadCapacity.decode10(HexFormat.of().parseHex("ffffffff00000200")).overflow()).isTrue();
        ReadCapacity large = new ReadCapacity(0x3_0000_0000L, 512, 8, false);
        assertThat(ReadCapacity.decode16(large.encode16())).isEqualTo(large);
    }

    @Test
    void onlyDescriptorSenseIsSwitchedAndNothingElse() throws AtaFormatException {
        byte[] answer = HexFormat.of().parseHex("0012000000000000" + "8a0a02000000000000000000");
        assertThat(ModeControl.descriptorSense(answer)).isFalse();
        byte[] wanted = ModeControl.withDescriptorSense(answer);
        assertThat(hex(wanted)).isEqualTo("0000000000000000" + "0a0a06000000000000000000");
        assertThat(ScsiCatalogue.effectOf(ScsiCommand.modeSelect(wanted.length).cdb(), MemorySegment.ofArray(wanted)))
                .isEqualTo(Effect.CHANGES_VOLATILE);
        wanted[8] = 0x08; // the caching page
        assertThat(ScsiCatalogue.effectOf(ScsiCommand.modeSelect(wanted.length).cdb(), MemorySegment.ofArray(wanted)))
                .isEqualTo(Effect.UNKNOWN);
        byte[] saving = ScsiCommand.modeSelect(20).cdb();
        saving[1] |= 1;
        assertThat(ScsiCatalogue.effectOf(saving, MemorySegment.ofArray(ModeControl.withDescriptorSense(answer))))
                .isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void ofAllScsiCommandsOnlyTheListedOnesAreKnown() {
        byte[] known = HexFormat.of().parseHex("0003121b25282f3e555a888f9e");
        for (int opcode = 0; opcode < 256; opcode++) {
            for (int length = 0; length <= 32; length++) {
                byte[] cdb = new byte[length];
                if (length > 0) {
                    cdb[0] = (byte) opcode;
                }
                Effect effect = ScsiCatalogue.effectOf(cdb, MemorySegment.NULL);
                int wanted = opcode;
                boolean listed = HexFormat.of().formatHex(known).matches("(..)*" + "%02x".formatted(wanted) + "(..)*");
                assertThat(effect == Effect.UNKNOWN || listed).as("%02X of %d bytes", opcode, length).isTrue();
                assertThat(effect).isIn(Effect.UNKNOWN, Effect.READS, Effect.CHANGES_VOLATILE);
            }
        }
    }

    @Test
    void whatSalvorSendsIsKnown() {
        for (ScsiCommand command : new ScsiCommand[] { ScsiCommand.testUnitReady(), ScsiCommand.requestSense(true), ScsiCommand.inquiry(),
                ScsiCommand.vitalProductData(0x89, 572), ScsiCommand.readCapacity10(), ScsiCommand.readCapacity16(),
                ScsiCommand.read(1, 1, 512), ScsiCommand.read(1L << 33, 1, 512), ScsiCommand.readLong(1, 520),
                ScsiCommand.readLong(1L << 33, 520), ScsiCommand.verify(1, 1), ScsiCommand.verify(1L << 33, 1),
                ScsiCommand.modeSenseControl() }) {
            assertThat(ScsiCatalogue.effectOf(command.cdb(), MemorySegment.NULL)).as(hex(command.cdb())).isEqualTo(Effect.READS);
        }
    }

    /** Whatever comes in: a value, or the documented exception. */
    @Test
    void noBytesMakeADecoderFailOtherwise() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] openings = { 0x70, 0x71, 0x72, 0x73, 0xF0, 0x85, 0xA1, 0x7F, 0x00 };
        int decoded = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] raw = new byte[random.nextInt(random.nextInt(8) == 0 ? 700 : 40)];
            random.nextBytes(raw);
            if (raw.length > 11 && random.nextBoolean()) {
                raw[0] = (byte) openings[random.nextInt(openings.length)];
                raw[8] = raw[0] == 0x7F ? 0x1F : raw[8];
                raw[9] = raw[0] == 0x7F ? (byte) 0xF0 : raw[9];
                raw[1] = random.nextInt(3) == 0 ? (byte) 0x89 : raw[1];
            }
            decoded += decodeEverything(raw);
        }
        assertThat(decoded).as("seed %d: some of them are read", SEED).isGreaterThan(10_000);
    }

    @Test
    void aPassThroughThatIsReadSaysExactlyItsBytes() throws AtaFormatException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20_000; round++) {
            boolean wide = random.nextBoolean();
            TaskFile taskFile = wide
                    ? new TaskFile(random.nextInt(256), random.nextInt(65_536), random.nextInt(65_536), random.nextLong(1L << 48),
                            random.nextInt(256), true)
                    : new TaskFile(random.nextInt(256), random.nextInt(256), random.nextInt(256), random.nextLong(1L << 28),
                            random.nextInt(16) << 4, false);
            SatCdb.Size size = SatCdb.Size.values()[wide ? 1 + random.nextInt(2) : random.nextInt(3)];
            Protocol protocol = Protocol.values()[random.nextInt(Protocol.values().length)];
            SatCdb cdb = SatCdb.of(size, taskFile, protocol, protocol.receivesData() || protocol.sendsData() ? 512 : 0, 512);
            assertThat(SatCdb.decode(cdb.encode())).isEqualTo(cdb);
        }
    }

    private static int decodeEverything(byte[] raw) {
        int decoded = 0;
        Decoder[] decoders = { bytes -> SatCdb.decode(bytes).dataProtocol(), bytes -> SenseData.decode(bytes).meaning(),
                SenseData::fixedRegisters, InquiryData::decode, ReadCapacity::decode10, ReadCapacity::decode16,
                ModeControl::withDescriptorSense, bytes -> page(bytes).supportedPages(), bytes -> page(bytes).serial(),
                bytes -> page(bytes).worldWideName(), bytes -> page(bytes).translator(), bytes -> page(bytes).identify(),
                bytes -> page(bytes).blockLimits(), bytes -> page(bytes).blockCharacteristics(),
                bytes -> ScsiCatalogue.effectOf(bytes, MemorySegment.ofArray(bytes)) };
        for (Decoder decoder : decoders) {
            try {
                decoder.decode(raw);
                decoded++;
            } catch (AtaFormatException expected) {
                assertThat(expected).hasMessageEndingWith(".");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", bytes " + hex(raw), e);
            }
        }
        return decoded;
    }

    private static VitalProductData page(byte[] raw) throws AtaFormatException {
        byte[] whole = Arrays.copyOf(raw, Math.max(4, raw.length));
        whole[2] = 0;
        whole[3] = (byte) Math.min(255, whole.length - 4);
        return VitalProductData.decode(whole[1] & 0xFF, whole);
    }

    private static String hex(byte[] raw) {
        return HexFormat.of().formatHex(raw);
    }

    private interface Decoder {
        Object decode(byte[] raw) throws AtaFormatException;
    }

    /** Fixed sense of a READ LONG (10) of 512 bytes at a drive of 552: 5/24/00, ILI, 40 bytes too few. */
    @Test
    void aWrongLengthIsToldInEitherFormat() {
        byte[] fixed = { (byte) 0xF0, 0, 0x25, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xD8, 10, 0, 0, 0, 0, 0x24, 0, 0, 0, 0, 0 };
        assertThat(SenseData.wrongLength(fixed)).hasValue(-40);
        fixed[2] = 0x05;
        assertThat(SenseData.wrongLength(fixed)).as("without ILI").isEmpty();
        byte[] descriptors = { 0x72, 5, 0x24, 0, 0, 0, 0, 16, 0, 10, (byte) 0x80, 0, -1, -1, -1, -1, -1, -1, -1, (byte) 0xD8, 5, 2, 0,
                0x20 };
        assertThat(SenseData.wrongLength(descriptors)).hasValue(-40);
        assertThat(SenseData.wrongLength(new byte[0])).isEmpty();
    }

    @Test
    void theAnswerToRequestSenseDataStandsInTheLbaRegisters() {
        SenseData sense = SenseData.ofAnswer(new Registers(0x50, 0, 0, 0x03_11_04, 0));
        assertThat(sense.words()).isEqualTo("3/11/04");
        assertThat(sense.meaning()).isEqualTo(SenseMeaning.UNCORRECTABLE);
        assertThat(
                CommandCatalogue.effectOf(DriveCommands.requestSense().taskFile(), Protocol.NON_DATA, java.lang.foreign.MemorySegment.NULL))
                .isEqualTo(Effect.READS);
    }
}
